"""How long a plan takes to read, and how much memory, each time in a process of its own."""

import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import Benchmark, Table

ROOT = Path(__file__).resolve().parents[1]
REPEATS = 5
LIMIT_SECONDS = 3.0
LIMIT_MB = 300.0

# Prints the seconds that reading took and the most memory the process ever held, in kilobytes.
READ_ONCE = """
import json, resource, sys, time
from pathlib import Path
from lapwing.contexts.improvement.reading.pipeline import read_plan
text = Path(sys.argv[1]).read_text(encoding="utf-8")
begin = time.perf_counter()
read_plan(text)
took = time.perf_counter() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([took, peak if sys.platform != "darwin" else peak / 1024]))
"""


@dataclass(frozen=True)
class Reading:
    """One plan read several times: seconds at the middle and at best, and the most megabytes of any."""

    seconds: float
    best: float
    peak_mb: float


def read_repeatedly(path: Path, repeats: int = REPEATS) -> Reading:
    """Read the plan in ``repeats`` fresh processes."""
    results = []
    for _ in range(repeats):
        command = [sys.executable, "-c", READ_ONCE, str(path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        results.append(json.loads(done.stdout))
    seconds = [took for took, _ in results]
    return Reading(statistics.median(seconds), min(seconds), max(peak for _, peak in results) / 1024)


def plan_files() -> list[Path]:
    """The published plans, where they lie beside the clone, and the invented ones of the tests."""
    places = [ROOT.parent / "shared" / "plans", ROOT / "lapwing/contexts/improvement/reading/tests/plans"]
    return [path for place in places for path in sorted(place.glob("*.txt")) + sorted(place.glob("*.md"))]


def run() -> Table:
    """Read every plan there is, and the longest one four times over to see how time grows with length."""
    readings = {path: read_repeatedly(path) for path in plan_files() if path.name != "FORMAT.md"}
    rows = [_row(path.stem, _lines(path), reading) for path, reading in readings.items()]
    longest = max(readings, key=lambda path: path.stat().st_size)
    with tempfile.TemporaryDirectory() as folder:
        fourfold = Path(folder) / "fourfold.txt"
        fourfold.write_text("\n".join([longest.read_text(encoding="utf-8")] * 4), encoding="utf-8")
        four = read_repeatedly(fourfold)
        rows.append(_row(f"{longest.stem}, four times over", _lines(fourfold), four))
    growth = four.best / readings[longest].best
    return Table(
        ("plan", "lines", "seconds", "of 3 s", "peak memory, MB", "of 300 MB"),
        tuple(rows),
        (f"Four times the text takes {growth:.1f} times as long (best of {REPEATS}); seconds are medians.",),
    )


def _row(name: str, lines: int, reading: Reading) -> tuple[str, ...]:
    return (
        name,
        str(lines),
        f"{reading.seconds:.2f}",
        f"{reading.seconds / LIMIT_SECONDS:.0%}",
        f"{reading.peak_mb:.0f}",
        f"{reading.peak_mb / LIMIT_MB:.0%}",
    )


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


BENCHMARK = Benchmark("reading", run)
