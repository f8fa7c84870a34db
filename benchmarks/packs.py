"""How long a large board pack takes from the database to its files and its page, and how much memory."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.a_life import LATE_ONE_IN, ONE_IN
from benchmarks.report import Benchmark, Table

ROOT = Path(__file__).resolve().parents[1]
ACTIONS, SERIES, POINTS = 100, 50, 36
REPEATS = 3
LIMIT_SECONDS, LIMIT_MB = 10.0, 600.0


def run() -> Table:
    """Make the same pack in fresh processes, as the worker that is asked for its first pack does."""
    runs = [_once() for _ in range(REPEATS)]
    steps = [name for name, _, _ in runs[0][0]]
    rows = [
        (name, f"{statistics.median(run[0][at][1] for run in runs):.2f}", f"{runs[0][0][at][2] / 1e6:.1f}")
        for at, name in enumerate(steps)
    ]
    whole = statistics.median(sum(seconds for _, seconds, _ in run[0]) for run in runs)
    peak = max(run[1] for run in runs)
    return Table(
        ("step", "s", "MB"),
        (*rows, ("all", f"{whole:.2f}", "")),
        (
            f"{ACTIONS} actions with four milestones and a signed-off update each, one in {LATE_ONE_IN} of "
            f"the milestones whose date is past late, {SERIES} series of {POINTS} points with control "
            f"limits, {ACTIONS // ONE_IN} each of quotes, links, dates that moved, risks, decisions, things "
            "escalated and questions, every section, and all the data in the workbook. Each file is looked "
            "through and kept in the store of documents, as in service; no scanner for viruses is set up.",
            f"All: {whole / LIMIT_SECONDS:.0%} of {LIMIT_SECONDS:.0f} s. The worker and what builds the "
            f"files for it held {peak:.0f} MB together at the most, what they share counted once: "
            f"{peak / LIMIT_MB:.0%} of {LIMIT_MB:.0f} MB. Seconds are medians of {REPEATS}.",
        ),
    )


def _once() -> tuple[list[tuple[str, float, int]], float]:
    command = [sys.executable, "-m", "benchmarks.making_a_pack", str(ACTIONS), str(SERIES), str(POINTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found, peak = json.loads(done.stdout.splitlines()[-1])
    return [(name, seconds, size) for name, seconds, size in found], peak


BENCHMARK = Benchmark("packs", run)
