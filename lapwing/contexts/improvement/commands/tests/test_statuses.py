"""Saying how milestones stand, moving their dates, and adding their occurrences."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import (
    DueDetails,
    EditedByAnotherError,
    NotCompleteError,
    NotVisible,
    RefusedError,
)
from lapwing.contexts.improvement.models import DuePoint, Milestone, OwnerRole, Plan, StatusReport
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW, acting_as
from lapwing.contexts.improvement.tests.reporting import EXPLAINED
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People


@pytest.fixture
def milestone(plan: Plan) -> Milestone:
    return Milestone.objects.get(text="Begin talks")


@pytest.fixture
def action_owner(partnership: Partnership) -> User:
    return registry.member(partnership, "action-owner", name="Ada Action")


def hold(manager: Actor, who: User, role: str = "Head of Play", **more: object) -> None:
    commands.add_holder(
        actor=manager,
        now=NOW,
        role_ref=OwnerRole.objects.get(name=role).ref,
        user_id=who.pk,
        **{"from_date": date(2026, 1, 1), **more},  # type: ignore[arg-type]
    )


def test_a_status_is_said_with_a_note(milestone: Milestone, manager: Actor) -> None:
    report = commands.report_status(
        actor=manager, now=LATER, milestone_ref=milestone.ref, status="at risk", note="Nobody to talk to"
    )
    assert (report.status, report.effective_on) == ("at risk", date(2026, 4, 20))


def test_bad_news_needs_a_note(milestone: Milestone, manager: Actor) -> None:
    for status in ("at risk", "off track", "stopped"):
        with pytest.raises(RefusedError) as refused:
            commands.report_status(actor=manager, now=LATER, milestone_ref=milestone.ref, status=status)
        assert refused.value.field == "note"


LACKS = {
    "note": "Say why it is off track.",
    "mitigation": "Say what is being done to bring it back on track.",
    "forecast_on": "Say by when it will be done now.",
}


def off_track(actor: Actor, milestone: Milestone, **said: Any) -> StatusReport:
    return commands.report_status(
        actor=actor, now=LATER, milestone_ref=milestone.ref, status="off track", **said
    )


def test_off_track_wants_what_is_done_about_it_and_a_forecast(milestone: Milestone, manager: Actor) -> None:
    with pytest.raises(NotCompleteError) as refused:
        off_track(manager, milestone)
    assert {each.field: each.message for each in refused.value.missing} == LACKS
    report = off_track(manager, milestone, note="No room", **EXPLAINED)
    kept = StatusReport.objects.get(pk=report.pk)
    assert (kept.note, kept.mitigation, kept.forecast_on) == ("No room", *EXPLAINED.values())


@pytest.mark.parametrize("without", ["mitigation", "forecast_on"])
def test_off_track_wants_both_and_not_one_of_them(milestone: Milestone, manager: Actor, without: str) -> None:
    said = {name: value for name, value in EXPLAINED.items() if name != without}
    with pytest.raises(NotCompleteError) as refused:
        off_track(manager, milestone, note="No room", **said)
    assert [(each.field, each.message) for each in refused.value.missing] == [(without, LACKS[without])]


def test_so_does_one_turn_of_what_comes_round(plan: Plan, manager: Actor) -> None:
    recurring = Milestone.objects.get(text="Meet every term")
    turn = commands.add_occurrence(
        actor=manager, now=LATER, milestone_ref=recurring.ref, label="Spring", due_on=date(2026, 3, 31)
    )
    with pytest.raises(NotCompleteError):
        off_track(manager, recurring, occurrence_ref=turn.ref, note="No room")


@pytest.mark.parametrize("status", ["off track", "at risk", "on track"])
def test_a_forecast_is_never_past(milestone: Milestone, manager: Actor, status: str) -> None:
    with pytest.raises(NotCompleteError, match="today or a day to come") as refused:
        commands.report_status(
            actor=manager,
            now=LATER,
            milestone_ref=milestone.ref,
            status=status,
            note="No room",
            mitigation="A second officer joins.",
            forecast_on=date(2026, 4, 19),
        )
    assert refused.value.field == "forecast_on"


def test_what_a_document_printed_off_track_needs_neither(milestone: Milestone, manager: Actor) -> None:
    report = off_track(manager, milestone, note="“Red”, May 2026", printed=True)
    assert (report.mitigation, report.forecast_on) == ("", None)


@pytest.mark.parametrize("half", [{"mitigation": "A second officer joins."}, {"forecast_on": DAY}])
def test_the_database_keeps_no_half_of_it(milestone: Milestone, manager: Actor, half: dict[str, Any]) -> None:
    report = off_track(manager, milestone, note="No room", **EXPLAINED)
    fields = {"mitigation": "", "forecast_on": None} | half
    with pytest.raises(IntegrityError, match="off_track_has_both_or_neither"), transaction.atomic():
        StatusReport.objects.filter(pk=report.pk).update(**fields)


def test_a_status_that_cannot_follow_is_refused(milestone: Milestone, manager: Actor) -> None:
    with pytest.raises(RefusedError, match="done"):
        commands.report_status(actor=manager, now=LATER, milestone_ref=milestone.ref, status="evidenced")
    with pytest.raises(RefusedError, match="Choose"):
        commands.report_status(actor=manager, now=LATER, milestone_ref=milestone.ref, status="splendid")


def test_a_status_does_not_hold_from_tomorrow(milestone: Milestone, manager: Actor) -> None:
    with pytest.raises(RefusedError) as refused:
        commands.report_status(
            actor=manager,
            now=LATER,
            milestone_ref=milestone.ref,
            status="done",
            effective_on=date(2026, 4, 21),
        )
    assert refused.value.field == "effective_on"


def reports_on_track(actor: Actor, milestone: Milestone) -> None:
    """It is on track from then on, as this person said."""
    report = commands.report_status(actor=actor, now=NOW, milestone_ref=milestone.ref, status="on track")
    kept = StatusReport.objects.get(milestone=milestone)
    assert (kept.pk, kept.status, kept.recorded_by_id) == (report.pk, "on track", actor.user_id)


def test_the_holder_of_a_role_reports_on_its_actions(
    milestone: Milestone, manager: Actor, action_owner: User
) -> None:
    hold(manager, action_owner)
    with acting_as(action_owner) as actor:
        reports_on_track(actor, milestone)


def test_a_deputy_reports_too(milestone: Milestone, manager: Actor, action_owner: User) -> None:
    hold(manager, action_owner, "Play Commissioner", deputy=True)
    with acting_as(action_owner) as actor:
        reports_on_track(actor, milestone)


def test_the_holder_of_a_joined_spelling_reports_too(
    milestone: Milestone, manager: Actor, action_owner: User
) -> None:
    kept, other = OwnerRole.objects.get(name="Head of Play"), OwnerRole.objects.get(name="Play Lead")
    commands.join_roles(actor=manager, now=NOW, ref=other.ref, version=1, kept_ref=kept.ref)
    hold(manager, action_owner, "Play Lead")
    with acting_as(action_owner) as actor:
        reports_on_track(actor, milestone)


def test_an_action_owner_cannot_report_on_others_actions(
    milestone: Milestone, manager: Actor, action_owner: User
) -> None:
    hold(manager, action_owner, "Play Lead")
    with acting_as(action_owner) as actor, pytest.raises(NotVisible):
        commands.report_status(actor=actor, now=NOW, milestone_ref=milestone.ref, status="on track")


def test_a_role_that_has_ended_gives_no_right(
    milestone: Milestone, manager: Actor, action_owner: User
) -> None:
    hold(manager, action_owner, to_date=date(2026, 2, 1))
    with acting_as(action_owner) as actor, pytest.raises(NotVisible):
        commands.report_status(actor=actor, now=NOW, milestone_ref=milestone.ref, status="on track")


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_others_cannot_report(who: str, milestone: Milestone, people: People) -> None:
    with acting_as(getattr(people, who)) as actor, pytest.raises(NotVisible):
        commands.report_status(actor=actor, now=NOW, milestone_ref=milestone.ref, status="on track")


def test_what_was_said_by_mistake_is_withdrawn_not_erased(
    milestone: Milestone, manager: Actor, action_owner: User
) -> None:
    report = commands.report_status(actor=manager, now=NOW, milestone_ref=milestone.ref, status="on track")
    hold(manager, action_owner)
    with acting_as(action_owner) as actor, pytest.raises(NotVisible):
        commands.take_back_report(actor=actor, now=LATER, report_ref=report.ref, reason="Not mine")
    commands.take_back_report(actor=manager, now=LATER, report_ref=report.ref, reason="Wrong one")
    kept = StatusReport.objects.get(pk=report.pk)
    assert (kept.withdrawn_at, kept.withdrawn_reason) == (LATER, "Wrong one")


def test_dates_that_move_stay_on_record_with_the_reason(milestone: Milestone, manager: Actor) -> None:
    new = [DueDetails(as_written="by July 2026", earliest=date(2026, 7, 1), latest=date(2026, 7, 31))]
    with pytest.raises(RefusedError, match="why"):
        commands.set_due_points(actor=manager, now=LATER, milestone_ref=milestone.ref, version=1, points=new)
    moved = commands.set_due_points(
        actor=manager,
        now=LATER,
        milestone_ref=milestone.ref,
        version=1,
        points=new,
        reason="Waiting for a room",
    )
    assert moved.version == 2
    points = DuePoint.objects.filter(milestone=milestone)
    assert [p.as_written for p in points.filter(withdrawn_at=None)] == ["by July 2026"]
    assert set(points.filter(withdrawn_at=LATER).values_list("withdrawn_reason", flat=True)) == {
        "Waiting for a room"
    }
    with pytest.raises(EditedByAnotherError):
        commands.set_due_points(actor=manager, now=LATER, milestone_ref=milestone.ref, version=1, points=[])


def test_a_first_date_needs_no_reason(plan: Plan, manager: Actor) -> None:
    undated = Milestone.objects.get(text="Publish the list")
    commands.set_due_points(
        actor=manager,
        now=LATER,
        milestone_ref=undated.ref,
        version=1,
        points=[DueDetails(as_written="May 2026", latest=date(2026, 5, 31))],
    )
    assert undated.due_points.count() == 1


def test_dates_end_after_they_begin(milestone: Milestone, manager: Actor) -> None:
    with pytest.raises(RefusedError) as refused:
        commands.set_due_points(
            actor=manager,
            now=LATER,
            milestone_ref=milestone.ref,
            version=1,
            points=[DueDetails(as_written="x", earliest=DAY, latest=date(2026, 1, 1))],
            reason="x",
        )
    assert refused.value.field == "latest"


def test_a_due_phrase_is_read_for_a_person_to_check() -> None:
    (found,) = commands.read_dates("by Q2 2026", "financial")
    assert (found.earliest, found.latest) == (date(2026, 7, 1), date(2026, 9, 30))


def test_the_occurrences_of_a_year_of_terms_are_added_once(plan: Plan, manager: Actor) -> None:
    recurring = Milestone.objects.get(text="Meet every term")

    def generate() -> list[str]:
        made = commands.generate_occurrences(
            actor=manager,
            now=LATER,
            milestone_ref=recurring.ref,
            period="term",
            first=date(2026, 2, 1),
            until=date(2026, 12, 31),
        )
        return [turn.label for turn in made.made]

    assert generate() == ["Spring term 2026", "Summer term 2026", "Autumn term 2026"]
    assert generate() == []
    with pytest.raises(RefusedError, match="already an occurrence"):
        commands.add_occurrence(
            actor=manager, now=LATER, milestone_ref=recurring.ref, label="x", due_on=date(2026, 3, 31)
        )


def test_each_occurrence_has_its_own_status(plan: Plan, manager: Actor) -> None:
    recurring = Milestone.objects.get(text="Meet every term")
    turn = commands.add_occurrence(
        actor=manager, now=LATER, milestone_ref=recurring.ref, label="Spring", due_on=date(2026, 3, 31)
    )
    commands.report_status(
        actor=manager, now=LATER, milestone_ref=recurring.ref, status="done", occurrence_ref=turn.ref
    )
    whole = commands.report_status(actor=manager, now=LATER, milestone_ref=recurring.ref, status="on track")
    assert (whole.occurrence, turn.reports.get().status) == (None, "done")
    other = Milestone.objects.get(text="Begin talks")
    with pytest.raises(NotVisible):
        commands.report_status(
            actor=manager, now=LATER, milestone_ref=other.ref, status="done", occurrence_ref=turn.ref
        )


def test_occurrences_without_end_are_refused(plan: Plan, manager: Actor) -> None:
    recurring = Milestone.objects.get(text="Meet every term")
    with pytest.raises(RefusedError, match="at most"):
        commands.generate_occurrences(
            actor=manager,
            now=LATER,
            milestone_ref=recurring.ref,
            period="month",
            first=DAY,
            until=date(2099, 1, 1),
        )
