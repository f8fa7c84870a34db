"""Load the invented areas into an empty database: people, plans, and what has happened since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lapwing.contexts.improvement.imports import DocumentText, import_plan
from lapwing.contexts.improvement.models import ChangeRule, OwnerAlias, OwnerRole, Question, RoleHolder
from lapwing.contexts.improvement.models import Plan as PlanRecord
from lapwing.contexts.improvement.reminding import remind_owners
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.shell.demonstration.arranged import arrange
from lapwing.shell.demonstration.board_packs import make_packs
from lapwing.shell.demonstration.cycles import hold_cycles
from lapwing.shell.demonstration.evidencing import write_evidence
from lapwing.shell.demonstration.governed import govern, set_up_groups
from lapwing.shell.demonstration.handled import came_in_a_file, handle
from lapwing.shell.demonstration.happenings import figures_of, plan_of
from lapwing.shell.demonstration.leaving import leave
from lapwing.shell.demonstration.looked_at import look_at, tell_everybody
from lapwing.shell.demonstration.other_dates import ask_for_other_dates
from lapwing.shell.demonstration.paper import keep_paper
from lapwing.shell.demonstration.people import ALDERBROOK, BEGIN, KINGSMERE, PEOPLE
from lapwing.shell.demonstration.replay import find, replay
from lapwing.shell.demonstration.reviews import hold_last_review
from lapwing.shell.demonstration.settling import Settled, morning, settle

SYSTEM_USER = "Demonstration"
MANAGERS = {ALDERBROOK: "priya.sandhu", KINGSMERE: "rhys.calloway"}
PUBLISHED = {ALDERBROOK: date(2025, 9, 15), KINGSMERE: date(2026, 1, 16)}
# The programme manager answers what she can three weeks after the plan was brought in.
ANSWERED = {ALDERBROOK: date(2025, 10, 9), KINGSMERE: date(2026, 2, 9)}


@dataclass(frozen=True)
class Loaded:
    """What was put in place; nothing where there was something already."""

    plans: tuple[str, ...] = ()
    people: int = 0


def load_if_empty(now: datetime, *, furnished: bool = False) -> Loaded:
    """Load everything that had happened by ``now`` where there is no partnership yet, in one transaction.

    ``furnished``: with papers, files brought in, exports, meetings, cycles and reminders, some seconds more.
    """
    by = system_actor(SYSTEM_USER)
    assert by.user_id is not None
    with acting(by, purpose="demonstration", reason="Loaded as demonstration data"):
        if Partnership.objects.exists():
            return Loaded()
        settled = settle(User.objects.get(pk=by.user_id))
        plans = tuple(load_area(area, settled, now, furnished=furnished).ref for area in MANAGERS)
        hold_last_review(settled, today=timezone.localdate(now))
        if furnished:
            remind_owners(now)
    return Loaded(plans, len(PEOPLE))


def load_area(area: str, settled: Settled, now: datetime, *, furnished: bool) -> PlanRecord:
    """One area's plan as it was brought in, and what has happened to it. For a system user who acts."""
    manager, partnership = settled.people[MANAGERS[area]], settled.partnerships[area]
    read = plan_of(area)
    document: DocumentText | None = None
    today, published = timezone.localdate(now), morning(PUBLISHED[area])
    governed, furnished = furnished, furnished and area == ALDERBROOK
    with acting(actor_for(manager, today), purpose="demonstration") as actor:
        if furnished:
            read, document = keep_paper(read, partnership=partnership, by=actor, now=published)
        plan = import_plan(plan=read, partnership=partnership, document=document, actor=actor, now=published)
    Question.objects.filter(plan=plan, answer__isnull=False).update(answered_at=morning(ANSWERED[area]))
    place_owners(area, settled)
    filed = tuple(filter(came_in_a_file, figures_of(area))) if furnished else ()
    replay(plan, settled.people, manager, until=today, besides=filed)
    if furnished:
        handle(plan, manager, filed, now=now)
    if governed:
        if area == KINGSMERE:
            change_by_request_only(partnership, manager)
        write_evidence(find(plan, settled.people), manager, today)
        board = set_up_groups(area, settled, plan, MANAGERS[area], today=today)
        if board is not None and area == ALDERBROOK:
            leave(settled, board, manager, today=today)
        ask_for_other_dates(area, settled, plan, manager, today=today)
        hold_cycles(area, plan, manager, now=now)
        arrange(area, plan, manager, today=today)
        if board is not None:
            govern(area, board, settled, plan, MANAGERS[area], today=today)
        first = make_packs(area, settled, plan, board, manager, today=today) if board else None
        look_at(area, plan, manager, today=today)
        if first is not None:
            tell_everybody(area, settled, first, manager, today=today)
    return plan


def change_by_request_only(partnership: Partnership, manager: User) -> None:
    """In one of the two areas nobody changes dates, baselines and targets without another's approval."""
    ChangeRule.objects.create(
        partnership=partnership,
        by_request_only=True,
        changed_at=morning(ANSWERED[KINGSMERE]),
        changed_by=manager,
    )


def place_owners(area: str, settled: Settled) -> None:
    """Say at which organisation each owner role sits, and who holds it."""
    roles = {
        alias.as_written: alias.role
        for alias in OwnerAlias.objects.filter(partnership=settled.partnerships[area]).select_related("role")
    }
    for name, body in settled.bodies.items():
        seated = [role.pk for spelling, role in roles.items() if spelling.endswith(f"({name})")]
        OwnerRole.objects.filter(pk__in=seated).update(organisation=body)
    RoleHolder.objects.bulk_create(
        RoleHolder(
            partnership=settled.partnerships[area],
            role=roles[holding.role],
            user=settled.people[person.short],
            deputy=holding.deputy,
            from_date=holding.from_date or BEGIN[area],
            to_date=holding.to_date,
        )
        for person in PEOPLE
        for holding in person.holds
        if holding.area == area
    )
