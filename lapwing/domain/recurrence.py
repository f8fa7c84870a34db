"""How often a promise recurs, in the plan's own words: ``every term thereafter``, ``1 session per term``."""

from __future__ import annotations

import re

_UNIT = r"(?:half[\s-]terms?|terms?|months?|weeks?|fortnights?|quarters?|years?|days?)"
_COUNT = r"(?:\d+|once|twice|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
# Ordered: words that give the interval in full come before a bare adverb.
_DEFINITE = (
    re.compile(
        rf"\b(?:every|each)\s+(?:{_COUNT}\s+|other\s+|academic\s+|school\s+)?{_UNIT}(?:\s+thereafter)?\b",
        re.I,
    ),
    re.compile(
        rf"\b{_COUNT}(?:\s+times)?(?:\s+\w+)?\s+(?:per|a|each|every)\s+(?:academic\s+|school\s+)?{_UNIT}\b",
        re.I,
    ),
    re.compile(
        r"\b(?:half[\s-]termly|termly|bi-?monthly|six[\s-]monthly|monthly|fortnightly|bi-?weekly|weekly|quarterly"
        r"|bi-?annually|annually|yearly|twice[\s-]yearly)\b",
        re.I,
    ),
    # "annual" tells an interval, save in the name of something: Annual Review, annual health check
    re.compile(r"\bannual\b(?!\s+(?:[A-Z][a-z]|review|health\s+check|report|leave|conversation|general))"),
    re.compile(r"\brolling\s+(?:programme|basis)\b", re.I),
)
_VAGUE_BASIS = re.compile(r"\bon\s+an?\s+(?:regular|ongoing)\s+basis\b", re.I)
_REGULARLY = re.compile(r"\bregularly\b", re.I)
_ALONE = re.compile(r"^\W*(ongoing|on-going|continuous)\W*$", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“])")


def recurrence_in(text: str, due_at: int | None) -> str | None:
    """The words that say how often, or None. ``due_at`` is where the last due date stands in the text.

    *Regularly* gives no interval, and is believed only in the sentence of the due date: elsewhere it
    describes the thing, not the promise.
    """
    if alone := _ALONE.match(text):
        return alone[1]
    for pattern in _DEFINITE:
        if found := _last_or_first(pattern, text, due_at):
            return found
    vague = _VAGUE_BASIS.search(text) or _REGULARLY.search(_sentence_of(text, due_at))
    return vague.group().lower() if vague else None


def _last_or_first(pattern: re.Pattern[str], text: str, due_at: int | None) -> str | None:
    """What follows the date says how the promise recurs; failing that, the first that is said."""
    found = list(pattern.finditer(text))
    after = [match for match in found if due_at is not None and match.start() > due_at]
    chosen = (after or found)[:1]
    words = chosen[0].group() if chosen else None
    return words.lower() if words and " " not in words else words


def _sentence_of(text: str, due_at: int | None) -> str:
    """The sentence that holds the due date; a date standing alone belongs to the sentence before it."""
    if due_at is None:
        return ""
    sentence, start = "", 0
    for piece in [*_SENTENCE.split(text), ""]:
        end = start + len(piece)
        if not re.match(r"^[\s(]*(?:by|in|from|until)\b", piece, re.I) and piece:
            sentence = piece
        if due_at <= end:
            return sentence
        start = end + 1
    return sentence
