"""``python -m benchmarks [NAME …]``: measure, print, and write into docs/performance.md."""

import sys
from pathlib import Path

from benchmarks import (
    asking,
    disclosure,
    exports,
    imports,
    load,
    noting,
    packs,
    pages,
    pdf,
    reading,
    searching,
)
from benchmarks.machine import describe_machine
from benchmarks.report import update

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
_SHORT = (reading, pdf, pages, searching, noting, asking, exports, packs, disclosure)
BENCHMARKS = {each.BENCHMARK.name: each.BENCHMARK for each in _SHORT}
# Those that take long are measured when they are asked for by name.
LONG = {each.name: each for each in (load.BENCHMARK, imports.BENCHMARK)}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all short ones; 2 with the names there are when one is unknown."""
    known = BENCHMARKS | LONG
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No benchmark is called {unknown[0]}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    machine = describe_machine()
    print(machine)
    for name in names or BENCHMARKS:
        found = known[name].run().as_markdown()
        print(f"\n{name}\n{found}", flush=True)
        update(DOCUMENT, name, f"Measured on: {machine}.\n\n{found}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
