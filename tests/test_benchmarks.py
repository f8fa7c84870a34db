"""The harness of the benchmarks: figures go where they belong and nowhere else."""

from pathlib import Path

import pytest

from benchmarks import __main__ as harness
from benchmarks.machine import describe_machine
from benchmarks.making_a_pack import measured
from benchmarks.report import Benchmark, Table, place_between_marks

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


def test_one_benchmark_by_name_changes_its_own_part_of_the_document_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "performance.md"
    before = harness.DOCUMENT.read_text(encoding="utf-8")
    document.write_text(before, encoding="utf-8")
    quick = Benchmark("packs", lambda: Table(("step", "s"), (("all", "1.0"),)))
    monkeypatch.setattr(harness, "DOCUMENT", document)
    monkeypatch.setitem(harness.BENCHMARKS, "packs", quick)
    assert harness.main(["packs"]) == 0
    after = document.read_text(encoding="utf-8")
    assert "| all | 1.0 |" in after
    assert place_between_marks(after, "packs", "") == place_between_marks(before, "packs", "")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_board_pack_is_measured_with_something_in_every_section_and_all_its_points() -> None:
    steps, peak = measured(actions=20, series=2, points=36)
    assert [name for name, _, _ in steps] == [
        "gathered and frozen",
        "charts, Word",
        "PDF",
        "Excel",
        "page",
    ]
    assert all(size > 0 for _, _, size in steps)
    assert peak > 0
