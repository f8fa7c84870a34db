"""Which bundles hold words of a plan: named when the words are withdrawn from the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.urls import reverse

from lapwing.contexts.improvement.public import MadeBefore, Maker, OpenWords, day_of
from lapwing.insight.bundles.access import BUILD, READ
from lapwing.insight.bundles.models import Bundle, BundleState
from lapwing.insight.bundles.of_pack import packs_in
from lapwing.insight.packs.holding_words import packs_holding
from lapwing.insight.packs.models import PackFile
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui.filters import day

_WITHDRAW = "Withdraw it, and make another. Whoever was given it has it still: ask for it back."
_ASK = "Ask whoever makes bundles to withdraw it, and those who were given it to give it back."


def maker() -> Maker:
    """What the plan is to know of bundles."""
    return Maker(find=_find, standing=_standing, order=30)


def _find(words: OpenWords) -> Iterable[str]:
    """Those that hold all updates that had been signed off by their day, as at that of the words or a later
    one; of what was reported at once, those that hold a pack with the words."""
    rows = Bundle.objects.filter(
        partnership_id=words.partnership_id,
        event__plan_ref=words.plan_ref,
        event__voided_at=None,
        as_at__gte=day_of(words.since),
        asked_at__gte=words.since,
    )
    given = rows.filter(state__in=(BundleState.BUILDING, BundleState.READY)).order_by("pk")
    if words.is_signed_off:
        return given.values_list("ref", flat=True)
    files = PackFile.objects.filter(pack__in=packs_holding(words))
    packs = set(files.values_list("sha256", flat=True))
    return [row.ref for row in given if packs & packs_in(row)]


def _standing(actor: Actor, partnership_id: int, refs: Collection[str]) -> Iterator[MadeBefore]:
    reads, builds = (actor.may(each, partnership_id) for each in (READ, BUILD))
    rows = Bundle.objects.filter(partnership_id=partnership_id, ref__in=refs, event__voided_at=None)
    standing = rows.filter(state__in=(BundleState.BUILDING, BundleState.READY))
    for row in standing.select_related("event", "partnership").order_by("pk"):
        where = reverse("bundles:event", args=[row.partnership.ref, row.event.ref])
        yield MadeBefore(
            f"Bundle {row.number} for the {str(row.event).lower()} of {day(row.event.held_on)}",
            where if reads else "",
            _WITHDRAW if builds else _ASK,
        )
