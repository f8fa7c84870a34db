"""How the words of a cell are parted where no list marks are."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.reading.grids.parts import between_semicolons


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Waits are under 30 weeks", ("Waits are under 30 weeks",)),
        (
            "Waits are under 30 weeks; and families are told why",
            ("Waits are under 30 weeks", "families are told why"),
        ),
        ("Families are told why they wait;", ("Families are told why they wait;",)),
        ("Less waiting; less worry", ("Less waiting; less worry",)),
    ],
)
def test_semicolons_part_what_says_something_by_itself(text: str, parts: tuple[str, ...]) -> None:
    assert between_semicolons(text) == parts
