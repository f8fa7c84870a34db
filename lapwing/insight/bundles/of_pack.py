"""What bundles are to the packs in them: named when a pack is withdrawn, and told of it on their page.

A bundle is what was handed over: it stays as it is, and says which of its packs were withdrawn since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from lapwing.insight.bundles.models import Bundle, BundleState
from lapwing.insight.bundles.paths import PACKS
from lapwing.insight.packs.made_of import MadeOf, MadeOffer
from lapwing.insight.packs.models import Pack, PackFile, PackState
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui.filters import day


def made_of() -> MadeOf:
    """What packs are to know of bundles."""
    return MadeOf(offers=_offers, standing=_standing, withdraw=_withdraw, packs=_packs)


def withdrawn_in(bundles: Iterable[Bundle]) -> dict[int, list[Pack]]:
    """The packs in bundles that were withdrawn since, by the number of the bundle's row; in one query."""
    ready = [each for each in bundles if each.state == BundleState.READY]
    held = {each.pk: packs_in(each) for each in ready}
    rows = PackFile.objects.filter(
        partnership_id__in={each.partnership_id for each in ready},
        pack__state=PackState.WITHDRAWN,
        sha256__in=set().union(*held.values()),
    )
    files = list(rows.select_related("pack").order_by("pack__number", "pk"))
    return {pk: list({row.pack: None for row in files if row.sha256 in has}) for pk, has in held.items()}


def packs_in(bundle: Bundle) -> set[str]:
    """The SHA-256 of each file of a pack that it holds."""
    return {sha256 for path, _what, _size, sha256 in bundle.parts if path.startswith(f"{PACKS}/")}


def _offers(actor: Actor, pack: Pack) -> Iterable[MadeOffer]:
    return ()


def _standing(pack: Pack) -> Iterator[str]:
    """A sentence for each bundle that holds a file of the pack."""
    digests = set(PackFile.objects.filter(pack=pack).values_list("sha256", flat=True))
    rows = Bundle.objects.filter(
        partnership_id=pack.partnership_id,
        event__plan_ref=pack.plan_ref,
        event__voided_at=None,
        state=BundleState.READY,
    )
    for row in rows.select_related("event").order_by("pk"):
        if digests & packs_in(row):
            yield (
                f"Bundle {row.number} for the {str(row.event).lower()} of {day(row.event.held_on)} holds it: "
                "the bundle stays, and its page says that this pack was withdrawn."
            )


def _withdraw(by: Actor, pack: Pack, reason: str, now: datetime) -> None:
    """Nothing: the bundle stands, with a warning."""


def _packs(partnership_id: int, using: str) -> Iterable[int]:
    """Those in bundles that are given out: what was withdrawn of them is still to be told."""
    standing = Bundle.objects.using(using).filter(event__voided_at=None, state=BundleState.READY)
    bundles = standing.filter(partnership_id=partnership_id)
    digests = {each for bundle in bundles.only("parts") for each in packs_in(bundle)}
    files = PackFile.objects.using(using).filter(partnership_id=partnership_id, sha256__in=digests)
    return set(files.values_list("pack_id", flat=True))
