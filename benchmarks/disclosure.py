"""How long it takes to find out which counts of a table may be shown, and how many are hidden."""

import random
import statistics
import time
from itertools import product

from benchmarks.report import Benchmark, Table
from lapwing.domain.disclosure import LAPWING, Dimension, Key, Release, protect, tabulate

TABLES = 10
ROWS, COLUMNS = tuple(f"r{number}" for number in range(20)), tuple(f"c{number}" for number in range(12))
GROUPS_OF_ROWS = {f"R{number}": ROWS[number * 5 : number * 5 + 5] for number in range(4)}
GROUPS_OF_COLUMNS = {f"C{number}": COLUMNS[number * 4 : number * 4 + 4] for number in range(3)}
#: How many counts of the table are corrected before it is released again.
CORRECTED = 3

CASES = {
    "20 × 12": [Dimension(ROWS), Dimension(COLUMNS)],
    "20 in 4 groups × 12": [Dimension(ROWS, groups=GROUPS_OF_ROWS), Dimension(COLUMNS)],
    "20 in 4 groups × 12 in 3": [
        Dimension(ROWS, groups=GROUPS_OF_ROWS),
        Dimension(COLUMNS, groups=GROUPS_OF_COLUMNS),
    ],
    "6 × 5 × 3": [Dimension(ROWS[:6]), Dimension(COLUMNS[:5]), Dimension(("a", "b", "c"))],
}


def run() -> Table:
    """Tables of counts up to 15 (dense with small ones) and up to 200; then one corrected five times."""
    rows = [_row(name, dimensions, most) for name, dimensions in CASES.items() for most in (15, 200)]
    rows += [_released_anew(most) for most in (15, 200)]
    return Table(
        (
            "table",
            "counts",
            "cells",
            "small",
            "hidden beside",
            "unproved",
            "s, median",
            "s, slowest",
        ),
        tuple(rows),
        (
            f"Cells with all totals; {TABLES} tables of each kind, of invented counts, most of them low. "
            "Small and hidden beside are means. The last rows are tables released six times, "
            f"{CORRECTED} of their 240 counts corrected before each and judged with all earlier ones: "
            "figures of the sixth.",
        ),
    )


def _row(name: str, dimensions: list[Dimension], most: int) -> tuple[str, ...]:
    took, releases = [], []
    for seed in range(TABLES):
        table = tabulate("t", dimensions, _counts(dimensions, most, random.Random(seed)))
        begin = time.perf_counter()
        releases.append(protect(table, LAPWING))
        took.append(time.perf_counter() - begin)
    return _figures(name, most, releases, took)


def _released_anew(most: int) -> tuple[str, ...]:
    took, last = [], []
    for seed in range(TABLES // 3):
        chance = random.Random(seed)
        dimensions = CASES["20 × 12"]
        counts = _counts(dimensions, most, chance)
        releases: list[Release] = []
        for _ in range(6):
            table = tabulate("t", dimensions, counts)
            begin = time.perf_counter()
            releases.append(protect(table, LAPWING, releases))
            seconds = time.perf_counter() - begin
            for leaf in chance.sample(sorted(counts), CORRECTED):
                counts[leaf] = max(0, counts[leaf] + chance.choice((-1, 1, 1, 2)))
        took.append(seconds)
        last.append(releases[-1])
    return _figures("20 × 12, the sixth time", most, last, took)


def _figures(name: str, most: int, releases: list[Release], took: list[float]) -> tuple[str, ...]:
    return (
        name,
        f"0 to {most}",
        str(len(releases[0].table.cells)),
        f"{statistics.mean(len(release.small) for release in releases):.0f}",
        f"{statistics.mean(len(release.others_hidden) for release in releases):.0f}",
        str(sum(len(release.unproved) for release in releases)),
        f"{statistics.median(took):.2f}",
        f"{max(took):.2f}",
    )


def _counts(dimensions: list[Dimension], most: int, chance: random.Random) -> dict[Key, int]:
    leaves = product(*(dimension.labels for dimension in dimensions))
    return {leaf: int(chance.random() ** 2 * (most + 1)) for leaf in leaves}


BENCHMARK = Benchmark("disclosure", run)
