from __future__ import annotations

from lapwing.contexts.improvement.reading.grids.headers import header_of, headers_of
from lapwing.contexts.improvement.reading.grids.tests.tables import Wide, document, table
from lapwing.contexts.improvement.reading.pieces import Role


def test_titles_under_a_merged_title_are_read_with_it() -> None:
    doc = document(
        table(
            [Wide("Ref", rows=2), Wide("Action", rows=2), Wide("Timescale", columns=2), None],
            [None, None, "Start", "End"],
            ["1", "Open a clinic", "May 2025", "May 2026"],
        )
    )
    header = header_of(doc.grids[0])
    assert header is not None
    assert (header.rows, header.body) == ((0, 1), (2, 3))
    assert [title.role for title in header.titles] == [
        Role.REFERENCE, Role.ACTION, Role.START, Role.DUE,
    ]  # fmt: skip


def test_titles_printed_again_head_nothing_new() -> None:
    titles = ["Action", "Lead", "By when"]
    doc = document(table(titles, ["Open", "DCO", "May 2026"], titles, ["Close", "DCO", "June 2026"]))
    (header,) = headers_of(doc.grids[0])
    assert (header.body, header.repeated) == ((1, 4), (2,))


def test_a_sheet_may_hold_two_tables() -> None:
    doc = document(
        table(
            ["Action", "Lead", "By when", ""],
            ["Open", "DCO", "May 2026", ""],
            ["KPI", "Baseline", "Target", "Source"],
            ["Calls", "20%", "80%", "Log"],
        )
    )
    assert [header.body for header in headers_of(doc.grids[0])] == [(1, 2), (3, 4)]


def test_a_table_of_words_has_no_header() -> None:
    doc = document(table(["Town", "Bus", "Shop"], ["Wick", "7", "Two"]))
    assert header_of(doc.grids[0]) is None
