"""Tables between tabs: an invented plan read whole, odd rows, and the published plan compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from lapwing.contexts.improvement.interchange import Action, Plan, Question
from lapwing.contexts.improvement.reading.cells import Kind, passages_of
from lapwing.contexts.improvement.reading.delimited_tables import read_delimited_tables
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.contexts.improvement.reading.pieces import PartialPlan, Role
from lapwing.contexts.improvement.reading.splitting import apply_split, boundaries_of
from lapwing.contexts.improvement.reading.tab_tables import tables_in
from lapwing.contexts.improvement.reading.tests.published import inventory, published

INVENTED = (Path(__file__).parent / "plans" / "kingsmere.txt").read_text()
TITLES = "Action no.\tAction\tDate Due\tHow will we know this is working?\tResponsible Officers"


def read(text: str) -> tuple[PartialPlan, tuple[Question, ...]]:
    doubts = Doubts()
    return read_delimited_tables(lines_of(text), doubts), doubts.questions()


def table(*rows: str) -> str:
    return "\n".join(("Area of Improvement 1: Waiting", "", TITLES, *rows, ""))


def one(row: str) -> tuple[Action, tuple[Question, ...]]:
    part, questions = read(table(row))
    (action,) = part.actions
    return action, questions


def codes(questions: Iterable[Question]) -> set[str]:
    return {question.code for question in questions}


def about(questions: Iterable[Question], code: str) -> list[Question]:
    return [question for question in questions if question.code == code]


# The invented plan


def test_the_invented_plan_is_read_whole() -> None:
    part, _ = read(INVENTED)
    assert [
        (area.ref, len(area.recommendations), len(area.narrative)) for area in part.areas_for_improvement
    ] == [
        ("1", 2, 2),
        ("2", 2, 1),
        ("3", 1, 1),
    ]
    assert {area.governance_group for area in part.areas_for_improvement} == {"Kingsmere Inclusion Board"}
    assert [group.ref for group in part.groups] == ["1", "2", "3"]
    counts = [
        (action.ref, len(action.milestones), len(action.success_criteria), len(action.owners))
        for action in part.actions
    ]
    assert counts == [
        ("1.1", 2, 3, 3),
        ("1.2", 1, 3, 2),
        ("1.3", 4, 3, 4),
        ("2.1", 3, 4, 3),
        ("2.2", 1, 3, 1),
        ("2.3", 1, 2, 2),
        ("3.1", 1, 3, 2),
        ("3.2", 3, 3, 2),
    ]


def test_nested_recommendations_stay_with_the_one_they_hang_on() -> None:
    part, _ = read(INVENTED)
    assert part.areas_for_improvement[0].recommendations[0] == (
        "Leaders should shorten the waits for:\n- Autism assessment\n- Chairs and equipment"
    )


def test_parts_inherit_the_due_points_of_their_row() -> None:
    part, questions = read(INVENTED)
    dues = {milestone.due for milestone in part.actions[3].milestones}
    (due,) = dues
    assert [point.as_written for point in due.points] == ["Q2 2026", "Q3 2026"]
    assert about(questions, "due.several-in-cell")[0].where == ("2.1",)


def test_everything_read_carries_the_lines_it_was_read_from() -> None:
    part, _ = read(INVENTED)
    lines = INVENTED.split("\n")
    for action in part.actions:
        assert action.source is not None
        first, last = action.source
        assert first == last
        assert lines[first - 1].startswith(f"{action.ref}\t")
        assert (
            {m.source for m in action.milestones}
            == {c.source for c in action.success_criteria}
            == {action.source}
        )
    assert all(measure.source for measure in part.measures)
    assert all(area.source for area in part.areas_for_improvement)


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("text.stem", ("1.1",)),
        ("ref.dangling", ("3.2",)),
        ("due.conflict", ("1.2",)),
        ("owner.alias", ("1.3", "1.2")),
        ("due.before-plan", ("S13",)),
        ("group.alias", ("1", "2", "3")),
    ],
)
def test_each_oddity_of_the_invented_plan_is_asked_about(code: str, where: tuple[str, ...]) -> None:
    _, questions = read(INVENTED)
    assert [question.where for question in about(questions, code)] == [where]


def test_one_question_for_a_cause_whatever_it_touches() -> None:
    part, questions = read(INVENTED)
    (quarters,) = about(questions, "due.quarter-basis")
    assert quarters.where == tuple(action.key for action in part.actions)
    assert quarters.choices == ("calendar", "financial")
    (baselines,) = about(questions, "baseline.missing")
    assert baselines.where == tuple(measure.key for measure in part.measures)
    assert len(questions) <= 30


def test_copies_are_asked_about_and_stay_as_printed() -> None:
    _, questions = read(INVENTED)
    assert [question.where for question in about(questions, "text.repeated")] == [("2.2", "2.3"), ("1",)]
    (same,) = about(questions, "measure.duplicate")
    assert len(same.where) == 4


def test_a_change_without_a_baseline_is_not_resolved() -> None:
    part, questions = read(INVENTED)
    changes = {m.key for m in part.measures if m.series[0].targets[0].type == "relative"}
    assert set(about(questions, "target.relative")[0].where) == changes
    assert all(m.series[0].targets[0].resolved is None for m in part.measures if m.key in changes)


def test_every_cell_that_lost_its_marks_is_shown() -> None:
    _, questions = read(INVENTED)
    shown = {cell for q in questions if q.code.endswith(".split") and q.raw for cell in q.raw.split("\n")}
    for row in (row for found in tables_in(lines_of(INVENTED)) for row in found.rows):
        cell = row.cell(Role.SUCCESS)
        assert cell is not None
        runs = {passage.text for passage in passages_of(cell.text) if passage.kind is Kind.RUN}
        assert runs <= shown


# Odd rows


def test_a_plan_without_such_a_table_gives_nothing() -> None:
    assert read("A plan\n\nin prose\twith a tab") == (PartialPlan(), ())
    assert read("") == (PartialPlan(), ())


def test_a_list_of_priorities_between_tabs_is_no_table() -> None:
    assert tables_in(lines_of("Priority 1\tTo notice early\nPriority 2\tTo tell families")) == ()


def test_titles_are_known_by_their_meaning() -> None:
    titles = "Ref\tWhat we will do\tBy when\tSuccess measures\tLead"
    part, questions = read(f"{titles}\n1\tRing families\tMay 2026\tThey feel heard\tHead of Play")
    (action,) = part.actions
    assert (action.ref, action.owners, action.group) == ("1", ("Head of Play",), None)
    assert action.milestones[0].due.points[0].as_written == "May 2026"
    assert questions == ()


def test_a_row_without_a_date_is_asked_about() -> None:
    _, questions = one("1.1\tRing families\t\tThey feel heard\tHead of Play")
    assert codes(questions) == {"due.none"}


def test_a_date_that_cannot_be_read_is_kept_in_the_question() -> None:
    action, questions = one("1.1\tRing families\tsoon\tThey feel heard\tHead of Play")
    assert action.milestones[0].due.points == ()
    assert about(questions, "due.none")[0].raw == "soon"


def test_a_start_column_gives_a_start_and_a_due_column_its_end() -> None:
    titles = "Ref\tAction\tStart date\tEnd date\tLead"
    (action,) = read(f"{titles}\n1\tRing families\tApril 2026\tJune 2026\tHead of Play")[0].actions
    (milestone,) = action.milestones
    assert [(point.role, point.as_written) for point in milestone.due.points] == [
        ("start", "April 2026"),
        ("complete", "June 2026"),
    ]


def test_a_season_and_a_year_of_two_digits_are_asked_about_in_their_own_words() -> None:
    for words, code in (("Autumn 2026", "due.season"), ("by May 26", "due.two-digit-year")):
        _, questions = one(f"1.1\tRing families\t{words}\tThey feel heard\tHead of Play")
        (asked,) = about(questions, code)
        assert words.removeprefix("by ") in asked.text


def test_a_row_with_too_few_cells_is_read_and_asked_about() -> None:
    action, questions = one("1.1\tRing families\tMay 2026")
    assert (action.owners, action.success_criteria) == ((), ())
    assert "cell.slipped" in codes(questions)


def test_a_cell_beyond_the_titles_is_shown() -> None:
    _, questions = one("1.1\tRing families\tMay 2026\tThey feel heard\tHead of Play\tOn hold")
    assert {"cell.slipped", "cell.unread"} <= codes(questions)
    assert about(questions, "cell.unread")[0].raw == "On hold"


def test_a_row_without_words_of_its_own_is_asked_about() -> None:
    _, questions = one("1.1\t\tMay 2026\tThey feel heard\tHead of Play")
    assert "cell.merged" in codes(questions)


def test_a_row_without_a_number_has_a_key_of_its_own() -> None:
    action, _ = one("\tRing families\tMay 2026\tThey feel heard\tHead of Play")
    assert action.ref is None
    assert action.key


def test_a_number_printed_twice_is_shown_twice_and_asked_about() -> None:
    row = "1.1\tRing families\tMay 2026\tThey feel heard\tHead of Play"
    part, questions = read(table(row, row.replace("Ring", "Visit")))
    assert [(action.ref, action.occurrence) for action in part.actions] == [("1.1", 1), ("1.1", 2)]
    assert len({action.key for action in part.actions}) == 2
    assert "ref.duplicate" in codes(questions)


def test_a_row_broken_over_lines_is_one_row() -> None:
    action, _ = one("1.1\tRing families\tMay 2026\tThey feel heard\tHead of Play;\nHead of Music")
    assert action.owners == ("Head of Play", "Head of Music")
    assert action.source == (4, 5)


def test_a_number_that_no_action_has_is_asked_about() -> None:
    _, questions = one("1.1\tRing families (see 4.4) and 2.5% more\tMay 2026\tThey feel heard\tHead of Play")
    assert len(about(questions, "ref.dangling")) == 1


def test_two_titles_of_one_area_are_asked_about() -> None:
    row = "\tRing families\tMay 2026\tThey feel heard\tHead of Play"
    twice = table(f"1.1{row}") + "\n" + table(f"1.2{row}")
    assert "ref.duplicate" not in codes(read(twice)[1])
    second = twice[::-1].replace("Waiting"[::-1], "Waiting well"[::-1], 1)[::-1]
    (asked,) = about(read(second)[1], "ref.duplicate")
    assert (asked.where, asked.raw) == (("1",), "Waiting well")


def test_actions_numbered_on_inside_are_asked_about_as_a_pair() -> None:
    rows = [
        f"1.{n}\t{n}: those who wait - ring them\tMay 2026\tThey feel heard {n}\tHead of Play" for n in (1, 2)
    ]
    part, questions = read(table(*rows))
    assert [action.milestones[0].label for action in part.actions] == ["1:", "2:"]
    assert about(questions, "text.pair")[0].where == ("1.1", "1.2")
    assert not about(read(table(rows[0], rows[0].replace("1.1", "1.2")))[1], "text.pair")


def test_prose_in_an_area_is_never_dropped() -> None:
    text = "Area of Improvement 1: Waiting\n\nAn opening word.\n\n- Shorten waits\n\n" + table(
        "1.1\tRing families\tMay 2026\tThey feel heard\tHead of Play"
    )
    (area,) = read(text)[0].areas_for_improvement
    assert area.narrative == ("An opening word.",)
    assert area.recommendations == ("Shorten waits",)


# Answers


def test_an_answered_question_divides_the_plan_as_the_person_says() -> None:
    part, questions = read(INVENTED)
    plan = Plan(title="Kingsmere", actions=part.actions, questions=questions)
    asked = next(q for q in questions if q.code == "owner.split" and q.where == ("2.1",))
    after = apply_split(
        plan, asked, ["Assistant Director Inclusion", "Designated Medical Officer Transition Coordinator"]
    )
    owners = next(action.owners for action in after.actions if action.key == "2.1")
    assert owners == ("Assistant Director Inclusion", "Designated Medical Officer Transition Coordinator")


# The published plan, where it is on the machine

Pairs = tuple[tuple[str, str], ...]
OTHER_WORDS: tuple[Pairs, ...] = (
    (),
    (("{name}", "West Barford"), ("2026", "2029"), ("2025", "2028")),
    (
        ("{name}", "Reading"),
        ("75%", "80%"),
        ("CAMHS", "TAMHS"),
        ("Designated Clinical", "Designated Medical"),
    ),
    (("{name}", "Kingston upon Hull"), ("EHCP", "Plan"), ("Partnership Board", "Improvement Board")),
)


def with_name(pairs: Pairs, text: str) -> Pairs:
    """The pairs with the name of the area, which is the first word that the plan prints."""
    name = text.split()[0]
    return tuple((old.format(name=name), new) for old, new in pairs)


def changed(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def texts(action: Action) -> dict[str, list[str]]:
    return {
        "parts": [milestone.text for milestone in action.milestones],
        "criteria": [criterion.text for criterion in action.success_criteria],
        "owners": list(action.owners),
    }


def expected(row: dict[str, Any]) -> dict[str, list[str]]:
    return {
        "parts": [part["text"] for part in row["sub_actions"]],
        "criteria": [criterion["text"] for criterion in row["success_criteria"]],
        "owners": row["owners_as_written"],
    }


def boundary_scores(
    actions: Sequence[Action], rows: Sequence[dict[str, Any]], pairs: Any
) -> tuple[float, float]:
    """Precision and recall of the boundaries proposed in the rows that lost their marks."""
    right = proposed = wanted = 0
    for action, row in zip(actions, rows, strict=True):
        if row["bullets_present_in_source"]:
            continue
        for kind, items in expected(row).items():
            found = set(boundaries_of(texts(action)[kind]))
            true = set(boundaries_of([changed(item, pairs) for item in items]))
            right, proposed, wanted = right + len(found & true), proposed + len(found), wanted + len(true)
    return right / proposed, right / wanted


@pytest.mark.parametrize("words", OTHER_WORDS)
def test_the_published_plan_is_read_as_its_inventory_says_whatever_its_names_and_years(
    words: Pairs, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = with_name(words, published("ealing"))
    text, rows = changed(published("ealing"), pairs), inventory("ealing")["actions"]
    part, questions = read(text)
    assert [len(area.recommendations) for area in part.areas_for_improvement] == [3, 4, 3]
    assert all(area.governance_group and area.narrative for area in part.areas_for_improvement)
    assert [action.text for action in part.actions] == [changed(row["action_text"], pairs) for row in rows]
    assert [[m.label for m in a.milestones] for a in part.actions] == [
        [s["label"] for s in row["sub_actions"]] for row in rows
    ]
    assert sum(len(m.due.points) for a in part.actions for m in a.milestones) == 58
    for action, row in zip(part.actions, rows, strict=True):
        points = action.milestones[0].due.points
        assert [p.as_written for p in points] == [changed(due, pairs) for due in row["due_as_written"]]
        if row["bullets_present_in_source"]:
            assert texts(action) == {k: [changed(i, pairs) for i in v] for k, v in expected(row).items()}
    precision, recall = boundary_scores(part.actions, rows, pairs)
    with capsys.disabled():
        print(
            f"\nboundaries: precision {precision:.1%}, recall {recall:.1%}; {len(questions)} questions",
            end="",
        )
    assert min(precision, recall) >= 0.9
    assert len(questions) <= 42


def test_due_points_of_the_published_plan_are_the_calendar_quarters_and_asked_about() -> None:
    part, questions = read(published("ealing"))
    for action, row in zip(part.actions, inventory("ealing")["actions"], strict=True):
        bounds = [(str(p.earliest), str(p.latest)) for p in action.milestones[0].due.points]
        assert bounds == [tuple(due["calendar_quarter"]) for due in row["due"]]
    assert about(questions, "due.quarter-basis")[0].where == tuple(action.key for action in part.actions)


def test_answered_as_in_the_inventory_the_published_plan_has_its_criteria_and_owners() -> None:
    part, questions = read(published("ealing"))
    rows = {row["id"]: expected(row) for row in inventory("ealing")["actions"]}
    plan = Plan(title="t", actions=part.actions, questions=questions)
    for at, question in enumerate(questions):
        if question.code.endswith(".split"):
            for cell in (question.raw or "").split("\n"):
                plan = apply_split(plan, plan.questions[at], _items_in(cell, question, rows))
    assert sum(len(action.success_criteria) for action in plan.actions) == 93
    assert sum(len(action.owners) for action in plan.actions) == 67
    assert {action.key: texts(action) for action in plan.actions} == rows
    assert all(question.answer for question in plan.questions if question.code.endswith(".split"))


def _items_in(cell: str, question: Question, rows: dict[str, dict[str, list[str]]]) -> list[str]:
    """The items of the inventory that together make up a cell."""
    for kinds in (rows[key] for key in question.where):
        for items in kinds.values():
            for start in range(len(items)):
                for end in range(start + 1, len(items) + 1):
                    if " ".join(items[start:end]) == cell:
                        return items[start:end]
    raise AssertionError(f"no items of the inventory make up {cell!r}")


def test_each_quantified_statement_of_the_published_plan_is_proposed_as_a_measure() -> None:
    part, questions = read(published("ealing"))
    found = [
        (m.actions[0], m.series[0].targets[0].value, m.series[0].targets[0].type, m.name)
        for m in part.measures
    ]
    statements = inventory("ealing")["quantified_statements"]
    assert len(found) == len(statements)
    for statement in statements:
        kind = statement["target_type"].split(",")[0]
        match = next(
            each
            for each in found
            if each[:3] == (statement["action"], statement["target_value"], kind)
            and statement["text"] in each[3]
        )
        found.remove(match)
    asked = {key for question in about(questions, "measure.in-text") for key in question.where}
    assert asked == {measure.key for measure in part.measures}
    duplicates = {key for question in about(questions, "measure.duplicate") for key in question.where}
    assert len(duplicates) == 7


def test_each_row_that_lost_its_marks_in_the_published_plan_is_asked_about() -> None:
    _, questions = read(published("ealing"))
    asked = {key for question in questions if question.code.endswith(".split") for key in question.where}
    assert asked == set(inventory("ealing")["counts"]["hidden_text_bullets_lost_rows"])
