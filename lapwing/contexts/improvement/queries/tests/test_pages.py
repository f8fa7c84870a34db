"""What each page of a plan is given."""

from datetime import date

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import DueDetails, PlanDetails
from lapwing.contexts.improvement.models import Action, Measure, Milestone, OwnerRole, Plan
from lapwing.contexts.improvement.queries.lines import Allowed
from lapwing.contexts.improvement.rules import Colour, Lateness, Status
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW, acting_as
from lapwing.contexts.improvement.tests.reporting import EXPLAINED
from lapwing.domain.progress import Outcome
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

JUNE = date(2026, 6, 10)


def say(actor: Actor, text: str, status: str, **more: object) -> None:
    ref = Milestone.objects.get(text=text).ref
    commands.report_status(
        actor=actor,
        now=LATER,
        milestone_ref=ref,
        status=status,
        note="As agreed",
        **more,  # type: ignore[arg-type]
    )


def hold(actor: Actor, name: str, user_id: int, *, deputy: bool = False) -> None:
    commands.add_holder(
        actor=actor,
        now=NOW,
        role_ref=OwnerRole.objects.get(name=name).ref,
        user_id=user_id,
        from_date=date(2026, 1, 1),
        deputy=deputy,
    )


def test_the_overview_counts_and_says_what_is_late(plan: Plan, manager: Actor) -> None:
    say(manager, "Publish the list", "off track", **EXPLAINED)
    page = queries.overview(actor=manager, plan_ref=plan.ref, on=JUNE)
    assert (page.actions, page.counts.red, page.counts.grey, page.colour) == (2, 1, 3, Colour.RED)
    assert (page.overdue, page.undated, page.missed_starts) == (2, 2, 0)
    assert page.measures.total == 3
    assert page.open_questions == 1
    assert page.compared_with == date(2026, 5, 11)
    assert page.overdue_before == 1


def test_the_overview_says_who_owes_what(plan: Plan, manager: Actor, people: People) -> None:
    hold(manager, "Head of Play", people.colleague.pk)
    page = queries.overview(actor=manager, plan_ref=plan.ref, on=date(2026, 4, 20))
    owed = {line.name: line for line in page.owed}
    assert owed["Head of Play"].holders == ("Colin Colleague",)
    assert (owed["Head of Play"].open, owed["Head of Play"].overdue) == (3, 1)
    assert owed["Head of Play"].next_due == date(2026, 5, 31)
    assert owed["Play Lead"].overdue == 0


def test_what_falls_due_next(plan: Plan, manager: Actor) -> None:
    page = queries.overview(actor=manager, plan_ref=plan.ref, on=date(2026, 4, 20))
    assert (page.due_next.in_30, page.due_next.in_60, page.due_next.in_90) == (0, 1, 1)


def test_before_the_plan_was_brought_in_nothing_can_be_compared(plan: Plan, manager: Actor) -> None:
    page = queries.overview(actor=manager, plan_ref=plan.ref, on=date(2026, 3, 10))
    assert page.overdue_before is None


def test_a_group_and_its_objective_show_the_worst_with_counts(plan: Plan, manager: Actor) -> None:
    say(manager, "Begin talks", "at risk")
    (group,) = queries.tree(actor=manager, plan_ref=plan.ref, on=JUNE).groups
    (objective,) = group.objectives
    assert (group.colour, objective.colour) == (Colour.AMBER, Colour.AMBER)
    assert (objective.counts.total, group.counts.total) == (3, 4)
    assert [action.key for action in group.actions] == ["1.1.1bis"]
    assert (group.overdue, objective.overdue) == (2, 2)


def test_the_tree_keeps_numbers_that_lead_nowhere_as_printed(plan: Plan, manager: Actor) -> None:
    tree = queries.tree(actor=manager, plan_ref=plan.ref, on=JUNE)
    assert tree.areas[0].findings[0].objectives_as_written == ("1.1", "9.9")
    assert tree.loose == ()


def test_an_action_that_serves_several_objectives_is_counted_once(plan: Plan, manager: Actor) -> None:
    group = plan.groups.get()
    commands.create_objective(
        actor=manager,
        now=NOW,
        plan_ref=plan.ref,
        details=commands.ObjectiveDetails(group_ref=group.ref, number="1.2", title="Stay open"),
    )
    action = Action.objects.get(key="1.1.1")
    refs = tuple(plan.objectives.order_by("number").values_list("ref", flat=True))
    commands.edit_action(
        actor=manager,
        now=NOW,
        ref=action.ref,
        version=1,
        details=commands.ActionDetails(text=action.text, number="1.1.1", objective_refs=refs),
    )
    (line,) = queries.tree(actor=manager, plan_ref=plan.ref, on=JUNE).groups
    assert [len(objective.actions) for objective in line.objectives] == [1, 1]
    assert line.counts.total == 4


