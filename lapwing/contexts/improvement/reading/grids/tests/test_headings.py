"""Titles above the tables of sheets, and the names of sheets."""

from __future__ import annotations

from lapwing.contexts.improvement.reading.pipeline import read_document
from lapwing.platform.extraction.document import Kind
from lapwing.platform.extraction.writer import FoundCell, Writer


def test_a_title_over_a_table_says_more_than_the_name_of_its_sheet() -> None:
    writer = Writer(Kind.EXCEL, "plan")
    for number, title in ((1, "Priority 1: Waiting well"), (2, "Priority 2: Moving on")):
        writer.paragraph(title, place=f"sheet Priority {number}")
        cells = [
            ("Ref", "Action", "Lead", "By when"),
            (f"{number}.1", "Hire two", "Head of SEND", "May 2025"),
        ]
        writer.grid(
            (
                FoundCell(text=text, row=row, column=column)
                for row, each in enumerate(cells)
                for column, text in enumerate(each)
            ),
            title=f"Priority {number}",
        )
    plan = read_document(writer.document())
    assert [(group.ref, group.title) for group in plan.groups] == [("1", "Waiting well"), ("2", "Moving on")]
