"""Which packs hold words of a plan: named when the words are withdrawn from the plan."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q, QuerySet

from lapwing.contexts.improvement.public import MadeBefore, Maker, OpenWords
from lapwing.insight.packs.access import BUILD, READ
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.packs.tables import address_of
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui.filters import day

_WITHDRAW = "Withdraw it, and build it again: that takes its public versions with it."
_ASK = "Ask whoever makes packs to withdraw it and build it again."


def maker() -> Maker:
    """What the plan is to know of packs."""
    return Maker(find=_find, standing=_standing, order=20)


def packs_holding(words: OpenWords) -> QuerySet[Pack]:
    """The packs in which any of these texts stands, withdrawn ones too. A text is known by its longest line:
    what is printed of several lines may break them elsewhere."""
    said = Q()
    for text in words.texts:
        lines = [" ".join(line.split()) for line in text.splitlines()]
        if longest := max(lines, key=len, default=""):
            said |= Q(snapshot__text__contains=json.dumps(longest, ensure_ascii=False)[1:-1])
    rows = Pack.objects.filter(partnership_id=words.partnership_id, plan_ref=words.plan_ref)
    return rows.filter(said, snapshot__built_at__gte=words.since) if said else rows.none()


def _find(words: OpenWords) -> Iterable[str]:
    standing = packs_holding(words).exclude(state=PackState.WITHDRAWN)
    return standing.order_by("number").values_list("ref", flat=True)


def _standing(actor: Actor, partnership_id: int, refs: Collection[str]) -> Iterator[MadeBefore]:
    reads, builds = (actor.may(each, partnership_id) for each in (READ, BUILD))
    rows = Pack.objects.filter(partnership_id=partnership_id, ref__in=refs).select_related("partnership")
    for row in rows.exclude(state=PackState.WITHDRAWN).order_by("number"):
        yield MadeBefore(
            f"Board pack {row.number}, as at {day(row.as_at)}",
            address_of(row) if reads else "",
            _WITHDRAW if builds else _ASK,
        )
