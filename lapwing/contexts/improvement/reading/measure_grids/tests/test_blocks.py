"""Measures in blocks of labels, down a table and on lines, are those of a table with titles."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.interchange import Plan
from lapwing.contexts.improvement.reading.pipeline import read_document
from lapwing.platform.extraction.document import Document, Kind
from lapwing.platform.extraction.plain_text import text_document
from lapwing.platform.extraction.writer import FoundCell, Writer

_BLOCKS = (
    (("KPI", "Plans on time"), ("Baseline", "44% (Dec 2024)"), ("Target", "75% by Dec 2026")),
    (("KPI", "Waiting a year"), ("Baseline", "310 (Dec 2024)"), ("Target", "100 by Dec 2026")),
)


def _tables() -> Document:
    writer = Writer(Kind.WORD, "invented")
    for block in _BLOCKS:
        writer.grid(
            [
                FoundCell(text=text, row=row, column=column)
                for row, cells in enumerate(block)
                for column, text in enumerate(cells)
            ]
        )
    return writer.document()


def _text() -> Document:
    blocks = ("\n".join(f"{label}: {text}" for label, text in block) for block in _BLOCKS)
    return text_document("Wolds measures\n\n" + "\n\n".join(blocks) + "\n", "measures.txt")


def _figures(plan: Plan) -> list[tuple[str, float | None, float | None, str]]:
    return [
        (measure.name, series.baseline.value, series.targets[0].value, str(series.targets[0].latest))
        for measure in plan.measures
        for series in measure.series
    ]


@pytest.mark.parametrize("document", [_tables(), _text()], ids=["tables", "lines"])
def test_each_block_of_labels_is_a_measure(document: Document) -> None:
    plan = read_document(document)
    assert _figures(plan) == [
        ("Plans on time", 44, 75, "2026-12-31"),
        ("Waiting a year", 310, 100, "2026-12-31"),
    ]
    assert plan.questions == ()


def test_labels_without_figures_to_reach_are_no_measure() -> None:
    assert read_document(text_document("KPI: Plans on time\nSource: Audit\n", "x.txt")).measures == ()
