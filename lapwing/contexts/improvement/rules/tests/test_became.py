"""What became of a milestone between two days."""

from __future__ import annotations

from itertools import product

import pytest

from lapwing.contexts.improvement.rules import Colour
from lapwing.contexts.improvement.rules.became import Turn, turn

COLOURS = [*Colour, None]


@pytest.mark.parametrize(
    ("then", "now", "became"),
    [
        (Colour.GREEN, Colour.AMBER, Turn.WORSE),
        (Colour.AMBER, Colour.RED, Turn.WORSE),
        (Colour.RED, Colour.BLUE, Turn.BETTER),
        (Colour.GREY, Colour.RED, Turn.KNOWN),
        (Colour.GREEN, Colour.GREY, Turn.UNKNOWN),
        (None, Colour.GREY, Turn.NEW),
        (Colour.RED, None, Turn.GONE),
        (Colour.RED, Colour.RED, Turn.SAME),
    ],
)
def test_what_became_of_it(then: Colour | None, now: Colour | None, became: Turn) -> None:
    assert turn(then, now) is became


def test_every_pair_has_an_answer_and_the_way_back_is_the_other_way() -> None:
    other = {Turn.WORSE: Turn.BETTER, Turn.NEW: Turn.GONE, Turn.KNOWN: Turn.UNKNOWN, Turn.SAME: Turn.SAME}
    for then, now in product(COLOURS, COLOURS):
        became, back = turn(then, now), turn(now, then)
        assert other.get(became, back) is back
        assert other.get(back, became) is became
