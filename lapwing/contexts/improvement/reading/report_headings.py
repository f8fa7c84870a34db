"""Headings of a progress report: ``Action 1.2 – progress since last report``."""

from __future__ import annotations

import re

_HEADING = re.compile(
    r"^\W*(?:(?:action|recommendation|priority|objective|milestone)\s+)?(?P<ref>[A-Z]{0,3}\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?)"
    r"\b\s*[:.–—-]?\s*(?P<title>.*?)\s*[:.–—-]?\s*\b(?P<told>progress|update|position)\b"
    r"(?:\s+(?:since|to|made|report|on|at|as|for|in|update)\b.*)?\W*$",
    re.I,
)
_LONGEST = 160


def report_heading(text: str) -> re.Match[str] | None:
    """The number (``ref``) and words (``title``) of the action that a line heads the progress of; or None."""
    return _HEADING.match(text.strip()) if len(text) < _LONGEST else None
