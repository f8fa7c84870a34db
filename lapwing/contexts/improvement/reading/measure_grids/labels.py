"""The words round a figure: what names its series, and what it counts."""

from __future__ import annotations

import re

from lapwing.contexts.improvement.reading.amounts import find_amounts
from lapwing.contexts.improvement.reading.marks import without_mark

_DURATION = re.compile(
    r"^\s*(?P<unit>(?:school |working |calendar )?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?"
    r"|mths?|years?|yrs?))\b",
    re.I,
)
_EACH = re.compile(r"^\s*(?P<unit>(?:per|each|every|a)\s+(?:week|month|term|quarter|year|annum))\b", re.I)
_OF = re.compile(
    r"^\s*(?P<unit>of\s+(?:all\s+)?[a-z][\w’'&/-]*(?:\s+(?!by\b|at\b|in\b|from\b|to\b|are\b|is\b|will\b"
    r"|have\b|who\b|with\b)[\w’'&/-]+){0,5})",
    re.I,
)
_NOUN = re.compile(r"^\s*(?P<unit>[a-z][a-z’'-]*s(?:\s+of\s+[a-z]+s)?)\s*(?:$|[,;.(]|per\b)")
# Words that say how a figure is meant, and name nothing.
_FILLERS = re.compile(
    r"\b(?:currently|current|baseline|approx(?:imately)?|around|about|circa|target|achieve[ds]?"
    r"|reach(?:ed|es)?|maintain(?:ed)?"
    r"|sustain(?:ed)?|increas(?:e|es|ed|ing)|improv(?:e|es|ed|ing|ement)|reduc(?:e|es|ed|ing|tion)"
    r"|decreas(?:e|es|ed|ing)|rais(?:e|ed)"
    r"|rise|fall|from|to|by|at|of|is|was|are|were|the|a|an|least|most|no|not|more|less|fewer|than|minimum"
    r"|maximum|max|min|under|over"
    r"|above|below|between|and|or|within|up|down|per|cent|percentage|percent|points?|pp|better|as|in|end"
    r"|with|line|on|for|further|level)\b",
    re.I,
)
_EDGES = " \t,;:.=–—-|/•*'\"→➔<>≤≥~+↑↓⬆⬇()[]%£"


def unit_after(after: str, *, of: bool = False) -> str | None:
    """What follows a figure and says what it counts: *weeks*, *schools*, with ``of`` also *of EHC plans*."""
    if of:
        match = _OF.match(after)
        return " ".join(match["unit"].split()) if match else None
    if match := _DURATION.match(after):
        return match["unit"].casefold()
    match = _NOUN.match(after) or _EACH.match(after)
    return match["unit"] if match else None


def label_of(text: str, others: re.Pattern[str]) -> str:
    """The words that name the series of an entry: those before its figure, or after it; none if only fillers.

    Words in brackets are remarks and name nothing.
    """
    bare = re.sub(r"[(\[][^()\[\]]*(?:[)\]]|$)", " ", text)
    amounts = find_amounts(bare)
    if not amounts:
        return ""
    marked = [amount for amount in amounts if not amount.bare] or list(amounts[-1:])
    before, after = bare[: marked[0].start], bare[marked[-1].end :]
    for words in (before, "" if unit_after(after) or unit_after(after, of=True) else after):
        name = without_mark(words).strip(_EDGES)
        if name and _told(name) and not others.search(name):
            return _without_ends(name)
    return ""


def _without_ends(name: str) -> str:
    """A name without the words at its ends that only join it to its figure."""
    if name.isupper():
        return name
    before = ""
    while before != name:
        before = name
        name = re.sub(
            r"^(?:to|at|is|was|of|the|for|currently|baseline|target|increase|reduce|improve|by)\b\W*"
            r"|\W*\b(?:to|at|is|was|are|of|by|from|currently|around|about|least|most|than|under|over"
            r"|below|above|within|more|less|fewer|no|up)$",
            "",
            name,
            flags=re.IGNORECASE,
        ).strip(_EDGES)
    return " ".join(name.split())


def names_something(words: str) -> bool:
    """Whether words hold a name, and not only what says how a figure is meant."""
    return bool(re.search(r"[A-Za-z]", _told(words)))


def _told(words: str) -> str:
    """Words without fillers. What is typed in capitals is a short name (*IN*, *A*), not a filler."""
    if re.fullmatch(r"\W*[A-Z]\W*", words):
        return words.strip(_EDGES)
    return _FILLERS.sub(lambda m: m[0] if len(m[0]) > 1 and m[0].isupper() else "", words).strip(_EDGES)
