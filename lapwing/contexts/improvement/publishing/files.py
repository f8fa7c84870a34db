"""A plan as a file of each kind that people take out: what it is for, how it is named, how it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from lapwing.contexts.improvement.interchange import Plan, to_json
from lapwing.contexts.improvement.publishing.arrangement import layout_of
from lapwing.contexts.improvement.publishing.workbook import workbook_of

Ending = Literal["docx", "pdf", "xlsx", "json"]
LONGEST_NAME = 80


@dataclass(frozen=True)
class FileKind:
    """``use`` says what the file is for, in one sentence."""

    ending: Ending
    name: str
    use: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[Ending, FileKind] = {
    kind.ending: kind
    for kind in (
        FileKind(
            "docx",
            "Word",
            "To edit with partners. Bring it back in, and what you changed is what has changed.",
            f"{_OFFICE}.wordprocessingml.document",
        ),
        FileKind(
            "pdf",
            "PDF",
            "To publish, print or send to inspectors. It is accessible, with tagged tables and headings.",
            "application/pdf",
        ),
        FileKind(
            "xlsx",
            "Excel",
            "To sort, filter and work through long lists: a sheet each for actions, milestones and measures.",
            f"{_OFFICE}.spreadsheetml.sheet",
        ),
        FileKind(
            "json",
            "JSON",
            "For another Lapwing or a program: everything, with the lines it was read from.",
            "application/json; charset=utf-8",
        ),
    )
}
assert set(KINDS) == set(get_args(Ending))


def written(plan: Plan, ending: Ending) -> bytes:
    """The plan as a file. Raises TooLongForExcelError where a text is longer than a cell holds."""
    # the libraries are slow to load, and most who come here want one of them
    if ending == "docx":
        from lapwing.contexts.improvement.publishing.word import to_word

        return to_word(layout_of(plan))
    if ending == "pdf":
        from lapwing.contexts.improvement.publishing.pdf import to_pdf

        return to_pdf(layout_of(plan))
    if ending == "xlsx":
        from lapwing.contexts.improvement.publishing.excel import to_excel

        return to_excel(workbook_of(plan))
    return to_json(plan).encode()


def file_name(title: str, ending: Ending, on: date | None = None) -> str:
    """A name made of the title, safe on every system: ``larkshire-send-plan-2026-11-30.docx``."""
    words = "-".join(re.findall(r"\w+", title.casefold()))[:LONGEST_NAME].strip("-_") or "plan"
    return f"{words}-{on.isoformat()}.{ending}" if on else f"{words}.{ending}"
