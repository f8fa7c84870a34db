"""A row of cells as values of a feed's columns, or as everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from lapwing.platform.imports.feeds import Column, Feed, Kind, Row, Wrong
from lapwing.platform.imports.reading.cells import Cell, error_cell
from lapwing.platform.imports.understanding import Understanding


def unused(*_: Any) -> Any:
    raise AssertionError("Nothing is matched or saved here")


FEED = Feed(
    code="birds",
    title="Birds",
    noun="bird",
    nouns="birds",
    about="What was seen.",
    namespace="tests",
    permission="tests.send",
    all_permission="tests.all",
    columns=(
        Column(name="name", title="Name", is_required=True, example="Lapwing"),
        Column(name="seen", title="Seen", kind=Kind.DAY, aliases=("seen on", "date")),
        Column(name="number", title="Number", kind=Kind.WHOLE),
        Column(name="nests", title="Nests", kind=Kind.YES_NO),
        Column(name="where", title="Where", kind=Kind.CHOICE, choices=("Marsh", "Field")),
    ),
    labels=("name",),
    places=unused,
    open=unused,
)
COLUMNS = {"name": 0, "seen": 1, "number": 2, "nests": 3, "where": 4}


def understood(*cells: Cell, typed: dict[str, str] | None = None) -> Row | Wrong | None:
    return Understanding(FEED, dict(COLUMNS), len(COLUMNS)).of(7, cells, typed or {})


def problems(found: Row | Wrong | None) -> Sequence[tuple[str, str]]:
    assert isinstance(found, Wrong)
    return [(each.column, each.words) for each in found.problems]


def test_each_cell_becomes_a_value_of_its_column() -> None:
    found = understood("Lapwing", "30/04/2026", "1,204", "y", "MARSH")
    assert isinstance(found, Row)
    assert found.line == 7
    assert found.values == {
        "name": "Lapwing",
        "seen": date(2026, 4, 30),
        "number": 1204,
        "nests": True,
        "where": "Marsh",
    }


def test_cells_that_are_not_there_are_empty() -> None:
    found = understood("Lapwing", "", "3")
    assert isinstance(found, Row)
    assert (found.values["seen"], found.values["nests"]) == (None, None)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = understood("", "soon", "2.5", "maybe", "Sea")
    assert [column for column, _ in problems(found)] == ["name", "seen", "number", "nests", "where"]
    assert (
        problems(found)[0][1]
        == "There is nothing under “Name”. Put in what belongs there, for example Lapwing."
    )


@pytest.mark.parametrize("cells", [(), ("", ""), ("Lapwing",), ("Lapwing", "", "")])
def test_a_line_with_nothing_but_its_label_has_nothing_to_bring_in(cells: tuple[str, ...]) -> None:
    assert understood(*cells) is None


def test_an_error_of_excel_is_a_problem_of_its_column() -> None:
    ((column, words),) = problems(understood("Lapwing", "", error_cell("#N/A")))
    assert column == "number"
    assert "#N/A" in words


def test_more_cells_than_titles_are_a_problem_of_the_line() -> None:
    ((column, words),) = problems(understood("Lapwing", "", "1", "", "", "over"))
    assert (column, "6 cells, and there are 5 titles" in words) == ("", True)


def test_what_a_person_typed_stands_in_place_of_the_cells() -> None:
    found = understood("Lapwing", "soon", "1", "", "", "over", typed={"seen": "1/5/2026", "number": ""})
    assert isinstance(found, Row)
    assert (found.values["seen"], found.values["number"]) == (date(2026, 5, 1), None)


def test_a_row_is_shown_and_corrected_as_its_texts() -> None:
    found = Understanding(FEED, {"name": 1, "number": 0}, 2)
    texts = found.texts([error_cell("#N/A"), "Lapwing"], {"where": "Field"})
    assert texts == {"name": "Lapwing", "seen": "", "number": "#N/A", "nests": "", "where": "Field"}
