"""Which public versions were made of packs that hold words of a plan: named when the words are withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.urls import reverse

from lapwing.contexts.improvement.public import MadeBefore, Maker, OpenWords
from lapwing.insight.packs.holding_words import packs_holding
from lapwing.insight.public_version.access import APPROVE, MAKE
from lapwing.insight.public_version.models import PublicVersion, VersionState
from lapwing.insight.public_version.of_pack import state_of
from lapwing.platform.access.actor import Actor

_PUBLISHED = "Everybody can read it: withdraw it first, and make another of the pack that is built again."
_IN_HAND = "It is not public. Withdraw it, or it goes with its pack."
_ASK = "Ask whoever makes or approves public versions to withdraw it."


def maker() -> Maker:
    """What the plan is to know of public versions."""
    return Maker(find=_find, standing=_standing, order=10)


def _find(words: OpenWords) -> Iterable[str]:
    """Those of packs that hold the words, in other words too: they may tell as much."""
    rows = PublicVersion.objects.filter(pack__in=packs_holding(words))
    return rows.exclude(state=VersionState.WITHDRAWN).order_by("pk").values_list("ref", flat=True)


def _standing(actor: Actor, partnership_id: int, refs: Collection[str]) -> Iterator[MadeBefore]:
    """Those who make or approve versions are told of all, everybody else of what is published."""
    inside = actor.may_any((MAKE, APPROVE), partnership_id)
    rows = PublicVersion.objects.filter(partnership_id=partnership_id, ref__in=refs)
    rows = rows.exclude(state=VersionState.WITHDRAWN)
    if not inside:
        rows = rows.filter(state=VersionState.APPROVED)
    for row in rows.select_related("pack", "partnership").order_by("pk"):
        url = reverse("published:page", args=[row.ref])
        if inside:
            url = reverse("public_version:version", args=[row.partnership.ref, row.ref])
        stands = state_of(row)
        is_public = row.state == VersionState.APPROVED
        yield MadeBefore(
            f"Public version of board pack {row.pack.number}: {stands[:1].lower()}{stands[1:]}",
            url,
            (_PUBLISHED if is_public else _IN_HAND) if inside else _ASK,
        )
