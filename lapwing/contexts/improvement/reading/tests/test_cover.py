"""Nothing of a document is dropped silently: proved from the spans of what was read."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reading.cover import remainder_of, sources_of
from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.invented import invented
from lapwing.contexts.improvement.reading.tests.published import published, published_plan


def _uncovered(text: str, plan: Plan) -> list[str]:
    spans = [*sources_of(plan), *(rest.lines for rest in plan.remainder)]
    read = {number for first, last in spans for number in range(first, last + 1)}
    return [line.text for line in lines_of(text) if not line.blank and line.number not in read]


@pytest.mark.parametrize("name", ["alderbrook", "kingsmere"])
def test_every_line_of_an_invented_plan_is_read_or_left_in_sight(name: str) -> None:
    text = invented(name)
    assert _uncovered(text, read_plan(text)) == []


@pytest.mark.parametrize("name", ["hillingdon", "ealing"])
def test_every_line_of_a_published_plan_is_read_or_left_in_sight(name: str) -> None:
    assert _uncovered(published(name), published_plan(name)) == []


def test_a_document_that_holds_no_plan_is_all_remainder() -> None:
    plan = read_plan("A letter\n\nabout nothing in particular.", name="letter")
    assert plan.title == "letter"
    assert [(rest.lines, rest.text) for rest in plan.remainder] == [
        ((1, 3), "A letter\n\nabout nothing in particular.")
    ]


def test_lines_left_over_inside_a_span_are_remainder_too() -> None:
    lines = lines_of("a\nb\nc\n\nd")
    assert [rest.lines for rest in remainder_of(lines, [(1, 3)], left=[lines[1]])] == [(2, 2), (5, 5)]


def test_an_empty_document_gives_an_empty_plan() -> None:
    assert read_plan("").remainder == ()
