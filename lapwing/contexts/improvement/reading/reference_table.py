"""The cross-reference table of a flattened plan: findings, each with the objectives that answer it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Finding
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.joining import Joiner
from lapwing.contexts.improvement.reading.lines import Line, span_of
from lapwing.contexts.improvement.reading.typing_slips import ask_about_slip

_REFS = re.compile(r"(?:^|\s)(?P<refs>\d{1,2}\.\d{1,2}(?:\s*(?:&|,|and)\s*\d{1,2}\.\d{1,2})*)\s*$")
_NUMBERED = re.compile(r"^\s*(?P<ref>\d{1,2}\.\d{1,2})(?P<dot>\.?)\s+(?P<text>\S.*)$")


@dataclass(frozen=True)
class ReferenceTable:
    """``left`` are lines after the last row. The titles of the columns are in neither."""

    findings: tuple[Finding, ...] = ()
    left: tuple[Line, ...] = ()


def read_reference_table(
    lines: Sequence[Line], areas: Sequence[str], joiner: Joiner, doubts: Doubts
) -> ReferenceTable:
    """Rows end in the numbers of objectives. ``areas`` are the numbers of the areas for improvement."""
    filled = [line for line in lines if not line.blank]
    rows: list[list[Line]] = []
    row: list[Line] = []
    for at, line in enumerate(filled):
        if (
            row
            and not _REFS.fullmatch(line.text.strip())
            and _NUMBERED.match(line.text)
            and not _is_wrapped(row[-1], line)
        ):
            rows.append(row)
            row = []
        row.append(line)
        if _REFS.search(line.text) and _ends_row(line, filled[at + 1 : at + 2]):
            rows.append(row)
            row = []
    while rows and not _REFS.search(rows[0][-1].text):
        rows.pop(0)
    if rows:
        rows[0] = rows[0][_row_start(rows[0]) :]
    return ReferenceTable(tuple(_finding(each, areas, joiner, doubts) for each in rows), tuple(row))


def _is_wrapped(above: Line, line: Line) -> bool:
    """A number that begins a line only because the sentence above it was wrapped there."""
    return line.number == above.number + 1 and above.text.rstrip().endswith(("&", ",", "and", "(see"))


def _ends_row(line: Line, following: Sequence[Line]) -> bool:
    """The numbers at a line's end close the row unless the sentence goes on in the line below."""
    if not following or following[0].number > line.number + 1:
        return True
    text = following[0].text.strip()
    return text[0].isdigit() or text[0].isupper()


def _row_start(row: Sequence[Line]) -> int:
    """Where a row begins after the titles of the columns: at its number, or after the last gap before it."""
    for at, line in enumerate(row):
        if _NUMBERED.match(line.text):
            return at
    starts = [at for at in range(1, len(row)) if row[at].number > row[at - 1].number + 1]
    return starts[-1] if starts else 0


def _finding(row: Sequence[Line], areas: Sequence[str], joiner: Joiner, doubts: Doubts) -> Finding:
    text = joiner.join(row)
    refs = _REFS.search(text)
    objectives = tuple(re.findall(r"\d{1,2}\.\d{1,2}", refs["refs"])) if refs else ()
    text = text[: refs.start()].strip() if refs else text
    numbered = _NUMBERED.match(text)
    ref = numbered["ref"] if numbered else None
    if numbered and numbered["dot"]:
        ask_about_slip(f"{ref}.", ref or "", f"finding {ref}", doubts)
    area = ref.split(".")[0] if ref else None
    return Finding(
        ref=ref,
        text=numbered["text"].strip() if numbered else text,
        area=area if area in areas else None,
        objectives=objectives,
        source=span_of(row),
    )
