"""The rhythm of a plan, and the turns of its reporting cycles."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lapwing.contexts.improvement import commands, cycle_turns
from lapwing.contexts.improvement.commands import (
    CycleDetails,
    EditedByAnotherError,
    NotVisible,
    RefusedError,
    RhythmDetails,
)
from lapwing.contexts.improvement.models import (
    Action,
    Asked,
    Cycle,
    Expected,
    Milestone,
    OwnerRole,
    Plan,
    Rhythm,
    Update,
    UpdateMove,
)
from lapwing.contexts.improvement.rules.cycles import CycleState
from lapwing.contexts.improvement.tests.factories import NOW, acting_as
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Mail, Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People

# 2 March 2026 is the day of the plan; the first cycle closes at the end of that month.
CLOSES = date(2026, 3, 31)
DAY = timedelta(days=1)
EVERY_TWO_MONTHS = RhythmDetails(kind="two-monthly", first_closes_on=CLOSES)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, 25, tzinfo=UTC)


@pytest.fixture
def rhythm(plan: Plan, manager: Actor) -> Rhythm:
    return commands.set_rhythm(actor=manager, now=NOW, plan_ref=plan.ref, version=0, details=EVERY_TWO_MONTHS)


@pytest.fixture
def cycle(plan: Plan, rhythm: Rhythm) -> Cycle:
    return planned(plan)[0]


@pytest.fixture
def ada(partnership: Partnership, manager: Actor, plan: Plan) -> User:
    """She holds the role that owns action 1.1.1."""
    return holder(partnership, manager, "Head of Play", "Ada Action")


def holder(partnership: Partnership, manager: Actor, role: str, name: str, **more: Any) -> User:
    who = registry.member(partnership, "action-owner", name=name)
    commands.add_holder(
        actor=manager,
        now=NOW,
        role_ref=OwnerRole.objects.get(name=role).ref,
        user_id=who.pk,
        **{"from_date": date(2026, 1, 1), **more},
    )
    return who


def planned(plan: Plan) -> list[Cycle]:
    return list(Cycle.objects.in_force().filter(plan=plan))


def opened(cycle: Cycle, manager: Actor, now: datetime = NOW) -> Cycle:
    return commands.open_cycle(actor=manager, now=now, ref=cycle.ref, version=cycle.version)


def closed(cycle: Cycle, manager: Actor) -> Cycle:
    cycle = opened(cycle, manager)
    return commands.close_cycle(actor=manager, now=NOW, ref=cycle.ref, version=cycle.version)


def answer(cycle: Cycle, about: Expected, state: str = "submitted") -> Update:
    return Update.objects.create(
        partnership=cycle.partnership,
        created_at=NOW,
        created_by_id=cycle.created_by_id,
        cycle=cycle,
        action=about.action,
        milestone=about.milestone,
        status="on track",
        done="Talked to everybody",
        state=state,
        submitted_at=NOW,
        submitted_by_id=cycle.created_by_id,
    )


def expected(cycle: Cycle, text: str) -> Expected:
    return Expected.objects.get(cycle=cycle, milestone__text=text)


def state(cycle: Cycle) -> CycleState:
    return Cycle.objects.get(pk=cycle.pk).state


def told(who: User) -> list[str]:
    return [notice.template for notice in notices(who)]


def notices(who: User) -> list[Notice]:
    with acting(system_actor("Notices"), purpose="test"):
        return list(Notice.objects.filter(user=who).order_by("id"))


def test_a_rhythm_plans_the_cycles_of_a_year(plan: Plan, rhythm: Rhythm) -> None:
    found = planned(plan)
    assert [cycle.label for cycle in found][:2] == ["February and March 2026", "April and May 2026"]
    assert len(found) == 6
    first = found[0]
    assert (first.opens_on, first.closes_on, first.reports_on) == (
        date(2026, 3, 17),
        CLOSES,
        date(2026, 4, 14),
    )


def test_what_is_planned_follows_a_change_and_what_is_open_stays(
    plan: Plan, manager: Actor, rhythm: Rhythm, cycle: Cycle
) -> None:
    opened(cycle, manager)
    monthly = RhythmDetails(kind="monthly", first_closes_on=CLOSES, days_open=7)
    commands.set_rhythm(actor=manager, now=NOW, plan_ref=plan.ref, version=1, details=monthly)
    found = planned(plan)
    assert [cycle.label for cycle in found][:3] == ["February and March 2026", "April 2026", "May 2026"]
    assert found[0].opened_at is not None
    assert found[2].closes_on - found[2].opens_on == 7 * DAY


def test_a_rhythm_that_comes_back_plans_its_cycles_again(plan: Plan, manager: Actor, rhythm: Rhythm) -> None:
    before = [cycle.closes_on for cycle in planned(plan)]
    quarterly = RhythmDetails(kind="quarterly", first_closes_on=date(2026, 4, 15))
    commands.set_rhythm(actor=manager, now=NOW, plan_ref=plan.ref, version=1, details=quarterly)
    commands.set_rhythm(actor=manager, now=NOW, plan_ref=plan.ref, version=2, details=EVERY_TWO_MONTHS)
    assert [cycle.closes_on for cycle in planned(plan)] == before


def test_the_second_of_two_who_change_the_rhythm_is_told(plan: Plan, manager: Actor, rhythm: Rhythm) -> None:
    with pytest.raises(EditedByAnotherError):
        commands.set_rhythm(actor=manager, now=NOW, plan_ref=plan.ref, version=0, details=EVERY_TWO_MONTHS)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "now and then"),
        ("first_closes_on", date(2062, 1, 1)),
        ("days_open", 0),
        ("days_open", 91),
        ("remind_before", 15),
        ("reports_after", 365),
    ],
)
def test_a_rhythm_that_cannot_be_kept_is_refused_beside_the_field(
    plan: Plan, manager: Actor, field: str, value: object
) -> None:
    details = RhythmDetails(**{"kind": "monthly", "first_closes_on": CLOSES, field: value})  # type: ignore[arg-type]
    with pytest.raises(RefusedError) as refused:
        commands.set_rhythm(actor=manager, now=NOW, plan_ref=plan.ref, version=0, details=details)
    assert refused.value.field == field


def test_planning_ahead_adds_what_is_new_and_leaves_what_a_person_moved_or_took_out(
    plan: Plan, manager: Actor, rhythm: Rhythm
) -> None:
    *_, moved, last = planned(plan)
    details = CycleDetails(
        from_date=moved.from_date,
        to_date=moved.to_date,
        opens_on=moved.opens_on,
        closes_on=moved.closes_on + DAY,
    )
    commands.change_cycle(actor=manager, now=NOW, ref=moved.ref, version=1, details=details)
    commands.void_cycle(actor=manager, now=NOW, ref=last.ref, version=1, reason="No board then")
    before = [cycle.closes_on for cycle in planned(plan)]
    assert commands.plan_ahead(actor=manager, now=NOW, plan_ref=plan.ref) == []
    half_a_year_on = NOW + timedelta(days=183)
    new = commands.plan_ahead(actor=manager, now=half_a_year_on, plan_ref=plan.ref)
    assert [cycle.closes_on for cycle in planned(plan)] == before + [cycle.closes_on for cycle in new]
    assert len(new) == 3
    assert commands.plan_ahead(actor=manager, now=half_a_year_on, plan_ref=plan.ref) == []


def test_a_cycle_may_be_added_beside_the_dates_of_ones_own(plan: Plan, manager: Actor) -> None:
    own = RhythmDetails(kind="own", first_closes_on=date(2026, 5, 20))
    commands.set_rhythm(actor=manager, now=NOW, plan_ref=plan.ref, version=0, details=own)
    details = CycleDetails(
        from_date=date(2026, 6, 1),
        to_date=date(2026, 8, 15),
        opens_on=date(2026, 8, 1),
        closes_on=date(2026, 8, 14),
    )
    commands.add_cycle(actor=manager, now=NOW, plan_ref=plan.ref, details=details)
    commands.set_rhythm(actor=manager, now=NOW, plan_ref=plan.ref, version=1, details=own)
    assert [cycle.label for cycle in planned(plan)] == [
        "21 February to 20 May 2026",
        "1 June to 15 August 2026",
    ]


def test_two_cycles_of_a_plan_do_not_close_on_one_day(
    plan: Plan, manager: Actor, rhythm: Rhythm, cycle: Cycle
) -> None:
    details = CycleDetails(from_date=CLOSES, to_date=CLOSES, opens_on=CLOSES, closes_on=CLOSES)
    with pytest.raises(RefusedError) as refused:
        commands.add_cycle(actor=manager, now=NOW, plan_ref=plan.ref, details=details)
    assert refused.value.field == "closes_on"
    later = planned(plan)[1]
    with pytest.raises(RefusedError):
        commands.change_cycle(actor=manager, now=NOW, ref=later.ref, version=1, details=details)


def test_opening_settles_what_is_expected(cycle: Cycle, manager: Actor) -> None:
    opened(cycle, manager)
    found = {
        (each.action.key, each.milestone.text if each.milestone else "")
        for each in Expected.objects.filter(cycle=cycle)
    }
    # due, recurring and due, said to be on track; the second action has no date: it is asked for as a whole
    assert found == {
        ("1.1.1", "Begin talks"),
        ("1.1.1", "Meet every term"),
        ("1.1.1", "Publish the list"),
        ("1.1.1bis", ""),
    }


def test_what_is_done_is_not_asked_for(cycle: Cycle, manager: Actor) -> None:
    for milestone in Milestone.objects.filter(action__key="1.1.1"):
        commands.report_status(actor=manager, now=NOW, milestone_ref=milestone.ref, status="done")
    opened(cycle, manager)
    assert [each.action.key for each in Expected.objects.filter(cycle=cycle)] == ["1.1.1bis"]


def test_owners_and_deputies_are_asked_once_with_a_link(
    partnership: Partnership, cycle: Cycle, manager: Actor, ada: User
) -> None:
    deputy = holder(partnership, manager, "Play Commissioner", "Dee Deputy", deputy=True)
    gone = holder(partnership, manager, "Head of Play", "Guy Gone", to_date=date(2026, 2, 1))
    opened(cycle, manager)
    assert set(Asked.objects.filter(cycle=cycle).values_list("user", flat=True)) == {ada.pk, deputy.pk}
    assert told(ada) == told(deputy) == ["update-asked"]
    assert told(gone) == []
    (notice,) = notices(ada)
    assert notice.url == f"/p/{partnership.ref}/my-updates/{cycle.ref}/"
    assert notice.line == (
        "Say by 31 March 2026 how your actions stand: February and March 2026, Larkshire plan for play"
    )
    with acting(system_actor("Notices"), purpose="test"):
        mail = Mail.objects.get(user=ada)
    assert (mail.template, mail.url) == ("update-asked", notice.url)


def test_who_may_no_longer_report_is_not_asked(
    partnership: Partnership, cycle: Cycle, manager: Actor
) -> None:
    reader = registry.member(partnership, "board-member")
    commands.add_holder(
        actor=manager,
        now=NOW,
        role_ref=OwnerRole.objects.get(name="Head of Play").ref,
        user_id=reader.pk,
        from_date=date(2026, 1, 1),
    )
    opened(cycle, manager)
    assert told(reader) == []


def test_a_cycle_opens_early_but_not_after_its_last_day(cycle: Cycle, manager: Actor) -> None:
    with pytest.raises(RefusedError, match="last day has passed"):
        opened(cycle, manager, at(CLOSES + DAY))
    assert opened(cycle, manager).opens_on == date(2026, 3, 2)
    with pytest.raises(RefusedError, match="It is open"):
        commands.open_cycle(actor=manager, now=NOW, ref=cycle.ref)


def turn(day: date, times: int = 2) -> None:
    """What the worker does on a day, as often as it is run."""
    for _ in range(times):
        cycle_turns.turn_all(at(day))


def test_the_days_open_ask_remind_close_and_ask_again_once_each(cycle: Cycle, ada: User) -> None:
    turn(date(2026, 3, 16))
    assert told(ada) == []
    turn(date(2026, 3, 17))
    assert told(ada) == ["update-asked"]
    turn(date(2026, 3, 27))
    turn(date(2026, 3, 28))
    assert told(ada) == ["update-asked", "update-reminder"]
    turn(CLOSES)
    assert state(cycle) is CycleState.OPEN
    turn(CLOSES + DAY)
    turn(CLOSES + 2 * DAY)
    assert state(cycle) is CycleState.CLOSED
    assert told(ada) == ["update-asked", "update-reminder", "update-missed"]


def test_each_of_them_bears_the_moment_at_which_it_is_done(plan: Plan, cycle: Cycle) -> None:
    today = timezone.localdate()
    with as_maintenance():
        Cycle.objects.exclude(pk=cycle.pk).delete()
        days = {
            "from_date": today - 60 * DAY,
            "to_date": today + DAY,
            "opens_on": today,
            "closes_on": today + DAY,
        }
        Cycle.objects.filter(pk=cycle.pk).update(**days, reports_on=None)
    began = timezone.now()
    cycle_turns.turn_all()
    with as_maintenance():
        cycle.refresh_from_db()
        planned_ahead = [row.created_at for row in Cycle.objects.exclude(pk=cycle.pk)]
    assert planned_ahead
    assert cycle.opened_at is not None
    assert began < min(planned_ahead) <= max(planned_ahead) < cycle.opened_at


def test_days_on_which_no_worker_ran_are_made_good(cycle: Cycle, ada: User) -> None:
    turn(date(2026, 3, 25))
    turn(CLOSES + 9 * DAY)
    assert told(ada) == ["update-asked", "update-missed"]


def test_a_cycle_whose_time_passed_unopened_is_not_opened(cycle: Cycle, ada: User) -> None:
    turn(CLOSES + DAY)
    assert state(cycle) is CycleState.PLANNED


def test_who_has_answered_is_not_reminded(cycle: Cycle, manager: Actor, ada: User) -> None:
    opened(cycle, manager)
    for each in Expected.objects.filter(cycle=cycle, action__key="1.1.1"):
        answer(cycle, each)
    turn(date(2026, 3, 28))
    turn(CLOSES + DAY)
    assert told(ada) == ["update-asked"]


def test_a_returned_update_is_asked_for_again(cycle: Cycle, manager: Actor, ada: User) -> None:
    opened(cycle, manager)
    for each in Expected.objects.filter(cycle=cycle, action__key="1.1.1"):
        answer(cycle, each, "returned")
    turn(date(2026, 3, 28))
    assert told(ada) == ["update-asked", "update-reminder"]


def test_a_new_holder_is_asked_the_next_morning_but_not_for_what_is_answered(
    partnership: Partnership, cycle: Cycle, manager: Actor, ada: User
) -> None:
    opened(cycle, manager)
    late = holder(partnership, manager, "Play Lead", "Nel New")
    turn(date(2026, 3, 20))
    assert told(late) == ["update-asked"]
    for each in Expected.objects.filter(cycle=cycle):
        answer(cycle, each)
    later = holder(partnership, manager, "Play Commissioner", "Lou Later")
    turn(date(2026, 3, 21))
    assert told(later) == []


def test_more_time_is_told_to_who_has_not_answered_and_they_are_reminded_anew(
    cycle: Cycle, manager: Actor, ada: User
) -> None:
    cycle = opened(cycle, manager)
    turn(date(2026, 3, 28))
    cycle.refresh_from_db()
    later = commands.extend_cycle(
        actor=manager, now=NOW, ref=cycle.ref, version=cycle.version, closes_on=CLOSES + 7 * DAY
    )
    assert later.reports_on == date(2026, 4, 21)
    turn(date(2026, 4, 4))
    assert told(ada) == ["update-asked", "update-reminder", "update-extended", "update-reminder"]


def test_a_closed_cycle_is_opened_again_by_giving_more_time(cycle: Cycle, manager: Actor) -> None:
    cycle = closed(cycle, manager)
    later = commands.extend_cycle(
        actor=manager, now=NOW, ref=cycle.ref, version=cycle.version, closes_on=CLOSES
    )
    assert later.state is CycleState.OPEN
    with pytest.raises(RefusedError, match="later day"):
        commands.extend_cycle(actor=manager, now=NOW, ref=cycle.ref, version=later.version, closes_on=CLOSES)


def test_a_cycle_is_signed_off_when_all_is_or_what_is_missing_is_named(cycle: Cycle, manager: Actor) -> None:
    cycle = closed(cycle, manager)
    answer(cycle, expected(cycle, "Begin talks"), "signed off")
    answer(cycle, expected(cycle, "Publish the list"), "submitted")
    with pytest.raises(RefusedError) as refused:
        commands.sign_off_cycle(actor=manager, now=NOW, ref=cycle.ref, version=cycle.version)
    assert refused.value.field == "missing_reason"
    signed = commands.sign_off_cycle(
        actor=manager, now=NOW, ref=cycle.ref, version=cycle.version, missing_reason="On leave"
    )
    assert signed.state is CycleState.SIGNED_OFF
    named = Expected.objects.filter(cycle=cycle).exclude(missing_reason="")
    assert {each.milestone.text if each.milestone else "" for each in named} == {
        "Meet every term",
        "Publish the list",
        "",
    }


def test_what_was_taken_out_of_the_plan_is_not_missing(cycle: Cycle, manager: Actor) -> None:
    cycle = closed(cycle, manager)
    answer(cycle, expected(cycle, "Begin talks"), "signed off")
    for each in Expected.objects.filter(cycle=cycle).exclude(milestone__text="Begin talks"):
        out: tuple[type[Any], Any] = (Milestone, each.milestone) if each.milestone else (Action, each.action)
        commands.void(actor=manager, now=NOW, model=out[0], ref=out[1].ref, version=1, reason="Merged")
    commands.sign_off_cycle(actor=manager, now=NOW, ref=cycle.ref, version=cycle.version)


def test_reporting_a_cycle_reports_what_was_signed_off_in_it(cycle: Cycle, manager: Actor) -> None:
    cycle = closed(cycle, manager)
    signed_off = answer(cycle, expected(cycle, "Begin talks"), "signed off")
    waiting = answer(cycle, expected(cycle, "Publish the list"), "submitted")
    cycle = commands.sign_off_cycle(
        actor=manager, now=NOW, ref=cycle.ref, version=cycle.version, missing_reason="On leave"
    )
    cycle = commands.report_cycle(actor=manager, now=NOW, ref=cycle.ref, version=cycle.version)
    assert (cycle.state, cycle.reported_by_id) == (CycleState.REPORTED, manager.user_id)
    for update, stands in ((signed_off, "reported"), (waiting, "submitted")):
        update.refresh_from_db()
        assert update.state == stands
    assert [(move.update_moved, move.move) for move in UpdateMove.objects.all()] == [(signed_off, "reported")]


def test_a_cycle_that_was_answered_is_not_taken_out(cycle: Cycle, manager: Actor, ada: User) -> None:
    cycle = opened(cycle, manager)
    update = answer(cycle, expected(cycle, "Begin talks"))
    void: dict[str, Any] = {"actor": manager, "now": NOW, "ref": cycle.ref, "version": cycle.version}
    with pytest.raises(RefusedError, match="answered"):
        commands.void_cycle(**void, reason="Too early")
    update.delete()
    with pytest.raises(RefusedError):
        commands.void_cycle(**void, reason=" ")
    commands.void_cycle(**void, reason="Too early")
    assert [notice.done_at for notice in notices(ada)] == [NOW]
    assert told(ada) == ["update-asked"]


Deed = Callable[..., object]
DEEDS: list[tuple[Deed, dict[str, object]]] = [
    (commands.open_cycle, {}),
    (commands.close_cycle, {}),
    (commands.sign_off_cycle, {}),
    (commands.report_cycle, {}),
    (commands.extend_cycle, {"closes_on": CLOSES + DAY}),
    (commands.void_cycle, {"reason": "Why not"}),
]


@pytest.mark.parametrize(("deed", "more"), DEEDS)
def test_an_owner_and_a_stranger_run_no_cycle(
    deed: Deed, more: dict[str, object], cycle: Cycle, ada: User, people: People
) -> None:
    for who in (ada, people.outsider):
        with acting_as(who) as actor, pytest.raises(NotVisible):
            deed(actor=actor, now=NOW, ref=cycle.ref, version=cycle.version, **more)


@pytest.mark.parametrize(("deed", "more"), DEEDS)
def test_the_second_of_two_who_run_a_cycle_is_told(
    deed: Deed, more: dict[str, object], cycle: Cycle, manager: Actor
) -> None:
    with pytest.raises(EditedByAnotherError):
        deed(actor=manager, now=NOW, ref=cycle.ref, version=cycle.version - 1, **more)


def test_an_owner_sets_no_rhythm_and_plans_nothing(plan: Plan, ada: User) -> None:
    with acting_as(ada) as actor:
        with pytest.raises(NotVisible):
            commands.set_rhythm(actor=actor, now=NOW, plan_ref=plan.ref, version=0, details=EVERY_TWO_MONTHS)
        with pytest.raises(NotVisible):
            commands.plan_ahead(actor=actor, now=NOW, plan_ref=plan.ref)