def test_an_action_of_another_plan_stands_under_the_objective_it_serves(
    plan: Plan, partnership: Partnership, manager: Actor
) -> None:
    other = commands.create_plan(
        actor=manager, now=NOW, partnership=partnership, details=PlanDetails(title="Local plan")
    )
    commands.create_action(
        actor=manager,
        now=NOW,
        plan_ref=other.ref,
        details=commands.ActionDetails(text="From afar", objective_refs=(plan.objectives.get().ref,)),
    )
    (group,) = queries.tree(actor=manager, plan_ref=plan.ref, on=JUNE).groups
    assert [action.text for action in group.objectives[0].actions][-1] == "From afar"
    assert len(queries.list_actions(actor=manager, plan_ref=other.ref, on=JUNE).actions) == 1


def test_what_was_said_stands_beside_what_is_late(plan: Plan, manager: Actor) -> None:
    say(manager, "Begin talks", "on track")
    page = queries.action_page(actor=manager, action_ref=Action.objects.get(key="1.1.1").ref, on=JUNE)
    line = page.milestones[0].line
    assert (line.status, line.colour) == (Status.ON_TRACK, Colour.GREEN)
    assert (line.lateness, line.lateness_words) == (Lateness.OVERDUE, "Overdue by 10 days")
    assert line.disagreement == "Said on track, 10 days overdue"
    assert (line.said_by, line.note) == ("Olive Owner", "As agreed")


def test_the_page_of_an_action_holds_all_of_it(plan: Plan, manager: Actor) -> None:
    page = queries.action_page(actor=manager, action_ref=Action.objects.get(key="1.1.1").ref, on=JUNE)
    assert [each[1] for each in page.objectives] == ["1.1"]
    assert page.group_title == "Play near home"
    assert [owner.as_written for owner in page.line.owners] == ["Head of Play", "Play Commissioner"]
    assert [point.role for point in page.milestones[0].line.due] == ["start", "complete"]
    assert [(c.judgement, c.judged_by) for c in page.criteria] == [("partly", "Olive Owner")]
    assert [m.key for m in page.measures] == ["M1", "M2"]
    assert {question.code for question in page.questions} == {"ref.duplicate", "due.none"}
    assert (page.source, page.milestones[0].source) == ((10, 14, 1), (11, 11, 1))


def test_dates_that_moved_stay_visible(plan: Plan, manager: Actor) -> None:
    milestone = Milestone.objects.get(text="Begin talks")
    commands.set_due_points(
        actor=manager,
        now=LATER,
        milestone_ref=milestone.ref,
        version=1,
        points=[DueDetails(as_written="by July 2026", latest=date(2026, 7, 31))],
        reason="Waiting for a room",
    )
    page = queries.milestone_page(actor=manager, milestone_ref=milestone.ref, on=JUNE)
    assert [each.as_written for each in page.milestone.earlier_dates] == ["by January 2026", "by May 2026"]
    assert page.milestone.earlier_dates[0].reason == "Waiting for a room"
    assert page.milestone.line.lateness_words == "Due in 51 days"


def test_a_report_withdrawn_is_shown_as_such(plan: Plan, manager: Actor) -> None:
    say(manager, "Begin talks", "at risk")
    milestone = Milestone.objects.get(text="Begin talks")
    report = milestone.reports.get()
    commands.take_back_report(actor=manager, now=LATER, report_ref=report.ref, reason="Wrong one")
    page = queries.milestone_page(actor=manager, milestone_ref=milestone.ref, on=JUNE)
    assert page.milestone.line.status is Status.NOT_STARTED
    assert page.milestone.reports[0].withdrawn_reason == "Wrong one"


def test_late_lists_each_milestone_once_and_occurrences_apart(plan: Plan, manager: Actor) -> None:
    recurring = Milestone.objects.get(text="Meet every term")
    commands.add_occurrence(
        actor=manager, now=NOW, milestone_ref=recurring.ref, label="Spring", due_on=date(2026, 3, 31)
    )
    late = queries.late(actor=manager, plan_ref=plan.ref, on=date(2026, 4, 20))
    assert [line.text for line in late.overdue] == ["Meet every term"]
    assert [line.text for line in late.missed_starts] == ["Begin talks"]
    assert [turn.label for _, turn in late.missed_occurrences] == ["Spring"]
    assert len(late.undated) == 2


def test_what_is_done_later_was_late_until_then(plan: Plan, manager: Actor) -> None:
    say(manager, "Meet every term", "done", effective_on=date(2026, 4, 20))
    overdue = {
        day: [line.text for line in queries.late(actor=manager, plan_ref=plan.ref, on=day).overdue]
        for day in (date(2026, 4, 19), date(2026, 4, 20))
    }
    assert list(overdue.values()) == [["Meet every term"], []]


