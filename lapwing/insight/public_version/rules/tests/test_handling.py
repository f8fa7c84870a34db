"""What the unit of a line decides, and what has to be asked."""

from __future__ import annotations

import pytest

from lapwing.insight.public_version.rules.handling import Counted, Handling, choices, counted, proposed

KNOWN = [Counted(51.4, 37, 72)]
BARE = [Counted(51.4)]
WHOLE = [Counted(561.0), Counted(3.0)]


@pytest.mark.parametrize(
    ("unit", "figures", "decided"),
    [
        ("% of plans", KNOWN, Handling.SHARE),
        ("% of plans", BARE, None),
        ("children", WHOLE, Handling.CHILDREN),
        ("permanent exclusions", WHOLE, Handling.CHILDREN),
        ("children", BARE, None),
        ("weeks", BARE, Handling.PLAIN),
        ("score", BARE, Handling.PLAIN),
        ("£", BARE, Handling.PLAIN),
        ("count", WHOLE, None),
        ("occurrences", WHOLE, None),
        ("average wait in weeks", BARE, Handling.PLAIN),
        ("plans issued within 20 weeks", WHOLE, None),
        ("appeals a year", WHOLE, None),
        ("", WHOLE, None),
    ],
)
def test_a_unit_decides_or_a_person_is_asked(
    unit: str, figures: list[Counted], decided: Handling | None
) -> None:
    assert proposed(unit, figures) is decided


def test_only_whole_counts_can_be_protected_as_children() -> None:
    assert Handling.CHILDREN in choices("count", WHOLE)
    assert Handling.CHILDREN not in choices("count", BARE)
    assert Handling.CHILDREN not in choices("count", [Counted(-2.0)])
    assert Handling.SHARE not in choices("%", BARE)


def test_what_counts_children_cannot_be_shown_as_it_stands() -> None:
    for unit, figures in (("children", WHOLE), ("children", BARE), ("%", KNOWN), ("% of settings", KNOWN)):
        assert Handling.PLAIN not in choices(unit, figures)
    for unit, figures in (("weeks", WHOLE), ("count", WHOLE), ("% of plans", BARE)):
        assert Handling.PLAIN in choices(unit, figures)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("37 of 72", (37, 72)),
        ("1,204 of 2,000", (1204, 2000)),
        ("3.5 of 7", (None, None)),
        ("8 of 7", (None, None)),
        ("", (None, None)),
    ],
)
def test_counts_are_read_as_they_are_printed(text: str, found: tuple[int | None, int | None]) -> None:
    read = counted(1.0, text)
    assert (read.part, read.whole) == found
