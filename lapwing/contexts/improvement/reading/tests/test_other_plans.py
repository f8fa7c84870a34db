"""Plans of other makes than the two that the reader grew up with: what it cannot tell, it asks about."""

from __future__ import annotations

from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.invented import action, asked

_OTHER_ORDER = """Wolds Improvement Plan

Workstream 1
Aim 1: Families wait less

Responsible officer(s)
What we will do
By when
Success criteria

1.1

Head of Therapies
Wolds Trust

Set up one waiting list for all therapies and publish it on the website so that families can see it.

end of March 2026

80% of children are seen within 12 weeks

1.2

DCO

Write one pathway for autism assessments together with the schools and put it on the website as well.

Ongoing

Families know the pathway
"""

_FLATTENED = """Wolds Improvement Plan

Workstream 1
Aim 1: Families wait less

Responsible officer(s)
What we will do

1.1

Head of Therapies
Wolds Trust

Set up one waiting list for all therapies and publish it on the website so that families can see it.

→ List to be published by March 2026

1.2

DCO

Write one pathway for autism assessments together with the schools and put it on the website as well.

→ Pathway to be agreed by May 2026
"""

_DATES = {
    "by end of March 2026": "2026-03-31",
    "30th September 2026": "2026-09-30",
    "31/03/2026": "2026-03-31",
    "Spring term 2026": "2026-03-31",
    "FY 2025/26": "2026-03-31",
    "Ongoing": None,
    "TBC": None,
    "ASAP": None,
    "In 6 months": None,
    "12 months": None,
}


def test_cells_line_by_line_are_read_in_the_order_of_their_titles() -> None:
    plan = read_plan(_OTHER_ORDER)
    assert [each.ref for each in plan.actions] == ["1.1", "1.2"]
    first = action(plan, "1.1")
    assert first.text.startswith("Set up one waiting list for all therapies")
    assert first.owners == ("Head of Therapies Wolds Trust",)
    assert [str(point.latest) for point in first.milestones[0].due.points] == ["2026-03-31"]
    assert [criterion.text for criterion in first.success_criteria] == [
        "80% of children are seen within 12 weeks"
    ]
    assert asked(plan, "cell.order") == []
    assert asked(plan, "cell.slipped") == []


def test_flattened_columns_in_another_order_are_asked_about_for_every_row() -> None:
    plan = read_plan(_FLATTENED)
    assert [each.ref for each in plan.actions] == ["1.1", "1.2"]
    (question,) = asked(plan, "cell.order")
    assert question.where == ("1.1", "1.2")
    assert asked(plan, "ref.typing") == []


def test_numbers_of_two_parts_belong_under_their_group_and_others_are_asked_about_once() -> None:
    plan = read_plan(_FLATTENED.replace("\n1.1\n", "\n4.1\n").replace("\n1.2\n", "\n4.2\n"))
    (question,) = asked(plan, "ref.typing")
    assert question.where == ("4.1", "4.2")


def test_due_cells_of_every_kind_are_read_or_asked_about_never_guessed() -> None:
    rows = "\n".join(f"1.{n}\tOpen clinic {n}\t{due}\tNurse Lead" for n, due in enumerate(_DATES, start=1))
    plan = read_plan(f"No.\tAction\tBy when\tLead\n{rows}\n")
    for number, (due, latest) in enumerate(_DATES.items(), start=1):
        (milestone,) = action(plan, f"1.{number}").milestones
        dates = [str(point.latest) for point in milestone.due.points if point.latest]
        assert dates == ([latest] if latest else []), due
        doubted = {code for each in plan.questions if f"1.{number}" in each.where for code in [each.code]}
        assert latest or doubted & {"due.none", "due.relative"}, due


def test_a_table_drawn_with_pipes_is_read() -> None:
    text = "# Wolds Plan\n\n| Ref | Action | Lead |\n|---|---|---|\n| 1.1 | Open a clinic | Nurse Lead |\n"
    (only,) = read_plan(text).actions
    assert (only.ref, only.text, only.owners) == ("1.1", "Open a clinic", ("Nurse Lead",))


def test_a_table_of_other_things_is_left_whole_and_asked_about() -> None:
    text = "# Wolds Plan\n\n| Name | Post | Town |\n|---|---|---|\n| A. Nother | Nurse Lead | Wick |\n"
    plan = read_plan(text)
    assert plan.actions == ()
    assert [each.code for each in plan.questions] == ["action.none"]
    assert "Nurse Lead" in plan.remainder[0].text


def test_owners_printed_before_the_milestones_where_a_page_ends_are_owners() -> None:
    plan = read_plan(
        "Priority Group 1\nObjective 1: Listen\n\nKey Areas Actions\nLead role &\norganisation\n\n"
        "1.1.1\n\nFamilies are heard at every\nmeeting\n\n"
        "The partnership will listen to families at every meeting, and will write down what is said.\n\n"
        "Nurse Lead\n\nDCO\n\n\n\n\nand they hear what was done.\n\n"
        "→ Ask families to speak at the first meeting of every term\nby March 2027\n\nHead of Listening\n"
    )
    (only,) = plan.actions
    assert only.owners == ("Nurse Lead", "DCO", "Head of Listening")
    assert only.key_area == "Families are heard at every meeting and they hear what was done."
    assert only.text.endswith("write down what is said.")


def test_a_number_printed_in_the_first_cell_is_the_actions_and_the_cell_stays_as_printed() -> None:
    rows = (
        "1.1 Families know\tPrint a guide\tMay 2026\tNurse Lead\n3 clinics\tOpen them\tMay 2026\tNurse Lead"
    )
    plan = read_plan(f"What we want\tWhat we will do\tBy when\tWho\n{rows}\n")
    assert [each.ref for each in plan.actions] == ["1.1", None]
    assert [each.key_area for each in plan.actions] == ["1.1 Families know", "3 clinics"]


def test_what_the_column_of_dates_shows_settles_two_digits_beside_a_month() -> None:
    def plan_with(*dates: str) -> list[str]:
        rows = "\n".join(f"1.{n}\tOpen clinic {n}\t{due}\tNurse Lead" for n, due in enumerate(dates, start=1))
        return [each.code for each in read_plan(f"No.\tAction\tBy when\tLead\n{rows}\n").questions]

    assert plan_with("May 25", "June 2025") == []
    assert plan_with("May 25", "June 25").count("due.two-digit-year") > 0
    assert "due.no-year" in plan_with("May 25", "14 May")


def test_dates_counted_from_one_thing_are_one_question_and_from_another_another() -> None:
    dues = ("in year 1", "within six months", "within 12 weeks of publication")
    rows = "\n".join(f"1.{n}\tOpen clinic {n}\t{due}\tNurse Lead" for n, due in enumerate(dues, start=1))
    first, second = asked(read_plan(f"No.\tAction\tBy when\tLead\n{rows}\n"), "due.relative")
    assert (first.where, first.raw) == (("1.1", "1.2"), "in year 1\nwithin six months")
    assert (second.where, second.raw) == (("1.3",), "within 12 weeks of publication")
    assert "publication" in second.text
