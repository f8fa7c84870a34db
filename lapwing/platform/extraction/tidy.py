"""Words as a person sees them: without the signs that only steer how a program lays them out."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphens, zero-width blanks and joins, direction marks, byte order marks: none of them is seen.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SIGNS = str.maketrans({"\u2011": "-", "\u2010": "-"})


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """What is set above the line: figures stay so, or the mark of a footnote would run into a date.

    Endings as in ``17th`` are plain letters.
    """
    return text.translate(_RAISED)


def tidy(text: str) -> str:
    """A text with plain blanks and hyphens, ``\\n`` at line ends, and nothing that is not seen.

    Tabs and runs of blanks stay. Letters that were composed of parts become one (NFC).
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROLS.sub("", _BLANKS.sub(" ", _UNSEEN.sub("", text)))
    return unicodedata.normalize("NFC", text.translate(_SIGNS))


def tidy_lines(text: str) -> str:
    """The lines of a text that hold words, each without blanks around it; tabs become blanks."""
    lines = (line.replace("\t", " ").strip() for line in tidy(text).split("\n"))
    return "\n".join(line for line in lines if line)
