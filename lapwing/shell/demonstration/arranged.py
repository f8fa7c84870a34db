"""What was arranged around the invented plans: what waits for what, their own words, where they are
published, and the screens on which they hang.

Each is said by the person who would say it, by the commands that people use, on a day that fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import PublicationDetails
from lapwing.contexts.improvement.commands.dependencies import EndRef
from lapwing.contexts.improvement.commands.terms import set_terms
from lapwing.contexts.improvement.displays import make_display
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.rules.terms import Term, Word
from lapwing.platform.access.acting import acting
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.shell.demonstration.parts import action_of, milestones_of
from lapwing.shell.demonstration.people import ALDERBROOK, KINGSMERE
from lapwing.shell.demonstration.settling import morning


@dataclass(frozen=True)
class _Waits:
    """Actions, or milestones counted from 1 within theirs, by number ("1.2.1", "1.2.1 milestone 3")."""

    waiting: str
    needed: str
    reason: str


@dataclass(frozen=True)
class _Published:
    """When the inspection report came out, and when and where the plan did."""

    report_on: date
    on: date
    address: str


WAITS = {
    ALDERBROOK: (
        _Waits("1.2.2", "1.2.1 milestone 3", "Reviews cannot be decided while advice comes late."),
        _Waits("1.2.3 milestone 2", "1.4.1 milestone 1", "The new template asks for what audits look at."),
        _Waits("1.3.2", "1.3.1 milestone 1", "Families are called from the joint list."),
        _Waits("1.4.1 milestone 3", "1.5.1", "Link therapists are among those who are trained."),
        _Waits("5.1.1 milestone 3", "3.1.1", "The third tier uses the rooms of the new bases."),
        _Waits("5.2.1", "5.1.1 milestone 2", "Return plans need the providers whose contracts are awarded."),
    ),
    KINGSMERE: (
        _Waits("1.3", "1.2 milestone 1", "Who reads the referrals knows which therapy was promised."),
        _Waits("3.4", "3.1 milestone 1", "The first audit says which plans are oldest."),
    ),
}
PUBLISHED = {
    ALDERBROOK: _Published(
        date(2025, 8, 5), date(2025, 9, 15), "https://send.alderbrook.example/improvement-plan"
    ),
    KINGSMERE: _Published(
        date(2025, 11, 28), date(2026, 1, 16), "https://www.kingsmere.example/send/improvement-plan"
    ),
}
SCREENS = {
    ALDERBROOK: ("Programme room, Civic Centre", "Entrance, Harebell Primary School"),
    KINGSMERE: ("Board room, Kingsmere House",),
}
# The plan of one area has "priorities" where others have groups.
WORDS = {KINGSMERE: {Term.GROUP: Word("priority", "priorities")}}


def arrange(area: str, plan: Plan, manager: User, *, today: date) -> None:
    """All of it, for one area."""
    said = max(plan.created_at.date(), today - timedelta(days=45))
    with acting(actor_for(manager, today), purpose="demonstration") as actor:
        published = PUBLISHED[area]
        commands.set_report_day(
            actor=actor,
            now=plan.created_at,
            plan_ref=plan.ref,
            version=0,
            published_on=published.report_on,
        )
        commands.say_published(
            actor=actor,
            now=plan.created_at,
            plan_ref=plan.ref,
            details=PublicationDetails(published_on=published.on, address=published.address),
        )
        for each in WAITS[area]:
            commands.add_dependency(
                actor=actor,
                now=morning(said),
                plan_ref=plan.ref,
                waiting=_end(plan, each.waiting),
                needed=_end(plan, each.needed),
                reason=each.reason,
            )
        for name in SCREENS[area]:
            make_display(
                actor=actor,
                now=morning(said),
                on=said,
                plan_ref=plan.ref,
                name=name,
                last_day=today + timedelta(days=180),
            )
        if area in WORDS:
            plan.refresh_from_db()
            set_terms(
                actor=actor,
                now=morning(said),
                plan_ref=plan.ref,
                version=plan.version,
                words=WORDS[area],
            )


def _end(plan: Plan, words: str) -> EndRef:
    number, _, position = words.partition(" milestone ")
    if position:
        return EndRef("milestone", milestones_of(plan)[number, int(position)].ref)
    return EndRef("action", action_of(plan, number).ref)
