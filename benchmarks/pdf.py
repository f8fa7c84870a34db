"""How long a long PDF of tables takes to be read as a plan, and how much memory."""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import typst

from benchmarks.report import Benchmark, Table

ROOT = Path(__file__).resolve().parents[1]
PAGES = 60
REPEATS = 3
LIMIT_SECONDS = 20.0
LIMIT_MB = 600.0
ROWS_TO_A_PAGE = 9
ROWS_IN_ALL = 840

# Prints the seconds for the document and for the plan in it, the most memory the process ever held in
# kilobytes, pages, tables, rows and actions. In getrusage Linux lets a process inherit the peak of the one
# that started it, which has just made the PDF; not in /proc.
READ_ONCE = """
import json, resource, sys, time
from pathlib import Path
from lapwing.contexts.improvement.reading.pipeline import read_document
from lapwing.platform.extraction.document import Kind
from lapwing.platform.extraction.pdf import read_pdf
from lapwing.platform.extraction.writer import Writer
data = Path(sys.argv[1]).read_bytes()
pages = []
writer = Writer(Kind.PDF, "long.pdf", lambda done, of: pages.append(of))
begin = time.perf_counter()
read_pdf(data, writer)
took = time.perf_counter() - begin
begin = time.perf_counter()
plan = read_document(writer.document())
understood = time.perf_counter() - begin
status = Path("/proc/self/status")
told = status.read_text().partition("VmHWM:")[2].split() if status.exists() else []
peak = int(told[0]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
grids = writer.document().grids
peak = peak if told or sys.platform != "darwin" else peak / 1024
rows = sum(grid.rows for grid in grids)
print(json.dumps([took, understood, peak, pages[-1], len(grids), rows, len(plan.actions)]))
"""


def run() -> Table:
    """Read the PDF in fresh processes: one table over all its pages, and one to a page."""
    rows = []
    for name, apart in (("one table over all pages", False), ("a table to a page", True)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "long.pdf"
            path.write_bytes(long_pdf(apart=apart))
            rows.append(_row(name, path))
    return Table(
        (
            "PDF",
            "pages",
            "tables",
            "rows",
            "actions",
            "s, document",
            "s, plan",
            "of 20 s",
            "peak memory, MB",
            "of 600 MB",
        ),
        tuple(rows),
        (
            "Ruled tables of six columns on A4 across, 3,000 letters to a page, with merged cells, fills, "
            f"lists and a repeated title row. Seconds are the medians of {REPEATS}.",
        ),
    )


def long_pdf(*, apart: bool, pages: int = PAGES) -> bytes:
    """A PDF of about so many pages of ruled tables; ``apart`` makes it a table to a page."""
    columns = "columns: (1.2cm, 3fr, 2fr, 2fr, 1.5fr, 1.2cm)"
    titles = "[*No.*], [*Action*], [*Lead*], [*Success*], [*By when*], [*RAG*]"
    rows = [
        _table_row(number)
        for number in range(pages * ROWS_TO_A_PAGE if apart else ROWS_IN_ALL * pages // PAGES)
    ]
    head = f"#table({columns}, table.header({titles}),"
    if apart:
        starts = range(0, len(rows), ROWS_TO_A_PAGE)
        tables = [f"{head}\n{''.join(rows[start : start + ROWS_TO_A_PAGE])})" for start in starts]
        body = "\n#pagebreak()\n".join(tables)
    else:
        body = f"{head}\n{''.join(rows)})"
    source = f'#set page(paper: "a4", flipped: true, margin: 1.2cm)\n#set text(size: 8pt)\n{body}\n'
    return typst.compile(source.encode())


def _table_row(number: int) -> str:
    colour = ("00B050", "FFC000", "FF0000")[number % 3]
    action = "Agree with families, schools and multi-agency partners what will be done, and publish it. " * 2
    success = "- Families say that it has helped\n- Waits are shorter than they were the year before"
    key = f"table.cell(rowspan: 3)[{number // 3 + 1}]," if number % 3 == 0 else ""
    return (
        f"{key} [{action}Step {number}.], [Head of Service {number % 9}; Commissioner], [{success}], "
        f'[by {number % 28 + 1} May 2027], table.cell(fill: rgb("{colour}"))[],\n'
    )


def _row(name: str, path: Path) -> tuple[str, ...]:
    results = []
    for _ in range(REPEATS):
        command = [sys.executable, "-c", READ_ONCE, str(path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        results.append(json.loads(done.stdout))
    document = statistics.median(result[0] for result in results)
    plan = statistics.median(result[1] for result in results)
    peak = max(result[2] for result in results) / 1024
    pages, tables, rows, actions = results[0][3:]
    return (
        name,
        str(pages),
        str(tables),
        str(rows),
        str(actions),
        f"{document:.1f}",
        f"{plan:.1f}",
        f"{(document + plan) / LIMIT_SECONDS:.0%}",
        f"{peak:.0f}",
        f"{peak / LIMIT_MB:.0%}",
    )


BENCHMARK = Benchmark("pdf", run)
