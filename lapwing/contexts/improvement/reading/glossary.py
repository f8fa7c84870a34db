"""The plan's own list of acronyms: which of them name a post, and which an organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lapwing.contexts.improvement.reading.lines import Line

_HEADING = re.compile(
    r"^(?:list of\s+)?(?:terms|glossary|acronyms|abbreviations|key terms)\b[\w\s,&]*:?$", re.I
)
_ENTRY = re.compile(r"^\W*(?P<short>[A-Z][A-Za-z/&]{0,9})\s*(?:[-–—:=]|\t)\s*(?P<long>[A-Z][\w’'&,/() -]+)$")


def is_glossary_heading(text: str) -> bool:
    """Whether a line heads a list of terms."""
    return len(text) < 60 and bool(_HEADING.match(text.strip()))


def glossary_of(lines: Sequence[Line]) -> dict[str, str]:
    """Acronyms with what they stand for, from the entries after a glossary's heading. Empty without one."""
    heading = next((at for at, line in enumerate(lines) if is_glossary_heading(line.text)), None)
    if heading is None:
        return {}
    entries = (_ENTRY.match(line.text.strip()) for line in lines[heading + 1 :])
    return {entry["short"]: entry["long"].strip() for entry in entries if entry}
