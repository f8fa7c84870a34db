"""What packs offer on other pages: among the papers of a meeting, and of a reporting cycle that is closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.urls import reverse

from lapwing.contexts.governance.public import Paper
from lapwing.contexts.improvement.public import CycleHead, CycleOffer, CycleState
from lapwing.insight.packs.access import BUILD
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.packs.queries import packs_of_cycle, packs_of_meeting
from lapwing.insight.packs.tables import address_of, state_of
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

OVER = {CycleState.CLOSED, CycleState.SIGNED_OFF, CycleState.REPORTED}


def papers(actor: Actor, partnership: Partnership, meeting_ref: str) -> Iterator[Paper]:
    """The packs that are for a meeting."""
    for pack in packs_of_meeting(actor, partnership.pk, meeting_ref):
        yield Paper(f"Board pack {pack.number}: {pack.title}", address_of(pack), state_of(pack))


def standing(partnership: Partnership, pack_refs: Collection[str]) -> Iterable[str]:
    """Those packs that stand. Retention removes none but such as were withdrawn, or never said anything."""
    found = Pack.objects.filter(partnership=partnership, ref__in=pack_refs)
    return found.exclude(state=PackState.WITHDRAWN).values_list("ref", flat=True)


def line_address(partnership: Partnership, pack_ref: str, line_key: str) -> str:
    """Where a line of a pack stands; the page of a pack that was withdrawn, which has no lines any more, and
    nothing for one that was removed."""
    found = Pack.objects.filter(partnership=partnership, ref=pack_ref).values_list("state", flat=True).first()
    if found is None:
        return ""
    here = reverse("packs:pack", kwargs={"partnership": partnership.ref, "pack": pack_ref})
    return here if found == PackState.WITHDRAWN else f"{here}#{line_key}"


def of_cycle(actor: Actor, partnership: Partnership, cycle: CycleHead) -> Iterator[CycleOffer]:
    """The packs of a cycle, and one click to make the first, or another."""
    made = list(packs_of_cycle(actor, partnership.pk, cycle.ref))
    if actor.may(BUILD, partnership.pk) and cycle.state in OVER:
        where = {"partnership": partnership.ref, "plan": cycle.plan_ref, "cycle": cycle.ref}
        label = "Make another pack of this cycle" if made else "Make the pack of this cycle"
        yield CycleOffer(label, reverse("packs:of-cycle", kwargs=where), does=True)
    for pack in made:
        yield CycleOffer(f"Board pack {pack.number}: {pack.title}", address_of(pack), about=state_of(pack))
