"""The harness of the benchmarks: figures go where they belong and nowhere else."""

import pytest

from benchmarks.machine import describe_machine
from benchmarks.report import Table, place_between_marks

DOCUMENT = """
<!-- measured: reading -->
old
<!-- end -->
Between
<!-- measured: pages -->
kept
<!-- end -->
"""


def test_figures_replace_those_of_the_same_name_only() -> None:
    after = place_between_marks(DOCUMENT, "reading", "new \\1")

    assert after == DOCUMENT.replace("old", "new \\1")


def test_a_document_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="no marks for 'queries'"):
        place_between_marks(DOCUMENT, "queries", "new")


def test_a_table_is_written_with_figures_to_the_right() -> None:
    table = Table(("plan", "seconds"), (("short", "0.1"),), ("Median of 5.",))

    assert table.as_markdown() == "| plan | seconds |\n| --- | ---: |\n| short | 0.1 |\n\nMedian of 5."


def test_the_machine_is_described() -> None:
    assert "cores" in describe_machine()
