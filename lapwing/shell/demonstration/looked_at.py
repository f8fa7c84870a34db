"""Who looks at the invented plans from outside: monitoring events, with a bundle of one, and what everybody
can read of a board pack.

All of it is done by the commands that people use, by somebody who may, on a day that fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lapwing.contexts.improvement.models import Plan
from lapwing.insight.bundles.commands import EventDetails, ask_for_bundle, record_event
from lapwing.insight.packs import shapes
from lapwing.insight.packs.building import build_pack
from lapwing.insight.packs.models import Pack
from lapwing.insight.packs.queries import pack_shown
from lapwing.insight.public_version import commands
from lapwing.insight.public_version.figures import counted_in
from lapwing.insight.public_version.proposing import measures_of
from lapwing.insight.public_version.rules.handling import Handling, choices
from lapwing.platform.access.acting import acting
from lapwing.platform.accounts.models import User
from lapwing.platform.jobs.progress import Progress
from lapwing.registry.actors import actor_for
from lapwing.shell.demonstration.people import ALDERBROOK, KINGSMERE
from lapwing.shell.demonstration.settling import Settled, morning


@dataclass(frozen=True)
class _Looked:
    """An event, so many days from today; ``bundled``: plan and evidence were frozen for it."""

    kind: str
    days: int
    organisations: str
    notes: str
    bundled: bool = False


EVENTS = {
    ALDERBROOK: (
        _Looked(
            "stocktake",
            -150,
            "Department for Education, NHS England",
            "Heard each delivery group. Asked for the therapy waits of both trusts in one table.",
        ),
        _Looked(
            "deep-dive",
            -20,
            "Department for Education, Eastern SEND Improvement Programme",
            "Annual reviews and their backlog. Ten plans were read with the people who wrote them.",
            bundled=True,
        ),
        _Looked(
            "review",
            38,
            "Department for Education, NHS England",
            "Bring what families say about waiting, and the figures of autumn.",
        ),
    ),
    KINGSMERE: (
        _Looked(
            "stocktake", -35, "Department for Education, NHS England", "The first six months of the plan."
        ),
    ),
}
# Who reads what is to be public and approves it; nobody does that with what they made.
APPROVES = {ALDERBROOK: "graham.pellow"}
SECTIONS = ("summary", "impact", "due", "measures")
# What families ask about most; the figures of the other measures are left out.
SHOWN = frozenset(
    {
        "Children seen by a therapist within twelve weeks of referral",
        "Average wait for a first neurodevelopmental appointment",
        "EHC plans issued within twenty weeks",
        "Visits to the Local Offer",
        "Parents and carers who say they know what happens next",
    }
)


class _InOneGo(Progress):
    """Of work that nobody waits for: there is nobody to tell."""

    def __init__(self) -> None:
        super().__init__(work_id=0, attempt=0)

    def say(self, words: str = "", *, done: int | None = None, of: int | None = None) -> None:
        pass


def look_at(area: str, plan: Plan, manager: User, *, today: date) -> None:
    """The monitoring events of an area that were known by today, and the bundle that was asked for."""
    with acting(actor_for(manager, today), purpose="demonstration") as actor:
        for each in EVENTS[area]:
            held = today + timedelta(days=each.days)
            said = min(held - timedelta(days=14), today - timedelta(days=3))
            if said < plan.created_at.date():
                continue
            event = record_event(
                by=actor,
                partnership=plan.partnership,
                plan_ref=plan.ref,
                details=EventDetails(
                    kind=each.kind, held_on=held, organisations=each.organisations, notes=each.notes
                ),
                now=morning(said),
            )
            if each.bundled:
                ask_for_bundle(
                    by=actor,
                    partnership=plan.partnership,
                    event_ref=event.ref,
                    as_at=held - timedelta(days=2),
                    with_kept=False,
                    now=morning(held - timedelta(days=1)),
                )


def tell_everybody(area: str, settled: Settled, pack: Pack, manager: User, *, today: date) -> None:
    """The public version of a pack, made, sent and approved; nothing where nobody could approve it.

    The pack is built here and not in the background, because a public version is made of one that is ready:
    it is made and published at the moment at which its pack was frozen, and not on a day before.
    """
    if area not in APPROVES:
        return
    build_pack(pack.pk, _InOneGo())
    pack.refresh_from_db()
    assert pack.built_at is not None
    with acting(actor_for(manager, today), purpose="demonstration") as actor:
        row = commands.make_public_version(
            by=actor,
            partnership=pack.partnership,
            pack_ref=pack.ref,
            sections=SECTIONS,
            handling=_handling(pack),
            now=pack.built_at,
        )
        row = commands.send_for_approval(
            by=actor,
            partnership=pack.partnership,
            ref=row.ref,
            version=row.version,
            now=pack.built_at,
            few_checked=True,
        )
    with acting(actor_for(settled.people[APPROVES[area]], today), purpose="demonstration") as actor:
        commands.approve_public_version(
            by=actor, partnership=pack.partnership, ref=row.ref, version=row.version, now=pack.built_at
        )


def _handling(pack: Pack) -> dict[str, str]:
    """How each line is handled: as Lapwing proposes first, or left out."""
    content = pack_shown(pack).content
    assert content is not None
    return {
        series.key: _way(series) if measure.name in SHOWN else Handling.OUT
        for measure in measures_of(content)
        for series in measure.series
    }


def _way(series: shapes.Series) -> str:
    found = choices(series.unit, counted_in(series))
    return Handling.PLAIN if Handling.PLAIN in found else found[0]
