"""Figures of other places beside or instead of one's own: *(England 50%)*, *in line with national*."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Comparator
from lapwing.contexts.improvement.reading.amounts import find_amounts

OTHER_PLACE = re.compile(
    r"\b(?:national(?:ly)?|england(?:'s|’s)?|english|regional(?:ly)?|region|(?:statistical "
    r"|stat\.? )?neighbou?rs?|benchmark"
    r"|comparators?|peers?|family group)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_JOINING = re.compile(
    r"^(?:\W|\b(?:compared|compare|to|with|against|versus|vs|the|a|an|is|was|of|at|in|for|and|which"
    r"|when)\b\.?)+"
    r"|(?:\W|\b(?:is|was|of|at|the|in|are|to)\b)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Parted:
    """A text with blanks where figures of other places stood, and those figures."""

    text: str
    others: tuple[Comparator, ...] = ()


def part_others(text: str) -> Parted:
    """Take the figures of other places out of a text that has a figure of its own as well."""
    found: list[Comparator] = []
    for match in reversed(list(_BRACKET.finditer(text))):
        amounts = find_amounts(match[0])
        own = [a for a in find_amounts(text) if not match.start() <= a.start < match.end()]
        if len(amounts) == 1 and OTHER_PLACE.search(match[0]) and own and amounts[0].value is not None:
            found.append(_comparator(match[0].strip("()[] "), 0))
            text = _blanked(text, *match.span())
    text = _trailing(text, found)
    return Parted(text, tuple(reversed(found)))


def _trailing(text: str, found: list[Comparator]) -> str:
    """``62%, England 50%`` and ``62% compared with 50% nationally``: the figure after one's own."""
    while True:
        amounts = [a for a in find_amounts(text) if a.value is not None and not a.signed]
        if len(amounts) < 2:
            return text
        before, last = amounts[-2], amounts[-1]
        end = re.match(
            r"\s*(?:national(?:ly)?|regional(?:ly)?|(?:in|for|across)\s+england)", text[last.end :], re.I
        )
        stop = last.end + (end.end() if end else 0)
        if not OTHER_PLACE.search(text[before.end : stop]) or re.search(r"[(\[]", text[before.end : stop]):
            return text
        found.append(_comparator(text[before.end : stop], 0))
        text = _blanked(text, before.end, stop)


def _comparator(words: str, start: int) -> Comparator:
    amount = find_amounts(words)[0]
    name = name_of(words[: amount.start] + " " + words[amount.end :])
    return Comparator(name=name, as_written=" ".join(words[start:].split()).strip(" ,;"), value=amount.value)


def name_of(words: str) -> str:
    """The name of a place or average without the words that only join it to a figure."""
    before, name = "", " ".join(words.split())
    while before != name:
        before, name = name, _JOINING.sub("", name).strip()
    return name


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