def test_a_series_says_how_it_stands_and_what_is_needed(plan: Plan, manager: Actor) -> None:
    measure = Measure.objects.get(key="M1")
    commands.record_actual(
        actor=manager,
        now=LATER,
        series_ref=measure.series.get(label="Others").ref,
        details=commands.ActualDetails(to_date=date(2026, 3, 31), numerator=9.0, denominator=20.0),
    )
    page = queries.measure_page(actor=manager, measure_ref=measure.ref, on=date(2026, 4, 20))
    first, second = page.series
    assert (first.line.outcome, first.line.reason) == (Outcome.UNKNOWN, "Nothing has been recorded yet.")
    assert (second.line.latest, second.line.outcome) == (45.0, Outcome.NEAR)
    assert second.line.progress == pytest.approx(25 / 30)
    assert second.expected_today is not None
    assert second.expected_today.low == pytest.approx(20 + 30 * 355 / 365)
    assert second.pace is not None
    assert (second.pace.target, second.pace.by) == (50.0, date(2026, 4, 30))
    assert [point.on for point in second.trajectory.points] == [
        date(2025, 4, 30),
        date(2026, 4, 30),
        date(2027, 4, 30),
    ]
    assert page.line.colour is Colour.AMBER


def test_a_target_that_needs_confirming_blocks_the_colour(plan: Plan, manager: Actor) -> None:
    page = queries.measure_page(actor=manager, measure_ref=Measure.objects.get(key="M2").ref, on=JUNE)
    (series,) = page.series
    assert (series.line.colour, series.line.reason) == (Colour.GREY, "A target needs confirming.")
    assert [actual.value for actual in series.actuals] == [0.0, 0.75]
    assert [c.name for c in series.comparators] == ["England"]


def test_a_measure_printed_twice_is_counted_once(plan: Plan, manager: Actor) -> None:
    first, second = Measure.objects.filter(plan=plan)
    commands.say_same(actor=manager, now=NOW, ref=second.ref, version=1, same_as_ref=first.ref)
    found = queries.list_measures(actor=manager, plan_ref=plan.ref, on=JUNE)
    assert (len(found.measures), found.counts.total) == (2, 2)
    page = queries.measure_page(actor=manager, measure_ref=first.ref, on=JUNE)
    assert [ref for ref, _ in page.copies] == [second.ref]
    action = queries.action_page(actor=manager, action_ref=Action.objects.get(key="1.1.1").ref, on=JUNE)
    assert [line.ref for line in action.measures] == [first.ref]


def test_a_measure_shows_the_actions_of_its_copies_too(plan: Plan, manager: Actor) -> None:
    first, second = Measure.objects.filter(plan=plan)
    other = Action.objects.get(key="1.1.1bis")
    details = commands.MeasureDetails(name="Again", action_refs=(other.ref,))
    commands.edit_measure(actor=manager, now=NOW, ref=second.ref, version=1, details=details)
    commands.say_same(actor=manager, now=NOW, ref=second.ref, version=2, same_as_ref=first.ref)
    page = queries.measure_page(actor=manager, measure_ref=first.ref, on=JUNE)
    assert {action.key for action in page.actions} == {"1.1.1", "1.1.1bis"}
    assert len(page.line.action_refs) == 2
    shown = queries.action_page(actor=manager, action_ref=other.ref, on=JUNE).measures
    assert [line.ref for line in shown] == [first.ref]


def test_my_actions_are_those_of_the_roles_i_hold_or_stand_in_for(
    plan: Plan, manager: Actor, people: People
) -> None:
    assert queries.my_actions(actor=manager, on=JUNE).roles == ()
    hold(manager, "Play Commissioner", people.colleague.pk, deputy=True)
    say(manager, "Begin talks", "done")
    with acting_as(people.colleague) as actor:
        mine = queries.my_actions(actor=actor, on=JUNE)
    assert mine.roles == ("Play Commissioner",)
    assert [(each.milestone.text, each.as_deputy) for each in mine.overdue] == [("Meet every term", True)]
    assert [each.milestone.text for each in mine.undated] == ["Publish the list"]
    assert [each.milestone.text for each in mine.awaiting] == ["Begin talks"]


def test_the_calendar_holds_starts_points_and_occurrences(plan: Plan, manager: Actor) -> None:
    recurring = Milestone.objects.get(text="Meet every term")
    commands.add_occurrence(
        actor=manager, now=NOW, milestone_ref=recurring.ref, label="Spring", due_on=date(2026, 3, 31)
    )
    page = queries.calendar(actor=manager, plan_ref=plan.ref, on=date(2026, 4, 20))
    assert [month.first for month in page.months] == [date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)]
    entries = queries.feed(actor=manager, plan_ref=plan.ref, on=date(2026, 4, 20))
    assert sorted((entry.on.month, entry.kind, entry.is_late) for entry in entries) == [
        (1, "due", True),
        (1, "start", True),
        (3, "occurrence", True),
        (5, "due", False),
    ]
    assert len({entry.uid for entry in entries}) == 4
    assert len(page.undated) == 2


