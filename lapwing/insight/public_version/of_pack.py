"""What public versions are to the pack that they were made of: shown on its page, withdrawn with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone

from lapwing.insight.packs.made_of import MadeOf, MadeOffer
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.public_version.access import APPROVE, MAKE
from lapwing.insight.public_version.commands.withdrawing import withdraw_with_pack
from lapwing.insight.public_version.models import PublicVersion, VersionState
from lapwing.insight.public_version.queries import standing_of
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui.filters import day


def made_of() -> MadeOf:
    """What packs are to know of public versions."""
    return MadeOf(offers=_offers, standing=_standing, withdraw=withdraw_with_pack, packs=_packs)


def _offers(actor: Actor, pack: Pack) -> Iterator[MadeOffer]:
    """Those who prepare or approve find how each stands; everybody else what is published."""
    inside = actor.may_any((MAKE, APPROVE), pack.partnership_id)
    rows = standing_of(pack) if inside else standing_of(pack).filter(state=VersionState.APPROVED)
    for row in rows.order_by("pk"):
        url = reverse("published:page", args=[row.ref])
        if inside:
            url = reverse("public_version:version", args=[pack.partnership.ref, row.ref])
        yield MadeOffer("Public version", url, state_of(row))
    if pack.state == PackState.READY and actor.may(MAKE, pack.partnership_id):
        yield MadeOffer(
            "Make a public version", reverse("public_version:make", args=[pack.partnership.ref, pack.ref])
        )


def _standing(pack: Pack) -> Iterator[str]:
    for row in standing_of(pack).order_by("pk"):
        if row.state == VersionState.APPROVED:
            yield f"{_published(row)}: nobody outside can read it any more."
        else:
            stands = row.get_state_display().lower()
            yield f"A public version is being prepared ({stands}): it goes no further."


def _packs(partnership_id: int, using: str) -> Iterable[int]:
    rows = PublicVersion.objects.using(using).filter(partnership_id=partnership_id)
    return rows.exclude(state=VersionState.WITHDRAWN).values_list("pack_id", flat=True)


def state_of(row: PublicVersion) -> str:
    """How it stands, in a few words."""
    if row.state == VersionState.APPROVED and row.approved_at:
        return f"Published {day(timezone.localdate(row.approved_at))}"
    return str(row.get_state_display())


def _published(row: PublicVersion) -> str:
    assert row.approved_at is not None
    return f"Its public version was published {day(timezone.localdate(row.approved_at))}"
