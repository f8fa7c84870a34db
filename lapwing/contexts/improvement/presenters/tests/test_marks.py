"""Marks and reasons follow the partnership's key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.queries.lines import ActionLine, WholeSaid
from lapwing.contexts.improvement.queries.measure_lines import OutcomeCounts
from lapwing.contexts.improvement.rules import (
    DEFAULT_KEY,
    Colour,
    Counts,
    Shape,
    Status,
    colour_of_action,
)
from lapwing.domain.progress import Outcome

LINE = ActionLine(
    ref="a",
    key="1",
    number="1",
    occurrence=1,
    text="Open more places",
    key_area="",
    colour=Colour.GREY,
    counts=Counts(),
    milestones=0,
    done=0,
    overdue=0,
    undated=0,
    next_due=date(2026, 7, 1),
    owners=(),
    group_ref="",
    group_number="",
    group_title="",
    objective_ref="",
    objective_number="",
)


@pytest.mark.parametrize(
    ("colour", "counts", "said"),
    [
        (Colour.RED, Counts(red=2, green=1), "2 of 3 milestones are off track: the worst colour counts."),
        (Colour.AMBER, Counts(amber=1), "Its one milestone is at risk: the worst colour counts."),
        (Colour.GREEN, Counts(green=1, grey=1), "No milestone is off track or at risk."),
        (Colour.BLUE, Counts(blue=2), "Every milestone is done and its evidence accepted."),
        (Colour.GREY, Counts(grey=2), "Nothing was said of its milestones yet, or too little is known."),
        (Colour.GREY, Counts(), "It has no milestone that is still going."),
    ],
)
def test_an_action_says_why_it_has_its_colour(colour: Colour, counts: Counts, said: str) -> None:
    assert marks.why(DEFAULT_KEY, replace(LINE, colour=colour, counts=counts)) == said


@pytest.mark.parametrize(
    ("status", "counts", "said"),
    [
        (Status.OFF_TRACK, Counts(green=1), "Of the action as a whole it was said on 3 May 2026: off track."),
        (
            Status.OFF_TRACK,
            Counts(red=1, green=1),
            "1 of 2 milestones is off track: the worst colour counts. "
            "Of the action as a whole it was said on 3 May 2026: off track.",
        ),
        (Status.AT_RISK, Counts(), "Of the action as a whole it was said on 3 May 2026: at risk."),
        (
            Status.ON_TRACK,
            Counts(grey=1),
            "No milestone is off track or at risk. "
            "Of the action as a whole it was said on 3 May 2026: on track.",
        ),
    ],
)
def test_what_was_said_of_an_action_as_a_whole_says_so(status: Status, counts: Counts, said: str) -> None:
    whole = WholeSaid(status, date(2026, 5, 3), "Ada Action", "u1")
    of_milestones = [each for each in Colour for _ in range(counts.of(each))]
    line = replace(LINE, whole=whole, counts=counts, colour=colour_of_action(of_milestones, status))
    assert marks.why(DEFAULT_KEY, line) == said


def test_the_partnerships_own_words_and_shapes_are_used() -> None:
    key = {**DEFAULT_KEY, Colour.RED: replace(DEFAULT_KEY[Colour.RED], label="Behind", shape=Shape.SQUARE)}
    mark = marks.mark_of(key, Colour.RED)
    assert (mark.label, mark.sign) == ("Behind", "■")
    assert marks.mark_of_outcome(key, Outcome.OFF_PATH).sign == "■"


def test_counts_stand_in_the_order_of_the_key_without_empty_ones() -> None:
    found = marks.counts(DEFAULT_KEY, Counts(red=1, blue=3))
    assert [(item.mark.colour, item.count) for item in found] == [("blue", 3), ("red", 1)]


def test_nearly_on_path_is_told_apart_from_off_path() -> None:
    found = marks.outcomes(DEFAULT_KEY, OutcomeCounts(off_path=5, near=2), lambda outcome: outcome.value)
    assert [(item.mark.label, item.count) for item in found] == [("Nearly on path", 2), ("Off path", 3)]
