"""The areas that inspection reports name, in the shapes in which they are printed. All words are invented."""

from __future__ import annotations

from lapwing.contexts.improvement.reading.report_areas import areas_of_report
from lapwing.platform.extraction.document import Document, Grid, GridCell, Kind, Paragraph
from lapwing.platform.extraction.plain_text import text_document


def titles(text: str) -> list[tuple[str | None, str]]:
    return [(area.ref, area.title) for area in areas_of_report(text_document(text, "report"))]


def table(*rows: tuple[str, ...]) -> Document:
    lines = tuple(text for row in rows for text in row)
    cells = tuple(
        GridCell(text=text, row=at, column=column, lines=(at + 1, at + 1))
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    )
    grid = Grid(cells=cells, rows=len(rows), columns=len(rows[0]), lines=(1, len(rows)))
    return Document(kind=Kind.PDF, name="report", elements=(grid,), lines=lines)


def test_a_table_of_who_is_responsible_and_what_is_to_improve() -> None:
    found = areas_of_report(
        table(
            ("Responsible body", "Areas for priority action"),
            (
                "Larkshire and its health board",
                "Leaders should cut waits for play therapy:\n- by age\n- by town",
            ),
            ("Larkshire", "Leaders should listen to families."),
        )
    )
    assert [(each.title, each.governance_group) for each in found] == [
        ("Leaders should cut waits for play therapy:", "Larkshire and its health board"),
        ("Leaders should listen to families.", "Larkshire"),
    ]
    assert found[0].recommendations == ("by age", "by town")
    assert found[0].source == (2, 2)


def test_a_table_of_one_column_under_its_title() -> None:
    found = areas_of_report(table(("Areas for improvement",), ("Share plans on time.",), ("Train schools.",)))
    assert [each.title for each in found] == ["Share plans on time.", "Train schools."]


def test_paragraphs_under_a_heading_up_to_the_next() -> None:
    document = Document(
        kind=Kind.WORD,
        name="report",
        elements=(
            Paragraph(text="What it is like here", lines=(1, 1), heading=2),
            Paragraph(text="Children play.", lines=(2, 2)),
            Paragraph(text="Areas for improvement", lines=(3, 3), heading=2),
            Paragraph(text="Leaders should open more places.", lines=(4, 4), mark="1."),
            Paragraph(text="In the north first", lines=(5, 5), mark="a)", level=2),
            Paragraph(text="Leaders should say what there is.", lines=(6, 6), mark="2."),
            Paragraph(text="About this inspection", lines=(7, 7), heading=2),
            Paragraph(text="It took a week.", lines=(8, 8)),
        ),
        lines=tuple("abcdefgh"),
    )
    found = areas_of_report(document)
    assert [(each.ref, each.title, each.recommendations) for each in found] == [
        ("1", "Leaders should open more places.", ("In the north first",)),
        ("2", "Leaders should say what there is.", ()),
    ]


def test_a_numbered_list_in_plain_text() -> None:
    text = (
        "Report\n\nAreas for improvement\n\n1. Leaders should open more places.\n2. Leaders should listen.\n"
    )
    assert titles(text) == [("1", "Leaders should open more places."), ("2", "Leaders should listen.")]


def test_areas_that_were_pasted_alone() -> None:
    text = "Leaders should open more places.\n\nLeaders should listen to families.\n"
    assert [title for _, title in titles(text)] == [
        "Leaders should open more places.",
        "Leaders should listen to families.",
    ]


def test_what_is_printed_twice_is_taken_once() -> None:
    found = areas_of_report(table(("Areas for improvement",), ("Train schools.",), ("Train  schools.",)))
    assert len(found) == 1


def test_a_long_document_without_areas_gives_none() -> None:
    assert titles("\n\n".join(f"Paragraph {number} of a story." for number in range(60))) == []
