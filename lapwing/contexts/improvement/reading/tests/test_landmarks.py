"""Headings and tables of a flattened document are told by their form."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.reading.columns import role_of, roles_in
from lapwing.contexts.improvement.reading.landmarks import Kind, landmarks_of
from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.contexts.improvement.reading.pieces import Role


def _kinds(text: str) -> list[Kind]:
    return [mark.kind for mark in landmarks_of(lines_of(text))]


def test_a_heading_with_a_number_is_a_group_when_an_objective_follows() -> None:
    text = "Theme Group 4\n\nGoal 2: Write better plans\n\nmore"
    group, objective = landmarks_of(lines_of(text))
    assert (group.kind, group.noun, group.number) == (Kind.GROUP, "Theme Group", "4")
    assert (objective.kind, objective.number, objective.title) == (Kind.OBJECTIVE, "2", "Write better plans")


def test_a_line_that_ends_in_a_number_is_nothing_by_itself() -> None:
    assert _kinds("We met in Room 4\n\nand talked.") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Key Areas Actions (with dates)\n\nLead role &\norganisation\n\nmore", Kind.ACTION_TABLE),
        ("Outcomes\nWhat we will do\nBy when", Kind.ACTION_TABLE),
        ("SUCCESS MEASURE\nFOR\n\nTheme 1\nBaseline performance Target Source", Kind.MEASURE_TABLE),
        ("KPI Baseline Target", Kind.MEASURE_TABLE),
        ("Reference table", Kind.REFERENCE_TABLE),
        ("Terms and acronyms:", Kind.GLOSSARY),
    ],
)
def test_titles_of_columns_tell_what_a_table_holds(text: str, kind: Kind) -> None:
    assert _kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Actions and the lead for each are below",
        "Action\tDate due\tLead",
        "The baseline and the target are set",
    ],
)
def test_a_sentence_or_a_line_with_tabs_is_no_flattened_table(text: str) -> None:
    assert _kinds(text) == []


def test_whatever_stands_below_every_group_is_called_an_objective() -> None:
    text = "\n\n".join(f"Theme Group {n}\nWorkstream {n}: Write plan {n}\nand more" for n in (1, 2))
    assert _kinds(text) == [Kind.GROUP, Kind.OBJECTIVE] * 2
    assert _kinds("Workstream 1: Write plans\n\nmore") == []


def test_a_groups_noun_and_a_number_alone_head_a_group_with_nothing_in_it() -> None:
    text = "Theme Group 1\nGoal 1: Write\n\nwords\n\nTheme Group 2\n\nwords"
    assert _kinds(text) == [Kind.GROUP, Kind.OBJECTIVE, Kind.GROUP]
    assert _kinds("Theme Group 2\n\nwords") == []


def test_a_groups_heading_may_end_in_a_colon() -> None:
    assert _kinds("Theme Group 1:\nGoal 1: Write") == [Kind.GROUP, Kind.OBJECTIVE]


def test_titles_with_unknown_words_head_a_table_where_a_numbered_row_follows() -> None:
    titles = "Purpose and why Actions\nLead role\n\n"
    assert _kinds(titles + "1.2.1\n\nwords") == [Kind.ACTION_TABLE]
    assert _kinds(titles + "and words") == []


def test_a_measure_table_takes_in_the_unknown_titles_above_its_known_ones() -> None:
    (table,) = landmarks_of(
        lines_of("Words.\n\nYardsticks\nfor\nTheme 1\nBaseline performance Target Source")
    )
    assert (table.kind, table.first) == (Kind.MEASURE_TABLE, 2)
    (table,) = landmarks_of(lines_of("All of this is a sentence.\nBaseline performance Target Source"))
    assert table.first == 1


@pytest.mark.parametrize(
    "titles",
    [
        "KPIs\n\n2\nBaseline performance Target Source",
        "KPIs\n2\n\nBaseline performance\n\nTarget Source",
        "KPIs 2\n\nBaseline performance Target Source",
        "2\n\nKPIs Baseline performance Target Source",
    ],
)
def test_a_groups_number_without_its_noun_belongs_to_the_titles_of_a_measure_table(titles: str) -> None:
    (table,) = landmarks_of(lines_of(f"Placements Manager\n\n{titles}\n\nwords"))
    assert (table.kind, table.first) == (Kind.MEASURE_TABLE, 2)


def test_unknown_titles_for_a_group_belong_to_its_measure_table_and_posts_for_other_things_do_not() -> None:
    start = "Theme Group 3\nGoal 1: Write\n\nPlacements Manager\n\n\n\n"
    titles = "\n\nBaseline performance Target Source\n\nwords"
    for words in ("Yardsticks\nfor Theme 3", "Yardsticks for\n\nTheme 3", "Yardsticks FOR Theme Group 3"):
        assert landmarks_of(lines_of(start + words + titles))[-1].first == 7
    assert landmarks_of(lines_of(start + "Lead for Stage 3" + titles))[-1].first == 9


def test_a_post_above_the_titles_of_a_measure_table_is_none_of_them() -> None:
    for between in ("", "12\n\n"):
        (table,) = landmarks_of(lines_of(f"Transitions\nLead\n\n{between}KPI Baseline Target Source"))
        assert table.first == 3


def test_a_number_among_the_titles_of_an_action_table_makes_none() -> None:
    assert _kinds("Actions\n2\nLead role") == []


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Action no.", Role.REFERENCE),
        ("Date Action is Due", Role.DUE),
        ("How will we know this is working?", Role.SUCCESS),
        ("Lead role & organisation", Role.OWNER),
        ("What’s next", Role.ACTION),
        ("Something else", None),
    ],
)
def test_a_column_is_known_by_its_title(title: str, role: Role | None) -> None:
    assert role_of(title) is role


def test_titles_run_together_are_taken_apart_and_a_word_too_many_spoils_it() -> None:
    assert roles_in("Key Areas Actions By when") == (Role.OUTCOME, Role.ACTION, Role.DUE)
    assert roles_in("Key Areas Actions by teatime") == ()