def test_questions_say_what_they_touch(plan: Plan, manager: Actor) -> None:
    page = queries.questions(actor=manager, plan_ref=plan.ref, on=JUNE)
    assert (page.open, page.answered) == (1, 1)
    assert [group.title for group in page.groups] == ["Nothing with a date", "Numbers used twice"]
    (touched,) = page.groups[0].questions[0].touches
    assert (touched.kind, touched.ref) == ("action", Action.objects.get(key="1.1.1").ref)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("talking", ["milestone"]),
        ("1.1.1", ["action"]),
        ("families", ["criterion"]),
        ("under fives", ["measure"]),
        ("commissioner", ["owner"]),
        ("visits made", ["measure"]),
        ("zebra", []),
        ("", []),
        ("'; drop table & | !", []),
    ],
)
def test_search_finds_words_in_any_of_their_forms(
    words: str, kinds: list[str], plan: Plan, manager: Actor
) -> None:
    found = queries.search(actor=manager, plan_ref=plan.ref, words=words, on=JUNE)
    assert sorted({each.kind for each in found.found}) == kinds


def test_search_is_bounded_and_says_so(plan: Plan, manager: Actor) -> None:
    found = queries.search(actor=manager, plan_ref=plan.ref, words="promises", on=JUNE, limit=1)
    assert (len(found.found), found.more) == (1, True)


def test_owner_roles_show_their_spellings_and_holders(
    plan: Plan, partnership: Partnership, manager: Actor, people: People
) -> None:
    kept, other = OwnerRole.objects.get(name="Head of Play"), OwnerRole.objects.get(name="Play Lead")
    hold(manager, "Play Lead", people.colleague.pk)
    commands.join_roles(actor=manager, now=NOW, ref=other.ref, version=1, kept_ref=kept.ref)
    lines = queries.owner_roles(actor=manager, partnership_ref=partnership.ref, on=JUNE)
    assert [line.name for line in lines] == ["Head of Play", "Play Commissioner"]
    assert lines[0].spellings == ("Head of Play", "Play Lead")
    assert (lines[0].joined, lines[0].actions) == (("Play Lead",), 2)
    assert [holder[1] for holder in lines[0].holders] == ["Colin Colleague"]


def test_the_key_and_what_one_may_do_stand_at_the_top(
    plan: Plan, partnership: Partnership, manager: Actor, people: People
) -> None:
    commands.set_key_line(
        actor=manager,
        now=NOW,
        partnership=partnership,
        colour="red",
        version=0,
        label="Stuck",
        shape="triangle",
        meaning="Help is needed.",
    )
    head = queries.tree(actor=manager, plan_ref=plan.ref, on=JUNE).plan
    assert (head.key[Colour.RED].label, head.key[Colour.BLUE].label) == ("Stuck", "Done and evidenced")
    assert head.allowed.edit
    assert head.allowed.answer
    with acting_as(people.colleague) as board_member:
        head = queries.tree(actor=board_member, plan_ref=plan.ref, on=JUNE).plan
    assert head.allowed == Allowed()


def test_plans_are_listed_by_title(
    plan: Plan, partnership: Partnership, manager: Actor, people: People
) -> None:
    commands.create_plan(
        actor=manager,
        now=NOW,
        partnership=partnership,
        details=PlanDetails(title="A plan", parent_ref=plan.ref),
    )
    assert [line.title for line in queries.list_plans(actor=manager)] == ["A plan", "Larkshire plan for play"]
    with acting_as(people.outsider) as outsider:
        assert queries.list_plans(actor=outsider) == ()


def test_without_a_document_there_is_no_source_text(plan: Plan, manager: Actor) -> None:
    assert queries.source_text(actor=manager, plan_ref=plan.ref, first=1, last=2) is None


def test_an_action_taken_out_is_gone_from_every_page(plan: Plan, manager: Actor) -> None:
    action = Action.objects.get(key="1.1.1")
    commands.void(actor=manager, now=LATER, model=Action, ref=action.ref, version=1, reason="Twice")
    assert len(queries.list_actions(actor=manager, plan_ref=plan.ref, on=DAY).actions) == 1
    with pytest.raises(queries.NotVisible):
        queries.action_page(actor=manager, action_ref=action.ref, on=DAY)
    page = queries.measure_page(actor=manager, measure_ref=Measure.objects.get(key="M1").ref, on=DAY)
    assert page.actions == ()
