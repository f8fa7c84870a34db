"""Asking for a date, a baseline or targets to be changed; deciding; and what becomes of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import (
    BaselineDetails,
    DueDetails,
    EditedByAnotherError,
    NotVisible,
    RefusedError,
    TargetDetails,
)
from lapwing.contexts.improvement.models import (
    Baseline,
    ChangeRequest,
    DuePoint,
    Milestone,
    OwnerRole,
    Plan,
    RoleHolder,
    Series,
    StepHolder,
    Target,
)
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW, acting_as
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.actors import actor_for
from lapwing.registry.commands.groups import GroupDetails, Seat, add_member, create_group
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import LONG_AGO, People

SEPTEMBER = DueDetails(as_written="by September 2026", latest=date(2026, 9, 30))


@pytest.fixture
def milestone(plan: Plan) -> Milestone:
    return Milestone.objects.get(text="Begin talks")


@pytest.fixture
def series(plan: Plan) -> Series:
    return Series.objects.get(measure__key="M1", label="Others")


@pytest.fixture
def ada(partnership: Partnership, plan: Plan, manager: Actor) -> Actor:
    """Holds the role that owns the first action."""
    who = registry.member(partnership, "action-owner", name="Ada Action")
    role = OwnerRole.objects.get(name="Head of Play")
    RoleHolder.objects.create(partnership=partnership, role=role, user=who, from_date=LONG_AGO)
    return actor_for(who, DAY)


def second_manager(partnership: Partnership) -> User:
    return registry.member(partnership, "programme-manager", name="Mo Manager")


def asked(actor: Actor, milestone: Milestone, *points: DueDetails) -> ChangeRequest:
    return commands.ask_for_dates(
        actor=actor,
        now=NOW,
        milestone_ref=milestone.ref,
        version=milestone.version,
        points=points or (SEPTEMBER,),
        reason="The room is being rebuilt",
    )


def test_nothing_changes_by_asking(ada: Actor, milestone: Milestone) -> None:
    before = list(DuePoint.objects.filter(milestone=milestone).values_list("pk", "withdrawn_at"))
    row = asked(ada, milestone)
    assert list(DuePoint.objects.filter(milestone=milestone).values_list("pk", "withdrawn_at")) == before
    assert (row.kind, row.asked_by_id, row.decided_at) == ("date", ada.user_id, None)
    assert "by May 2026" in row.before_words
    assert row.wanted_words == "complete: by September 2026 (30 September 2026)"


def test_an_approved_date_is_carried_out_with_the_reason_it_was_asked_by(
    ada: Actor, manager: Actor, milestone: Milestone
) -> None:
    row = asked(ada, milestone)
    commands.approve_request(
        actor=manager, now=LATER, request_ref=row.ref, version=milestone.version, reason="Agreed"
    )
    point = DuePoint.objects.standing().get(milestone=milestone)
    assert (point.latest, point.reason) == (date(2026, 9, 30), "The room is being rebuilt")
    gone = DuePoint.objects.filter(milestone=milestone).exclude(withdrawn_at=None)
    assert {each.withdrawn_reason for each in gone} == {"The room is being rebuilt"}
    assert len(gone) == 2
    row.refresh_from_db()
    assert (row.approved, row.decided_by_id, row.decided_reason) == (True, manager.user_id, "Agreed")


def test_a_moved_date_is_counted_and_the_first_stays_visible(
    ada: Actor, manager: Actor, milestone: Milestone
) -> None:
    row = asked(ada, milestone)
    commands.approve_request(actor=manager, now=LATER, request_ref=row.ref, version=milestone.version)
    page = queries.milestone_page(actor=ada, milestone_ref=milestone.ref, on=date(2026, 6, 15))
    assert (page.milestone.line.moved.times, page.milestone.line.moved.first) == (1, date(2026, 5, 31))
    before = queries.milestone_page(
        actor=ada, milestone_ref=milestone.ref, on=date(2026, 6, 15), as_at=date(2026, 4, 1)
    )
    assert before.milestone.line.moved.times == 0
    assert [line.ref for line in before.requests] == [row.ref]


def test_a_refusal_wants_a_reason_and_changes_nothing(
    ada: Actor, manager: Actor, milestone: Milestone
) -> None:
    row = asked(ada, milestone)
    with pytest.raises(RefusedError) as refused:
        commands.refuse_request(actor=manager, now=LATER, request_ref=row.ref, reason=" ")
    assert refused.value.field == "reason"
    commands.refuse_request(actor=manager, now=LATER, request_ref=row.ref, reason="Too late")
    row.refresh_from_db()
    assert (row.approved, row.decided_reason) == (False, "Too late")
    assert DuePoint.objects.standing().filter(milestone=milestone).count() == 2


def test_nobody_decides_their_own(manager: Actor, partnership: Partnership, milestone: Milestone) -> None:
    row = asked(manager, milestone)
    with pytest.raises(RefusedError, match="somebody else"):
        commands.approve_request(actor=manager, now=LATER, request_ref=row.ref, version=milestone.version)
    with pytest.raises(RefusedError, match="somebody else"):
        commands.refuse_request(actor=manager, now=LATER, request_ref=row.ref, reason="No")
    with acting_as(second_manager(partnership)) as other:
        commands.approve_request(actor=other, now=LATER, request_ref=row.ref, version=milestone.version)


def test_the_database_holds_that_too(manager: Actor, milestone: Milestone) -> None:
    row = asked(manager, milestone)
    with pytest.raises(IntegrityError, match="request_decided_by_another"), transaction.atomic():
        ChangeRequest.objects.filter(pk=row.pk).update(
            decided_at=LATER, decided_by_id=manager.user_id, approved=True
        )


def test_what_is_decided_is_not_decided_again(ada: Actor, manager: Actor, milestone: Milestone) -> None:
    row = asked(ada, milestone)
    commands.refuse_request(actor=manager, now=LATER, request_ref=row.ref, reason="Too late")
    with pytest.raises(commands.AlreadyDecidedError):
        commands.approve_request(actor=manager, now=LATER, request_ref=row.ref, version=milestone.version)
    with pytest.raises(commands.AlreadyDecidedError):
        commands.take_back_request(actor=ada, now=LATER, request_ref=row.ref)


def test_a_date_that_was_changed_meanwhile_is_not_overwritten_unseen(
    ada: Actor, manager: Actor, milestone: Milestone
) -> None:
    row = asked(ada, milestone)
    july = DueDetails(as_written="by July 2026", latest=date(2026, 7, 31))
    commands.set_due_points(
        actor=manager,
        now=LATER,
        milestone_ref=milestone.ref,
        version=milestone.version,
        points=[july],
        reason="Agreed by the board",
    )
    with pytest.raises(EditedByAnotherError):
        commands.approve_request(actor=manager, now=LATER, request_ref=row.ref, version=milestone.version)
    milestone.refresh_from_db()
    commands.approve_request(actor=manager, now=LATER, request_ref=row.ref, version=milestone.version)
    assert DuePoint.objects.standing().get(milestone=milestone).latest == date(2026, 9, 30)


def test_who_asked_takes_it_back_and_may_ask_again(ada: Actor, manager: Actor, milestone: Milestone) -> None:
    row = asked(ada, milestone)
    with pytest.raises(RefusedError, match="waits to be decided"):
        asked(ada, milestone)
    with pytest.raises(RefusedError, match="Only who asked"):
        commands.take_back_request(actor=manager, now=LATER, request_ref=row.ref)
    commands.take_back_request(actor=ada, now=LATER, request_ref=row.ref)
    row.refresh_from_db()
    assert (row.approved, row.decided_by_id) == (None, ada.user_id)
    assert asked(ada, milestone).decided_at is None


def test_what_already_stands_cannot_be_asked_for(ada: Actor, milestone: Milestone) -> None:
    standing = [
        DueDetails(as_written=p.as_written, role=p.role, earliest=p.earliest, latest=p.latest)
        for p in DuePoint.objects.standing().filter(milestone=milestone)
    ]
    with pytest.raises(RefusedError, match="nothing would change"):
        asked(ada, milestone, *standing)


def test_a_reason_is_wanted(ada: Actor, milestone: Milestone) -> None:
    with pytest.raises(RefusedError) as refused:
        commands.ask_for_dates(
            actor=ada,
            now=NOW,
            milestone_ref=milestone.ref,
            version=milestone.version,
            points=[SEPTEMBER],
            reason="",
        )
    assert refused.value.field == "reason"


def test_only_owners_ask_and_only_who_edits_decides(
    ada: Actor, people: People, milestone: Milestone, plan: Plan
) -> None:
    others = Milestone.objects.get(action__key="1.1.1bis")
    with pytest.raises(NotVisible):
        asked(ada, others)
    row = asked(ada, milestone)
    for who in (people.colleague, people.outsider):
        with acting_as(who) as actor:
            with pytest.raises(NotVisible):
                asked(actor, milestone)
            with pytest.raises(NotVisible):
                commands.refuse_request(actor=actor, now=LATER, request_ref=row.ref, reason="No")
    with acting_as(people.colleague) as reader:
        assert queries.request_page(actor=reader, request_ref=row.ref, on=DAY).line.ref == row.ref
    with acting_as(people.outsider) as outsider, pytest.raises(NotVisible):
        queries.request_page(actor=outsider, request_ref=row.ref, on=DAY)
    with acting_as(User.objects.get(pk=ada.id)) as actor, pytest.raises(NotVisible):
        commands.approve_request(actor=actor, now=LATER, request_ref=row.ref, version=milestone.version)


def test_a_target_is_changed_as_asked_and_shows_as_a_break(
    ada: Actor, manager: Actor, series: Series
) -> None:
    standing = list(Target.objects.standing().filter(series=series))
    lower = TargetDetails(value=45.0, latest=standing[0].latest)
    kept = TargetDetails(value=80.0, latest=standing[1].latest, as_written=standing[1].as_written)
    row = commands.ask_for_targets(
        actor=ada,
        now=NOW,
        series_ref=series.ref,
        version=series.version,
        targets=[lower, kept],
        reason="Fewer visitors than planned",
    )
    commands.approve_request(actor=manager, now=LATER, request_ref=row.ref, version=series.version)
    assert [each.value for each in Target.objects.standing().filter(series=series)] == [45.0, 80.0]
    page = queries.measure_page(actor=ada, measure_ref=series.measure.ref, on=date(2026, 6, 15))
    (found,) = next(each.breaks for each in page.series if each.line.ref == series.ref)
    assert (found.what, found.on, found.reason) == (
        "target",
        date(2026, 4, 20),
        "Fewer visitors than planned",
    )
    assert found.was == "50.0% By Apr 26"


def test_a_baseline_is_changed_as_asked(ada: Actor, manager: Actor, series: Series) -> None:
    row = commands.ask_for_baseline(
        actor=ada,
        now=NOW,
        series_ref=series.ref,
        version=series.version,
        details=BaselineDetails(value=25.0, to_date=date(2025, 4, 30)),
        reason="Counted again",
    )
    commands.approve_request(actor=manager, now=LATER, request_ref=row.ref, version=series.version)
    assert Baseline.objects.standing().get(series=series).value == 25.0
    page = queries.measure_page(actor=ada, measure_ref=series.measure.ref, on=date(2026, 6, 15))
    (found,) = next(each.breaks for each in page.series if each.line.ref == series.ref)
    assert (found.what, found.reason) == ("baseline", "Counted again")


def test_a_milestone_that_was_taken_out_is_not_changed(
    ada: Actor, manager: Actor, milestone: Milestone
) -> None:
    row = asked(ada, milestone)
    commands.void(
        actor=manager,
        now=LATER,
        model=Milestone,
        ref=milestone.ref,
        version=milestone.version,
        reason="Twice",
    )
    with pytest.raises(RefusedError, match="taken out"):
        commands.approve_request(actor=manager, now=LATER, request_ref=row.ref, version=milestone.version)
    commands.refuse_request(actor=manager, now=LATER, request_ref=row.ref, reason="It is gone")


def test_those_who_decide_are_told_and_then_who_asked(
    ada: Actor, manager: Actor, people: People, milestone: Milestone
) -> None:
    row = asked(ada, milestone)
    told = Notice.objects.get(template="change-asked")
    assert (told.user_id, told.done_at) == (people.owner.pk, None)
    assert milestone.text not in str(told.words)
    commands.approve_request(actor=manager, now=LATER, request_ref=row.ref, version=milestone.version)
    told.refresh_from_db()
    assert told.done_at == LATER
    with acting_as(User.objects.get(pk=ada.id)):
        answer = Notice.objects.get(template="change-decided")
    assert answer.words["decided"] == "approved"


def test_a_target_agreed_each_quarter_is_added_and_the_earlier_ones_stand(
    manager: Actor, series: Series
) -> None:
    before = list(Target.objects.standing().filter(series=series).values_list("pk", flat=True))
    later = TargetDetails(value=85.0, latest=date(2027, 6, 30))
    commands.add_target(actor=manager, now=LATER, series_ref=series.ref, version=series.version, target=later)
    standing = Target.objects.standing().filter(series=series)
    assert [each.pk for each in standing][:2] == before
    assert standing.last().value == 85.0  # type: ignore[union-attr]
    page = queries.measure_page(actor=manager, measure_ref=series.measure.ref, on=date(2026, 6, 15))
    assert next(each.breaks for each in page.series if each.line.ref == series.ref) == ()


def test_there_is_one_target_for_a_day(manager: Actor, series: Series) -> None:
    again = TargetDetails(value=60.0, latest=date(2027, 4, 30))
    with pytest.raises(RefusedError) as refused:
        commands.add_target(
            actor=manager, now=LATER, series_ref=series.ref, version=series.version, target=again
        )
    assert refused.value.field == "latest"


def test_an_owner_does_not_agree_a_target_alone(ada: Actor, series: Series) -> None:
    with pytest.raises(NotVisible):
        commands.add_target(
            actor=ada,
            now=LATER,
            series_ref=series.ref,
            version=series.version,
            target=TargetDetails(value=85.0, latest=date(2027, 6, 30)),
        )


def test_the_target_of_the_next_quarter_is_said_to_be_due(manager: Actor, series: Series) -> None:
    details = commands.SeriesDetails(label=series.label, unit=series.unit, agreed_each="quarter")
    commands.edit_series(actor=manager, now=LATER, ref=series.ref, version=series.version, details=details)

    def upcoming(on: date) -> tuple[str, date, bool]:
        page = queries.measure_page(actor=manager, measure_ref=series.measure.ref, on=on)
        found = next(each.upcoming for each in page.series if each.line.ref == series.ref)
        assert found is not None
        return found.label, found.by, found.is_due

    assert upcoming(date(2026, 6, 15)) == ("April to June 2027", date(2027, 6, 30), False)
    assert upcoming(date(2027, 8, 1)) == ("July to September 2027", date(2027, 9, 30), True)


def a_board(partnership: Partnership, plan: Plan, manager: Actor, *people: User) -> None:
    """The plan's last step: a group in which these people decide."""
    body = registry.organisation(partnership)
    details = GroupDetails(name="The board", kind="board")
    group = create_group(partnership=partnership, details=details, by=manager, now=NOW)
    for person in people:
        seat = Seat(organisation=body, capacity="member", from_date=LONG_AGO, user=person)
        add_member(group, seat=seat, by=manager, now=NOW)
    step = commands.StepDetails("Board", StepHolder.GOVERNANCE_GROUP, group_ref=group.ref)
    version = Plan.objects.get(pk=plan.pk).version
    commands.set_steps(actor=manager, now=NOW, plan_ref=plan.ref, version=version, steps=[step])


