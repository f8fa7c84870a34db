"""What sites that show other people's documents print around them: told apart from the document itself.

Nothing of it is read as part of a plan; it stays in the remainder, to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lapwing.contexts.improvement.reading.lines import Line

# What stands after a document on such a site: everything from there on is the site's.
_AFTER = re.compile(
    r"^\W*(?:"
    r"(?:similar|related|recommended|more) (?:documents?|publications?|files?|presentations?|titles)\b.*"
    r"|you (?:might|may) also like|readers also (?:viewed|enjoyed)|trending|popular (?:now|documents)"
    r"|more from (?:this|the same) (?:user|author|publisher|category)|documents? (?:similar|related) to\b.*"
    r"|share (?:your )?documents? with|sign up for|browse (?:all|more)\b.*"
    r")\W*$",
    re.I,
)
# Single lines of the site, before, between or after the pages.
_ANYWHERE = re.compile(
    r"^\W*(?:"
    r"download(?: (?:now|pdf|as pdf|free|document|full pdf|file))?|share(?: this)?|embed|print|loading"
    r"|save(?: for later| this)?|report(?: (?:this|abuse|document))?|flag for inappropriate content"
    r"|like this document|full ?screen|sign (?:in|up)|log ?in|upload(?: document)?|zoom (?:in|out)"
    r"|(?:next|previous) (?:page|slide)|add to (?:collection|favou?rites|library).*"
    r"|copyright.*all rights reserved.*|terms of (?:use|service)|privacy policy|cookie (?:policy|settings)"
    r"|embed (?:code|size).*|\d[\d,]* (?:views?|downloads?|likes?|reads)|uploaded (?:by|on)\b.{0,60}"
    r"|(?:views?|downloads?|likes|category|uploaded|published|size|pages|file type|language)\s*:\s*\S.{0,60}"
    r"|\d{1,4} pages|(?:this|the) (?:document|publication) (?:was uploaded|is shared)\b.*"
    r"|\d+ (?:years?|months?|days?) ago"
    r")\W*$",
    re.I,
)
_LEAST = 3
_LONGEST = 120


def wrapping_in(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that a site put around a document; none unless several stand there."""
    filled = [line for line in lines if not line.blank]
    short = [line for line in filled if len(line.text) < _LONGEST]
    alone = {line.number for line in short if _ANYWHERE.match(line.text)}
    if len(alone) < _LEAST or not _names_a_site(filled, alone):
        return frozenset()
    half = filled[len(filled) // 2].number
    after = next((line.number for line in short if line.number >= half and _AFTER.match(line.text)), None)
    tail = {line.number for line in filled if after is not None and line.number >= after}
    return frozenset(alone | tail)


def _names_a_site(filled: Sequence[Line], alone: set[int]) -> bool:
    """Whether somebody uploaded the document, or it can be downloaded and shared: no plan says so."""
    words = " ".join(line.text.casefold() for line in filled if line.number in alone)
    return "upload" in words or ("download" in words and ("share" in words or "embed" in words))
