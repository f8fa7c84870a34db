"""Figures as a table in Markdown, and their place in docs/performance.md."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Table:
    """What one benchmark found: one row for each case, and what to know when reading it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = field(default=())

    def as_markdown(self) -> str:
        """First column to the left, figures to the right."""
        rule = ["---", *["---:"] * (len(self.columns) - 1)]
        lines = ["| " + " | ".join(cells) + " |" for cells in (self.columns, rule, *self.rows)]
        return "\n".join([*lines, *(f"\n{note}" for note in self.notes)])


@dataclass(frozen=True)
class Benchmark:
    """One measurement: ``name`` marks its place in the document, ``run`` measures."""

    name: str
    run: Callable[[], Table]


def place_between_marks(document: str, name: str, content: str) -> str:
    """The document with ``content`` between the marks of ``name``. ValueError where they are missing."""
    pattern = re.compile(rf"(<!-- measured: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not pattern.search(document):
        raise ValueError(f"the document has no marks for {name!r}")
    return pattern.sub(lambda match: f"{match[1]}{content}\n{match[2]}", document, count=1)


def update(path: Path, name: str, content: str) -> None:
    """Write ``content`` between the marks of ``name`` in the file."""
    path.write_text(place_between_marks(path.read_text(encoding="utf-8"), name, content), encoding="utf-8")