def test_the_only_programme_managers_request_is_decided_by_who_takes_the_last_step(
    partnership: Partnership, plan: Plan, manager: Actor, milestone: Milestone, ada: Actor
) -> None:
    bob = registry.member(partnership, "board-member", name="Bob Board")
    a_board(partnership, plan, manager, bob, User.objects.get(pk=ada.id))
    row = asked(manager, milestone)
    with as_maintenance():
        told = Notice.objects.filter(template="change-asked").values_list("user__name", flat=True)
        # nor who owns what would change
        assert list(told) == ["Bob Board"]
    with acting_as(bob) as actor:
        assert queries.request_page(actor=actor, request_ref=row.ref, on=DAY).may_decide
        commands.approve_request(actor=actor, now=LATER, request_ref=row.ref, version=milestone.version)
    assert DuePoint.objects.standing().get(milestone=milestone).latest == date(2026, 9, 30)


def test_nobody_else_decides_it(
    partnership: Partnership, plan: Plan, manager: Actor, milestone: Milestone, ada: Actor
) -> None:
    bob = registry.member(partnership, "board-member", name="Bob Board")
    a_board(partnership, plan, manager, bob, User.objects.get(pk=ada.id))
    row = asked(manager, milestone)
    mia = registry.member(partnership, "board-member", name="Mia Member")
    for who in (mia, User.objects.get(pk=ada.id)):
        with acting_as(who) as actor, pytest.raises(NotVisible):
            commands.refuse_request(actor=actor, now=LATER, request_ref=row.ref, reason="No")


def test_a_child_that_is_named_in_a_reason_is_asked_about(
    ada: Actor, manager: Actor, milestone: Milestone
) -> None:
    named = {
        "actor": ada,
        "now": NOW,
        "milestone_ref": milestone.ref,
        "version": milestone.version,
        "points": (SEPTEMBER,),
        "reason": "Jayden (9) starts then",
    }
    with pytest.raises(ChildNamedError):
        commands.ask_for_dates(**named)  # type: ignore[arg-type]
    row = commands.ask_for_dates(**named, named_nobody=["Jayden"])  # type: ignore[arg-type]
    with pytest.raises(ChildNamedError):
        commands.refuse_request(
            actor=manager, now=LATER, request_ref=row.ref, reason="Aisha, aged 7, waits as well"
        )
