"""Hits of a search by kind, with the words that were asked for marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from markupsafe import Markup, escape

from lapwing.contexts.improvement.presenters.words import SHORT
from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.wayfinding import Found, SearchResults

_TITLES = {
    "action": "Actions",
    "milestone": "Milestones",
    "criterion": "Success criteria",
    "measure": "Measures",
    "owner": "Owners",
}
_ENDINGS = re.compile(r"(ations?|ings?|ments?|ed|ies|es|ly|s|e|y)$")


@dataclass(frozen=True)
class Hit:
    number: str
    words: Markup
    url: str


@dataclass(frozen=True)
class Kind:
    title: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class PlanHits:
    """What was found in one plan."""

    plan: PlanHead
    kinds: tuple[Kind, ...]
    more: bool

    @property
    def total(self) -> int:
        return sum(len(kind.hits) for kind in self.kinds)


def present(results: Iterable[SearchResults]) -> tuple[PlanHits, ...]:
    """The plans in which something was found."""
    told = (PlanHits(each.plan, tuple(_kinds(each)), each.more) for each in results)
    return tuple(each for each in told if each.kinds)


def _kinds(results: SearchResults) -> Iterable[Kind]:
    stems = [stem(word) for word in re.findall(r"[^\W_]+", results.words)]
    for code, title in _TITLES.items():
        hits = tuple(_hit(each, results.plan, stems) for each in results.found if each.kind == code)
        if hits:
            yield Kind(title, hits)


def _hit(found: Found, plan: PlanHead, stems: Sequence[str]) -> Hit:
    return Hit(found.number, marked(found.text, stems), _address(found, plan))


def _address(found: Found, plan: PlanHead) -> str:
    given = {"partnership": plan.partnership_ref}
    if found.kind == "owner":
        return reverse(
            "improvement:milestones", kwargs={**given, "plan": plan.ref}, query={"owner": found.text}
        )
    page = "action" if found.kind == "criterion" else found.kind
    return reverse(f"improvement:{page}", kwargs={**given, page: found.ref})


def marked(text: str, stems: Sequence[str]) -> Markup:
    """The text around the first hit, each word that has one of the stems marked."""
    pieces = re.split(r"([^\W_]+)", _around(text, stems))
    return Markup().join(
        Markup("<mark>{}</mark>").format(piece) if stem(piece) in stems else escape(piece) for piece in pieces
    )


def stem(word: str) -> str:
    """A word without its ending, roughly as the database's search sees it: enough to mark "reviewed"."""
    lower = word.casefold()
    return _ENDINGS.sub("", lower) if len(lower) > 4 else lower


def _around(text: str, stems: Sequence[str]) -> str:
    """At most some two hundred characters, so that the first hit is among them."""
    if len(text) <= SHORT:
        return text
    first = next(
        (m.start() for m in re.finditer(r"[^\W_]+", text) if stem(m.group()) in stems),
        0,
    )
    begin = 0 if first < SHORT - 60 else text.index(" ", first - 60) + 1
    end = len(text) if begin + SHORT >= len(text) else text.rindex(" ", begin, begin + SHORT)
    return ("… " if begin else "") + text[begin:end] + (" …" if end < len(text) else "")
