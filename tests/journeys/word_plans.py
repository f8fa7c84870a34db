"""A plan as a partnership might publish it, written as a Word file by the test that sends it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument

TITLES = ("Ref", "Action", "Milestones", "Lead", "By when", "How will we know")


@dataclass(frozen=True)
class Row:
    """A row of the table: as many milestones as wished, the rest as printed."""

    number: str
    action: str
    milestones: Sequence[str]
    lead: str
    by: str
    success: str


EARLY = (
    Row(
        "1.1",
        "Review the early help offer",
        ("Map what each district offers by May 2027", "Publish the map by Autumn 2027"),
        "Head of Early Help; Designated Clinical Officer",
        "Sept 2027",
        "Families say that help came in time",
    ),
    Row(
        "1.2",
        "Train every setting in speech and language",
        ("Agree the course", "Train forty settings"),
        "Principal Speech Therapist",
        "Q2 2027",
        "Eight settings in ten have a trained lead",
    ),
)
RIGHT = (
    Row(
        "2.1",
        "Write better plans",
        ("Agree a standard for advice", "Audit thirty plans each term"),
        "EHC Team Manager",
        "Q3 2027",
        "Most audited plans are good",
    ),
)


def larkshire_plan() -> bytes:
    """Two groups of actions, one question about quarters, in a table with lists in its cells."""
    document = Document()
    document.add_paragraph("Larkshire SEND improvement plan 2026 to 2028", style="Title")
    document.add_paragraph("The partnership agreed this plan after the area inspection of 12 to 16 May 2025.")
    document.add_heading("Priority 1: Help comes early", 1)
    _table(document, EARLY)
    document.add_heading("Priority 2: Plans that are right", 1)
    _table(document, RIGHT)
    document.add_paragraph("Questions about this plan are welcome at any library.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _table(document: WordDocument, rows: Sequence[Row]) -> None:
    table = document.add_table(rows=1, cols=len(TITLES))
    for cell, title in zip(table.rows[0].cells, TITLES, strict=True):
        cell.text = title
    for row in rows:
        cells = table.add_row().cells
        texts = (row.number, row.action, "", row.lead, row.by, row.success)
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
        cells[2].paragraphs[0].text, cells[2].paragraphs[0].style = row.milestones[0], "List Bullet"
        for milestone in row.milestones[1:]:
            cells[2].add_paragraph(milestone, style="List Bullet")
