"""Invented actions laid out as texts that lost their table: one layout to a function."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    ref: str
    action: str
    owners: tuple[str, ...]
    due: str
    successes: tuple[str, ...]


TITLES = ("Action no.", "Action", "Lead", "By when", "Success criteria")
_HEAD = ["Wolds SEND Improvement Plan", ""]
ROWS = (
    Row(
        "1.1",
        "Recruit two specialist teachers for the north of the county",
        ("Head of SEND",),
        "May 2025",
        ("All schools are visited each term",),
    ),
    Row(
        "1.2",
        "Write one pathway for autism assessments together with schools and health visitors",
        ("DCO", "Nurse Lead"),
        "September 2025",
        ("Families know the pathway", "Waits fall below 18 weeks"),
    ),
    Row("1.3", "Train staff", ("Workforce Manager",), "Autumn 2025", ("Staff feel confident",)),
    Row(
        "1.4",
        "Publish a guide to short breaks on the website, and in print for families who ask for it",
        ("Short Breaks Commissioner",),
        "31/03/2026",
        ("80% of families say that they found what they needed",),
    ),
    Row(
        "2.1",
        "Review the panel’s terms of reference",
        ("Assistant Director Education",),
        "Ongoing",
        ("Decisions are made within 20 weeks",),
    ),
    Row(
        "2.2",
        "Set up a forum for young people that meets each half term",
        ("Participation Officer", "Parent Carer Forum Chair"),
        "TBC",
        ("Young people say that they are heard", "Minutes are published"),
    ),
    Row(
        "2.3",
        "Agree a data sharing protocol with the ICB",
        ("Director of Children’s Services", "ICB Associate Director"),
        "Q2 2026",
        ("Data are shared monthly",),
    ),
    Row(
        "2.4",
        "Audit 30 plans each quarter using the regional tool",
        ("Principal Educational Psychologist",),
        "by June 2025 and each quarter thereafter",
        ("75% of plans are rated good",),
    ),
    Row(
        "3.1",
        "Open a sensory room at Hazel House",
        ("Capital Projects Manager",),
        "17th March 2026",
        ("The room is used every day",),
    ),
    Row(
        "3.2",
        "Commission speech and language therapy in secondary schools",
        ("Head of Joint Commissioning",),
        "July 2026",
        ("No school waits longer than six weeks", "Pupils make progress"),
    ),
)


def _text(lines: Sequence[str]) -> str:
    return "\n".join([*_HEAD, *lines]) + "\n"


def line_by_line() -> str:
    """A cell after a cell, long ones over several lines, with headings and a page break between."""
    lines = list(TITLES)
    for at, row in enumerate(ROWS):
        if at == 4:
            lines += ["Priority 2: Listen to families"]
        wrapped = [line for text in row.successes for line in textwrap.wrap(text, 40)]
        lines += [row.ref, *textwrap.wrap(row.action, 60), *row.owners, row.due, *wrapped]
        if at == 5:
            lines += ["Page 2", *TITLES]
    return _text(lines)


def spaced() -> str:
    """A blank line between cells, and successes in a list with its marks."""
    lines = list(TITLES)
    for row in ROWS:
        items = [f"• {text}" for text in row.successes]
        lines += [row.ref, "", *textwrap.wrap(row.action, 60), "", *row.owners, "", row.due, "", *items, ""]
    return _text(lines)


def run_together() -> str:
    """Every row in one line, nothing between its cells."""
    lines = [" ".join(TITLES)]
    for row in ROWS:
        cells = (row.ref, row.action, ", ".join(row.owners), row.due, ". ".join(row.successes))
        lines.append(" ".join(cells))
    return _text(lines)


def run_together_and_wrapped() -> str:
    """The same over several lines, with the full stop after each action."""
    lines = [" ".join(TITLES)]
    for row in ROWS:
        cells = (row.ref, f"{row.action}.", ", ".join(row.owners), row.due, ". ".join(row.successes))
        lines += textwrap.wrap(" ".join(cells), 70)
    return _text(lines)


def _side_by_side(cells: Sequence[Sequence[str]], gap: int) -> list[str]:
    widths = (10, 34, 26, 16, 34)
    columns = [
        [line for text in cell for line in textwrap.wrap(text, width - gap)]
        for cell, width in zip(cells, widths, strict=True)
    ]
    return [
        "".join(
            (column[at] if at < len(column) else "").ljust(width)
            for column, width in zip(columns, widths, strict=True)
        ).rstrip()
        for at in range(max(map(len, columns)))
    ]


def _of_fixed_width(gap: int, *, blank: bool) -> str:
    titles = _side_by_side([[title] for title in TITLES], gap)
    lines = list(titles)
    for at, row in enumerate(ROWS):
        several = len(row.successes) > 1
        items = [f"• {text}" for text in row.successes] if several else row.successes
        lines += _side_by_side([[row.ref], [row.action], row.owners, [row.due], items], gap)
        lines += [""] if blank else []
        if at == 5:
            lines += ["", f"{'Page 2 of 3':^90}", "", *titles]
    return _text(lines)


def columns_and_blank_lines() -> str:
    """Columns parted by blanks, as a PDF gives them with its layout kept, and a blank line after each row."""
    return _of_fixed_width(3, blank=True)


def dense_columns() -> str:
    """The same without blank lines, and with narrow gaps."""
    return _of_fixed_width(2, blank=False)


def labelled() -> str:
    """A label before each part."""
    lines: list[str] = []
    for row in ROWS:
        items = [f"• {text}" for text in row.successes]
        owners = "; ".join(row.owners)
        lines += [f"Action {row.ref}: {row.action}", f"Lead: {owners}", f"Due date: {row.due}"]
        lines += ["Success criteria:", *items, ""]
    return _text(lines)


def labels_alone() -> str:
    """Each label alone on its line, its text under it."""
    lines: list[str] = []
    for row in ROWS:
        items = [f"- {text}" for text in row.successes]
        lines += [f"Action {row.ref}", *textwrap.wrap(row.action, 60), "Lead officer", *row.owners]
        lines += ["Timescale", row.due, "What will success look like?", *items, ""]
    return _text(lines)


def pipes() -> str:
    """Cells between pipes."""
    lines = ["| " + " | ".join(TITLES) + " |", "|" + "---|" * len(TITLES)]
    for row in ROWS:
        cells = (row.ref, row.action, "; ".join(row.owners), row.due, "<br>".join(row.successes))
        lines.append("| " + " | ".join(cells) + " |")
    return _text(lines)


LAYOUTS: tuple[Callable[[], str], ...] = (
    line_by_line,
    spaced,
    run_together,
    run_together_and_wrapped,
    columns_and_blank_lines,
    dense_columns,
    labelled,
    labels_alone,
    pipes,
)
