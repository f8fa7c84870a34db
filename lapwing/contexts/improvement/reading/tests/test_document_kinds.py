"""What a file is, from what stands in it, and what a progress report says of each action."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.reading.document_kinds import kind_of
from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.progress_reports import updates_in
from lapwing.contexts.improvement.reading.tests.invented import invented
from lapwing.contexts.improvement.reading.text_grids import with_found_grids
from lapwing.contexts.improvement.reading.wrapping import wrapping_in
from lapwing.platform.extraction.plain_text import text_document

_PLAN = """Wolds SEND Plan

| Ref | Action | Lead | By when | Progress | RAG |
|-----|--------|------|---------|----------|-----|
| 1.1 | Open a clinic | Nurse Lead | May 2026 | A room was found | Green |
| 1.2 | Train staff | DCO | June 2026 | Dates were set | Amber |
"""
_REPORT_TABLE = """Wolds SEND Plan: progress report, March 2026

| Ref | Action | Progress since last report | RAG |
|-----|--------|----------------------------|-----|
| 1.1 | Open a clinic | The clinic opened in February | Green |
| 1.2 | Train staff | Ten people were trained | Amber |
| 1.3 | Publish guidance | | |
"""
_REPORT_PROSE = """Progress report to the partnership board, March 2026

Action 1.2 – progress since last report
Ten people were trained and ten more have a date.
RAG: Amber

Action 1.3 – progress since last report
The guidance was published.
RAG: Green
"""
_CONTENTS = """Contents

Foreword ................................ 2
Action 1 Listen to families ............. 4
Action 1.1 Hold a forum ................. 5
Action 1.2 Publish what was said ........ 6
Glossary ................................ 9
"""
_NOTICE = """News

12 May 2026

New plan for children with special needs

The partnership today published its plan, with twelve actions for the next two years.

“This plan was written together with families, and we will report on it each term,” said the chair of the
partnership board.

Action one is to open a clinic by September 2026.

Notes to editors
For more, contact the press office on 01234 567890.
"""
_OTHER = "Dear parent,\n\nThank you for your letter. We will write to you again in May 2026.\n"
_WRAPPED = f"""Wolds plan.pdf
Uploaded by wolds-council
12 pages
Download
Share

{_PLAN}
Similar documents
Another council's improvement plan
Action plan template
3 years ago
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (_PLAN, "plan"),
        (_WRAPPED, "plan"),
        (_REPORT_TABLE, "progress report"),
        (_REPORT_PROSE, "progress report"),
        (_CONTENTS, "contents"),
        (_NOTICE, "notice"),
        (_OTHER, "other"),
        ("", "other"),
    ],
)
def test_a_document_is_of_the_kind_that_it_looks(text: str, kind: str) -> None:
    assert kind_of(with_found_grids(text_document(text, "file.txt"))) == kind


@pytest.mark.parametrize("name", ["alderbrook", "kingsmere"])
def test_the_invented_plans_are_plans(name: str) -> None:
    assert kind_of(with_found_grids(text_document(invented(name), name))) == "plan"


def test_a_plan_with_a_column_of_progress_is_still_a_plan_though_it_says_report() -> None:
    text = _PLAN.replace("Wolds SEND Plan", "Progress report on the Wolds SEND Plan")
    assert kind_of(with_found_grids(text_document(text, "file.txt"))) == "plan"


def test_actions_with_nothing_but_their_standing_are_a_plan_unless_it_says_report() -> None:
    text = (
        "Wolds plan\n\nRef | Action | Jan 2026 | Feb 2026\n1.1 | Open a clinic | G | A\n1.2 | Train | R | G\n"
    )
    assert kind_of(with_found_grids(text_document(text, "file.txt"))) == "plan"
    again = text.replace("Wolds plan", "Wolds plan: progress report")
    assert kind_of(with_found_grids(text_document(again, "file.txt"))) == "progress report"


def test_each_row_of_a_report_is_an_update_with_its_standing_and_period() -> None:
    first, second = updates_in(text_document(_REPORT_TABLE, "report.txt"))
    assert (first.ref, first.action_text) == ("1.1", "Open a clinic")
    assert first.text == "The clinic opened in February"
    assert (first.status_as_written, first.status) == ("Green", "on track")
    assert (first.period, first.on) == ("March 2026", date(2026, 3, 31))
    assert first.source == (5, 5)
    assert (second.ref, second.status) == ("1.2", "at risk")


