"""How long a large board pack takes to be drawn in all its forms, and how much memory."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.report import Benchmark, Table

ROOT = Path(__file__).resolve().parents[1]
ACTIONS, SERIES, POINTS = 100, 50, 36
REPEATS = 3
LIMIT_SECONDS, LIMIT_MB = 10.0, 600.0
FORMS = ("charts", "PDF", "Word", "Excel", "page")

# Prints the seconds of each form and the bytes it has, and the most memory the process ever held in
# kilobytes. Each run is a process of its own, as the worker's is when it makes its first pack.
DRAW_ONCE = """
import json, resource, sys, time
from pathlib import Path
import django
django.setup()
from lapwing.insight.packs import frozen
from lapwing.insight.packs.forms.excel import to_excel
from lapwing.insight.packs.forms.pdf import to_pdf
from lapwing.insight.packs.forms.pictures import drawn
from lapwing.insight.packs.forms.tests.factories import large_pack
from lapwing.insight.packs.forms.web import to_page
from lapwing.insight.packs.forms.word import to_word
text = frozen.to_text(large_pack(*(int(each) for each in sys.argv[1:])))
digest, pack = frozen.sha256_of(text), frozen.from_text(text)
found = []
def timed(name, make):
    begin = time.perf_counter()
    made = make()
    found.append([name, time.perf_counter() - begin, len(made) if isinstance(made, (bytes, str)) else 0])
    return made
pictures = timed("charts", lambda: drawn(pack))
timed("PDF", lambda: to_pdf(pack, digest, pictures))
timed("Word", lambda: to_word(pack, digest, pictures))
timed("Excel", lambda: to_excel(pack, digest))
timed("page", lambda: to_page(pack, digest, pictures))
status = Path("/proc/self/status")
told = status.read_text().partition("VmHWM:")[2].split() if status.exists() else []
peak = int(told[0]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([found, peak if told or sys.platform != "darwin" else peak / 1024]))
"""


def run() -> Table:
    """Draw the same pack in fresh processes, from its frozen text to the bytes of every form."""
    runs = [_once() for _ in range(REPEATS)]
    rows = [
        (name, f"{statistics.median(run[0][at][1] for run in runs):.2f}", f"{runs[0][0][at][2] / 1e6:.1f}")
        for at, name in enumerate(FORMS)
    ]
    whole = statistics.median(sum(seconds for _, seconds, _ in run[0]) for run in runs)
    peak = max(run[1] for run in runs) / 1024
    return Table(
        ("form", "s", "MB"),
        (*rows, ("all", f"{whole:.2f}", "")),
        (
            f"{ACTIONS} actions with four milestones each, {SERIES} series of {POINTS} points, half of "
            "them with control limits, and something in every section.",
            f"All forms: {whole / LIMIT_SECONDS:.0%} of {LIMIT_SECONDS:.0f} s. At its peak the process held "
            f"{peak:.0f} MB, {peak / LIMIT_MB:.0%} of {LIMIT_MB:.0f} MB. Seconds are medians of {REPEATS}.",
        ),
    )


def _once() -> tuple[list[tuple[str, float, int]], float]:
    command = [sys.executable, "-c", DRAW_ONCE, str(ACTIONS), str(SERIES), str(POINTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found, peak = json.loads(done.stdout)
    return [(name, seconds, size) for name, seconds, size in found], peak


BENCHMARK = Benchmark("packs", run)
