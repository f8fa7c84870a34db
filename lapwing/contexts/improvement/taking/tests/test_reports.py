from __future__ import annotations

from dataclasses import replace
from datetime import date

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.comparing import Kind
from lapwing.contexts.improvement.models import Actual, CriterionJudgement, Milestone, StatusReport
from lapwing.contexts.improvement.taking.tests.later import RECEIVED, take
from lapwing.contexts.improvement.tests.factories import action, imported, measure, milestone, plan, series
from lapwing.contexts.improvement.versions import compared
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

MAY = form.StatusReport(as_written="Amber", status="at risk", period="May 2026", on=date(2026, 5, 31))


def reporting(*reports: form.StatusReport, status: str = "not started") -> form.Plan:
    return plan(action(milestones=(milestone("Agree the form", reports=reports, status=status),)))


def test_a_status_is_recorded_for_its_own_day_with_the_document_in_its_note(
    partnership: Partnership, manager: Actor
) -> None:
    row = imported(partnership, manager, plan())
    take(manager, row, reporting(MAY, status="at risk"))
    report = StatusReport.objects.standing().get()
    assert (report.status, report.effective_on) == ("at risk", date(2026, 5, 31))
    assert "“Amber”, May 2026" in report.note
    assert "plan-june.txt" in report.note
    assert compared(row, reporting(MAY, status="at risk")).differences == ()


def test_what_a_document_prints_off_track_is_taken_in_with_as_much_as_it_says(
    partnership: Partnership, manager: Actor
) -> None:
    row = imported(partnership, manager, plan())
    red = replace(MAY, as_written="Red", status="off track")
    taken = take(manager, row, reporting(red, status="off track"))
    assert taken.left == ()
    report = StatusReport.objects.standing().get()
    assert (report.status, report.mitigation, report.forecast_on) == ("off track", "", None)


def test_a_later_status_of_ones_own_goes_on_standing(partnership: Partnership, manager: Actor) -> None:
    row = imported(partnership, manager, plan())
    own = Milestone.objects.get()
    commands.report_status(actor=manager, now=RECEIVED, milestone_ref=own.ref, status="done")
    take(manager, row, reporting(MAY))
    assert [each.status for each in StatusReport.objects.standing()] == ["done", "at risk"]


def test_a_status_that_is_not_accepted_is_not_recorded(partnership: Partnership, manager: Actor) -> None:
    row = imported(partnership, manager, plan())
    later = replace(reporting(MAY), title="Larkshire plan, again")
    take(manager, row, later, lambda each: each.kind is not Kind.REPORTED)
    assert not StatusReport.objects.exists()


def test_a_status_that_may_not_follow_is_left_with_the_reason(
    partnership: Partnership, manager: Actor
) -> None:
    row = imported(partnership, manager, plan())
    later = replace(reporting(status="evidenced"), title="Larkshire plan, again")
    taken = take(manager, row, later)
    assert [each.why for each in taken.left] == [
        "Only what is done can be evidenced: say first that it is done."
    ]
    assert [each.field for each in taken.done] == ["title"]


def test_figures_and_judgements_are_offered_and_taken(partnership: Partnership, manager: Actor) -> None:
    known = form.SuccessCriterion(text="Families know where to go")
    before = plan(action(success_criteria=(known,)), measures=(measure(),))
    figure = form.Actual(from_=None, to=date(2026, 4, 30), value=44.0)
    after = plan(
        action(success_criteria=(replace(known, status="met"),)),
        measures=(measure(series=(series(actuals=(figure,)),)),),
    )
    row = imported(partnership, manager, before)
    take(manager, row, after)
    assert CriterionJudgement.objects.get().judgement == "met"
    assert Actual.objects.get().value == 44.0
