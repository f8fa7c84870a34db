"""Other dates that owners asked for, by the commands they use: granted, refused, or waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import DueDetails
from lapwing.contexts.improvement.models import ChangeRequest, Plan
from lapwing.platform.access.acting import acting
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.shell.demonstration.parts import Part, milestones_of
from lapwing.shell.demonstration.people import ALDERBROOK, KINGSMERE
from lapwing.shell.demonstration.settling import Settled, morning


@dataclass(frozen=True)
class _Wanted:
    """Another date for a milestone, asked for so many days before today; ``decided`` None while it waits."""

    of: Part
    words: str
    latest: date
    reason: str
    by: str
    asked: int
    decided: int | None = None
    granted: bool = False
    said: str = ""


WANTED = {
    ALDERBROOK: (
        _Wanted(
            ("4.2.3", 2),
            "by February 2027",
            date(2027, 2, 28),
            "School nurses see the families at the January reviews, and finish the passport with them.",
            "fiona.galbraith",
            asked=13,
            decided=8,
            granted=True,
            said="Agreed, so that no family has to come twice.",
        ),
    ),
    KINGSMERE: (
        _Wanted(
            ("1.3", 2),
            "by December 2026",
            date(2026, 12, 31),
            "The two services disagreed about 18 children. Seven are left, and the directors meet again.",
            "tendai.moyo",
            asked=40,
            decided=33,
            granted=True,
            said="Agreed. Each of the seven families is told by whom, and from when.",
        ),
        _Wanted(
            ("1.1", 2),
            "by June 2027",
            date(2027, 6, 30),
            "The second provider can take 241 this year, and not three hundred.",
            "amara.nwosu",
            asked=20,
            decided=16,
            said="The board keeps the date. Ask a third clinic for the other 59 first.",
        ),
        _Wanted(
            ("1.2", 2),
            "by March 2027",
            date(2027, 3, 31),
            "Fourteen schools have no lead yet: two left in summer, and nine start after Christmas.",
            "tendai.moyo",
            asked=4,
        ),
    ),
}


def ask_for_other_dates(area: str, settled: Settled, plan: Plan, manager: User, *, today: date) -> None:
    """All that was asked for since the plan was brought in, and what whoever runs it decided."""
    for wanted in _since(plan, area, today):
        row = _ask(plan, wanted, settled.people[wanted.by], today)
        if wanted.decided is not None:
            _decide(row, wanted, manager, today)


def _since(plan: Plan, area: str, today: date) -> Iterator[_Wanted]:
    return (each for each in WANTED[area] if today - timedelta(days=each.asked) > plan.created_at.date())


def _ask(plan: Plan, wanted: _Wanted, owner: User, today: date) -> ChangeRequest:
    milestone = milestones_of(plan)[wanted.of]
    point = DueDetails(as_written=wanted.words, earliest=wanted.latest.replace(day=1), latest=wanted.latest)
    with acting(actor_for(owner, today), purpose="demonstration") as actor:
        return commands.ask_for_dates(
            actor=actor,
            now=morning(today - timedelta(days=wanted.asked)),
            milestone_ref=milestone.ref,
            version=milestone.version,
            points=[point],
            reason=wanted.reason,
        )


def _decide(row: ChangeRequest, wanted: _Wanted, manager: User, today: date) -> None:
    assert wanted.decided is not None
    now = morning(today - timedelta(days=wanted.decided))
    with acting(actor_for(manager, today), purpose="demonstration") as actor:
        if not wanted.granted:
            commands.refuse_request(actor=actor, now=now, request_ref=row.ref, reason=wanted.said)
            return
        assert row.milestone is not None
        commands.approve_request(
            actor=actor,
            now=now,
            request_ref=row.ref,
            version=row.milestone.version,
            reason=wanted.said,
        )