def test_headings_of_actions_with_their_progress_are_updates() -> None:
    first, second = updates_in(text_document(_REPORT_PROSE, "report.txt"))
    assert (first.ref, first.text) == ("1.2", "Ten people were trained and ten more have a date.")
    assert (first.status_as_written, first.status, first.on) == ("Amber", "at risk", date(2026, 3, 31))
    assert (second.ref, second.status, second.source) == ("1.3", "on track", (7, 9))


def test_the_standing_of_each_period_is_an_update_of_its_own() -> None:
    rows = "Ref | Action | Jan 2026 | Feb 2026\n1.1 | Open a clinic | G | A\n1.2 | Train | R |\n"
    text = f"Wolds plan: progress report\n\n{rows}"
    found = [
        (each.ref, each.status_as_written, str(each.on)) for each in updates_in(text_document(text, "r.txt"))
    ]
    assert found == [("1.1", "G", "2026-01-31"), ("1.1", "A", "2026-02-28"), ("1.2", "R", "2026-01-31")]


def test_a_letter_holds_no_updates() -> None:
    assert updates_in(text_document(_OTHER, "letter.txt")) == ()


def test_what_a_site_puts_around_a_plan_is_told_from_the_plan() -> None:
    lines = lines_of(_WRAPPED)
    wrapping = wrapping_in(lines)
    texts = {line.text for line in lines if line.number in wrapping and line.text}
    assert {"Download", "Share", "12 pages", "Similar documents", "Action plan template"} <= texts
    assert not any("|" in text for text in texts)


def test_a_plan_that_nobody_uploaded_has_no_wrapping() -> None:
    assert wrapping_in(lines_of(_PLAN + "\nRelated documents\n\nThe strategy\n")) == frozenset()


@pytest.mark.parametrize(
    ("text", "kind"),
    [(_REPORT_TABLE, "progress report"), (_CONTENTS, "contents"), (_NOTICE, "notice"), (_OTHER, "other")],
)
def test_what_is_no_plan_gives_no_actions_says_why_and_keeps_every_line(text: str, kind: str) -> None:
    plan = read_plan(text, "file.txt")
    assert (plan.document, plan.actions, plan.measures) == (kind, (), ())
    assert {question.code for question in plan.questions} == {
        "action.none" if kind == "other" else "document.kind"
    }
    kept = "\n".join(each.text for each in plan.remainder)
    assert all(line.strip() in kept for line in text.split("\n"))


def test_the_plan_inside_what_a_site_puts_around_it_is_read_and_the_rest_is_remainder() -> None:
    plan = read_plan(_WRAPPED, "file.txt")
    assert plan.document == "plan"
    assert [(each.ref, each.text) for each in plan.actions] == [
        ("1.1", "Open a clinic"),
        ("1.2", "Train staff"),
    ]
    assert plan.title == "file.txt"
    kept = "\n".join(each.text for each in plan.remainder)
    assert "Uploaded by wolds-council" in kept
    assert "Action plan template" in kept


def test_a_list_of_contents_before_a_plan_is_no_part_of_its_tables() -> None:
    plan = read_plan(_CONTENTS + "\n" + _PLAN, "file.txt")
    assert [each.ref for each in plan.actions] == ["1.1", "1.2"]


_DATED_REPORT = """Wolds SEND Plan: highlight report, March 2026

Reporting period: January to March 2026

| Ref | Action | Lead | Deadline | RAG | Update |
|-----|--------|------|----------|-----|--------|
| 1.1 | Open a clinic | Nurse Lead | May 2026 | Green | A room was found |
| 1.2 | Train staff | DCO | June 2026 | Amber | Dates were set |

The board is asked to note progress.
"""


def test_a_report_written_to_a_board_is_none_less_for_printing_the_dates_of_actions() -> None:
    plan = read_plan(_DATED_REPORT, "report.md")
    assert (plan.document, plan.actions) == ("progress report", ())


def test_a_plan_that_says_how_we_will_know_stays_one_whatever_it_calls_itself() -> None:
    text = _DATED_REPORT.replace("| Update |", "| Success criteria |")
    assert len(read_plan(text, "plan.md").actions) == 2


def test_the_day_of_a_notice_is_not_that_of_an_inspection() -> None:
    text = (
        "Inspectors praise work with families\n\n12 March 2025\n\n"
        'A spokesperson said: "We are pleased."\n\nContact the press office for more information.\n'
    )
    plan = read_plan(text)
    assert plan.document == "notice"
    assert plan.inspection.from_ is None
