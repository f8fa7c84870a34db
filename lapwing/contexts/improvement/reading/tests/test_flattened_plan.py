"""An invented flattened plan, read whole: what is found, and what is asked."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.interchange import Plan, from_json, to_json
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.invented import action, asked, invented, reading_of


@pytest.fixture(scope="module")
def plan() -> Plan:
    return reading_of("alderbrook")


def test_the_plan_says_what_it_is(plan: Plan) -> None:
    assert plan.title == "Alderbrook SEND Local Area Partnership Improvement Plan"
    assert plan.local_area == "Alderbrook"
    assert plan.governance_group == "Alderbrook Inclusion Board (AIB)"
    assert (plan.inspection.from_, plan.inspection.to) == (date(2026, 3, 9), date(2026, 3, 13))
    assert plan.inspection.outcome == "inconsistent experiences and outcomes"


def test_areas_have_their_recommendations(plan: Plan) -> None:
    assert [(area.ref, len(area.recommendations)) for area in plan.areas_for_improvement] == [
        ("1", 2),
        ("2", 0),
    ]
    first, second = plan.areas_for_improvement
    assert first.title == "Leaders should shorten the time that families wait for a first answer"
    assert first.recommendations[0] == "letters that say what happens next and when"
    assert second.narrative == ("Advice from all three services should be clear.",)


def test_findings_name_the_objectives_that_answer_them(plan: Plan) -> None:
    assert [(finding.ref, finding.area, finding.objectives) for finding in plan.findings] == [
        ("1.1", "1", ("1.1",)),
        ("1.2", "1", ("1.1", "2.1")),
        (None, None, ("1.2",)),
    ]
    assert plan.findings[1].text.endswith("answers within two working days")


def test_groups_take_their_titles_from_the_list_of_priorities(plan: Plan) -> None:
    assert [(group.ref, group.title) for group in plan.groups] == [
        ("1", "Help that comes early"),
        ("2", "Plans that make a difference"),
    ]


def test_objectives_have_title_subtitle_and_quoted_findings(plan: Plan) -> None:
    first, second, third = plan.objectives
    assert [each.ref for each in plan.objectives] == ["1.1", "1.2", "2.1"]
    assert first.findings == (
        "letters that say what happens next and when",
        "a named person for each family while they wait (see also 2.1).",
    )
    assert second.title == "Shorten the waits for the clinic and for the therapies that follow"
    assert second.subtitle == "Waiting well, with help on the way"
    assert (third.group, third.title, third.subtitle, third.findings) == ("2", "Write better plans", None, ())


def test_every_row_is_an_action_and_a_repeated_number_has_a_key_of_its_own(plan: Plan) -> None:
    assert [(each.key, each.ref, each.occurrence, each.objective) for each in plan.actions] == [
        ("1.1.1", "1.1.1", 1, "1.1"),
        ("1.1.2", "1.1.2", 1, "1.1"),
        ("1.1.3", "1.1.3", 1, "1.1"),
        ("1.2.1", "1.2.1", 1, "1.2"),
        ("1.2.1#2", "1.2.1", 2, "1.2"),
        ("1.2.2", "1.2.2", 1, "1.2"),
        ("2.1.1", "2.1.1", 1, "2.1"),
    ]
    assert [question.where for question in asked(plan, "ref.duplicate")] == [("1.2.1", "1.2.1#2")]


def test_the_cells_of_a_row_are_told_apart(plan: Plan) -> None:
    row = action(plan, "1.1.1")
    assert row.key_area == (
        "Families know who to ask and hear back from children aged 0-19 services within two days."
    )
    assert row.text == (
        "The partners will write one set of letters with families and use them in every service "
        "from the start."
    )
    assert [milestone.text for milestone in row.milestones] == [
        "Letters to be drafted in May 2026 for completion by July 2026",
        "Train every front desk in using the letters. The training to be repeated by September 26 "
        "and every term thereafter.",
    ]
    assert row.owners == ("Family Support Manager Marsh ICB", "DCO", "Head of Early Help AC")


def test_a_merged_key_area_is_shared_and_asked_about(plan: Plan) -> None:
    assert action(plan, "1.1.2").key_area == action(plan, "1.1.1").key_area
    [question] = asked(plan, "cell.merged")
    assert question.where == ("1.1.2", "1.2.2")


def test_a_key_area_cut_by_a_page_is_joined_and_asked_about(plan: Plan) -> None:
    row = action(plan, "1.1.3")
    assert row.key_area == "Letters and calls are answered, measured and reported on to all partners."
    assert row.owners == ("AD of SEND & Inclusion", "AC Contact Team", "AC Data Officers")
    assert [question.where for question in asked(plan, "cell.split")] == [("1.1.3",)]


def test_a_milestone_that_slipped_above_its_number_is_given_back_and_asked_about(plan: Plan) -> None:
    assert [m.text for m in action(plan, "1.2.1#2").milestones] == [
        "First group of lists to be opened by December 2026 and second group opened by December 2027"
    ]
    row = action(plan, "1.2.2")
    assert [m.text for m in row.milestones] == ["Write to all schools about the lists by March 2027"]
    assert row.owners == ("Head of Early Help",)
    [question] = asked(plan, "cell.slipped")
    assert (question.where, question.choices) == (("1.2.2/m1",), ("1.2.2", "1.2.1#2"))


def test_words_that_head_some_milestones_are_kept_with_them(plan: Plan) -> None:
    row = action(plan, "1.2.1")
    assert row.text == ""
    assert [milestone.label for milestone in row.milestones] == ["Before the visit", "After the visit"]
    assert action(plan, "2.1.1").text == "The partners will:"


def test_an_and_on_a_line_of_its_own_stands_between_two_owners(plan: Plan) -> None:
    assert action(plan, "1.2.1").owners == ("AC Clinic Lead", "ICB Nursing")
    assert ("1.2.1",) in [question.where for question in asked(plan, "owner.split")]


def test_owners_that_name_no_post_are_asked_about(plan: Plan) -> None:
    assert ("1.1.3", "1.2.1") in [question.where for question in asked(plan, "owner.split")]


def test_due_points_have_roles_and_bounds(plan: Plan) -> None:
    points = {
        f"{each.key}/m{at}": [(p.role, p.earliest, p.latest) for p in milestone.due.points]
        for each in plan.actions
        for at, milestone in enumerate(each.milestones, start=1)
    }
    assert points == {
        "1.1.1/m1": [
            ("draft", date(2026, 5, 1), date(2026, 5, 31)),
            ("complete", date(2026, 7, 1), date(2026, 7, 31)),
        ],
        "1.1.1/m2": [("complete", date(2026, 9, 1), date(2026, 9, 30))],
        "1.1.2/m1": [("complete", date(2026, 9, 1), date(2026, 12, 31))],
        "1.1.3/m1": [("complete", date(2026, 1, 1), date(2026, 1, 31))],
        "1.1.3/m2": [],
        "1.2.1/m1": [("complete", date(2026, 10, 1), date(2026, 10, 31))],
        "1.2.1/m2": [
            ("start", date(2026, 11, 1), date(2026, 11, 30)),
            ("implement", date(2027, 4, 1), date(2027, 4, 30)),
        ],
        "1.2.1#2/m1": [
            ("complete", date(2026, 12, 1), date(2026, 12, 31)),
            ("complete", date(2027, 12, 1), date(2027, 12, 31)),
        ],
        "1.2.2/m1": [("complete", date(2027, 3, 1), date(2027, 3, 31))],
        "2.1.1/m1": [
            ("start", date(2026, 9, 1), date(2026, 9, 30)),
            ("complete", date(2027, 7, 1), date(2027, 7, 31)),
        ],
        "2.1.1/m2": [],
        "2.1.1/m3": [("start", date(2026, 10, 1), date(2026, 10, 31))],
    }


def test_recurrences_are_in_the_plans_own_words(plan: Plan) -> None:
    assert [m.due.recurrence for each in plan.actions for m in each.milestones if m.due.recurrence] == [
        "every term thereafter",
        "on an ongoing basis",
        "ten plans a month",
    ]


def test_figures_in_the_text_of_actions_are_shown(plan: Plan) -> None:
    [question] = asked(plan, "measure.in-text")
    assert (question.where, question.raw) == (("1.1.2/m1",), "1.1.2/m1: 40 waiting families")


def test_what_was_joined_over_line_ends_is_told(plan: Plan) -> None:
    [note] = asked(plan, "note.joined")
    assert note.raw == "training, by / October 2026"


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("due.season", ("1.1.2/m1",)),
        ("due.none", ("1.1.3/m2", "2.1.1/m2")),
        ("due.several-in-cell", ("1.1.1/m1", "1.2.1/m2", "1.2.1#2/m1", "2.1.1/m1")),
        ("due.recurrence", ("1.1.3/m1",)),
        ("due.before-plan", ("1.1.3/m1",)),
        ("ref.typing", ("finding 1.2",)),
        ("ref.dangling", ("1.1.3",)),
        ("owner.organisation", ("1.2.1#2",)),
    ],
)
def test_each_cause_of_doubt_is_asked_about_once(plan: Plan, code: str, where: tuple[str, ...]) -> None:
    assert [question.where for question in asked(plan, code)] == [where]


@pytest.mark.parametrize(
    ("code", "place"), [("note.start-only", "2.1.1/m3"), ("note.at-publication", "1.1.1/m1")]
)
def test_what_only_has_to_be_known_is_said_once_for_the_plan(plan: Plan, code: str, place: str) -> None:
    [note] = asked(plan, code)
    assert (note.where, note.choices) == (("plan",), ())
    assert place in note.text


def test_a_two_digit_year_is_asked_about_wherever_it_stands(plan: Plan) -> None:
    [*questions] = asked(plan, "due.two-digit-year")
    assert "1.1.1/m2" in {where for question in questions for where in question.where}


def test_a_date_before_the_inspection_offers_the_year_after(plan: Plan) -> None:
    [question] = asked(plan, "due.before-plan")
    assert question.choices == ("January 2026", "January 2027")


def test_a_short_number_offers_the_actions_it_may_mean(plan: Plan) -> None:
    [question] = asked(plan, "ref.dangling")
    assert question.choices == ("1.1.2", "1.2.1", "1.2.2")


def test_spellings_of_one_role_are_proposed_and_not_joined(plan: Plan) -> None:
    assert [question.raw for question in asked(plan, "owner.alias")] == [
        "Head of Early Help AC | Head of Early Help",
        "AD SEND & Inclusion AC | AD of SEND & Inclusion",
    ]
    assert action(plan, "1.1.3").owners[0] == "AD of SEND & Inclusion"


def test_the_measure_table_is_read(plan: Plan) -> None:
    [measure] = plan.measures
    assert (measure.key, measure.refs, measure.actions) == ("M1", ("1.1.1",), ("1.1.1",))
    [series] = measure.series
    assert series.baseline.value == 48
    assert [(t.latest, t.value) for t in series.targets] == [(date(2027, 4, 30), 60), (date(2028, 4, 30), 75)]


def test_what_was_read_survives_being_written_and_read_back(plan: Plan) -> None:
    assert from_json(to_json(plan)) == plan


@pytest.mark.parametrize(
    "title", ["KPIs\n\n1", "KPIs\n1\n", "KPIs 1\n", "Yardsticks\nfor Priority 1\n", "1\n"]
)
def test_the_titles_of_a_measure_table_never_end_the_owners_above_it(plan: Plan, title: str) -> None:
    printed = "SUCCESS MEASURE \nFOR \n\nPriority 1 "
    assert printed in invented("alderbrook")
    again = read_plan(invented("alderbrook").replace(printed, title))
    assert [each.owners for each in again.actions] == [each.owners for each in plan.actions]
    assert [each.series for each in again.measures] == [each.series for each in plan.measures]
