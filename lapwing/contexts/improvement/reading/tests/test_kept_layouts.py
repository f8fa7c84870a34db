"""Texts that keep the layout of their page: columns that shift or touch, tabs, and what a page adds."""

from __future__ import annotations

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reading.pipeline import read_plan

_TITLES = "Ref   What we will do              Lead                  By when         How will we know\n"


def _read(text: str) -> Plan:
    return read_plan(text, "plan.txt")


def _codes(plan: Plan) -> set[str]:
    return {question.code for question in plan.questions}


def test_columns_that_stand_elsewhere_on_the_next_page_are_found_there() -> None:
    plan = _read(
        "Plan\n\n" + _TITLES + "1.1   Lend equipment to schools    Sensory Lead          March 2026      "
        "Lessons are followed\n"
        "1.2   Pay for a mentor in          Head of Inclusion     June 2026       Pupils say that\n"
        "\x0c      each school             and Access                        they belong\n"
        "1.3   Train all governors     School Adviser     October 2026   Governors ask more\n"
    )
    _, second, third = plan.actions
    assert second.text == "Pay for a mentor in each school"
    assert [criterion.text for criterion in second.success_criteria] == ["Pupils say that they belong"]
    assert third.owners == ("School Adviser",)
    assert third.milestones[0].due.points[0].as_written == "October 2026"


def test_cells_that_touch_are_parted_and_asked_about() -> None:
    plan = _read(
        "Plan\n\n" + _TITLES + "1.1   Lend equipment to all school Sensory Service Lead  March 2026      "
        "Lessons are followed\n"
        "1.2   Pay for a mentor             Head of Inclusion     June 2026       Pupils belong\n"
    )
    assert plan.actions[0].owners == ("Sensory Service Lead",)
    assert "cell.order" in _codes(plan)


def test_a_number_far_in_between_blank_lines_is_that_of_a_page() -> None:
    plan = _read(
        "Plan\n\n" + _TITLES + "1.1   Lend equipment               Sensory Lead          March 2026      "
        "Lessons are followed\n"
        "1.2   Pay for a mentor             Head of Inclusion     June 2026       Pupils belong\n\n"
        "                                     7\n"
    )
    assert plan.actions[1].text == "Pay for a mentor"


def test_two_titles_side_by_side_are_no_label_with_its_text() -> None:
    plan = _read("Activity      Owner\nOpen a clinic      Nursing Lead\n")
    assert plan.actions == ()


def test_tabs_with_a_column_of_rag_are_read_with_their_statuses() -> None:
    plan = _read(
        "Plan\n\nRef\tAction\tLead\tDue date\tRAG\n1\tOpen a clinic\tNursing Lead\tMay 2026\tAmber\n"
    )
    (action,) = plan.actions
    assert action.milestones[0].status == "at risk"
    assert "cell.unread" not in _codes(plan)


def test_a_date_among_owners_is_asked_about_however_clear_the_rest_is() -> None:
    plan = _read(
        "Plan\n\nRef Action Lead\nSep Oct\n"
        "1 Appoint a tribunal\nofficer\nHead of SEND 30/09/2025 G B\n"
        "2 Send draft plans by\nweek 14\nTeam Manager 31/12/2025 A G\n"
    )
    assert not plan.actions or "cell.order" in _codes(plan)


def test_the_title_over_a_page_number_is_no_part_of_the_row_above() -> None:
    plan = _read(
        "MILLBROW SEND ACTION PLAN\n\nNo.\nAction\nLead\nTimescale\nSuccess criteria\n"
        "1\nOpen a clinic\nNursing Lead\nMay 2026\nWaits are shorter\n"
        "2\nTrain all staff\nWorkforce Manager\nJune 2026\nStaff feel ready\n\n"
        "Millbrow SEND Action Plan\nPage 1 of 2\n\nNo.\nAction\nLead\nTimescale\nSuccess criteria\n"
        "3\nWrite a guide\nParticipation Lead\nJuly 2026\nFamilies use it\n"
    )
    assert [criterion.text for criterion in plan.actions[1].success_criteria] == ["Staff feel ready"]
