"""The lines of a baseline cell set into statements, and the amounts in them that count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lapwing.contexts.improvement.reading.amounts import Amount, find_amounts
from lapwing.contexts.improvement.reading.marks import without_mark
from lapwing.contexts.improvement.reading.measure_dates import find_periods
from lapwing.contexts.improvement.reading.measure_stream import Gap, TextLine, joined

BASELINE_WORD = re.compile(r"^\W*baseline\b[:\s]*", re.IGNORECASE)
# A statement with one of these tells how a value is to move, not where it stands.
CHANGE = re.compile(
    r"\b(?:increas|decreas|reduc|each year|per year|every year|improvement of)\w*", re.IGNORECASE
)


def statements_of(lines: Sequence[TextLine]) -> tuple[str, ...]:
    """The lines of a cell as statements: a bullet, an amount, a blank or a capital begins one."""
    whole: list[list[str]] = []
    for line in lines:
        text = without_mark(line.text)
        if not whole or _begins(line, " ".join(whole[-1])):
            whole.append([text])
        else:
            whole[-1].append(text)
    return tuple(joined(texts) for texts in whole)


def _begins(line: TextLine, before: str) -> bool:
    if line.bulleted:
        return True
    if before.count("(") > before.count(")") or re.search(r"[a-z]-$", before):
        return False
    if line.text[:1].islower() and not (
        find_amounts(before) or BASELINE_WORD.match(before) or before.endswith(":")
    ):
        return False
    if line.gap >= Gap.SOFT or line.text.startswith("(") or re.match(r"Baseline\b", line.text):
        return True
    if amounts_outside_brackets(line.text):
        return True
    if CHANGE.search(before):
        return False
    return not line.text[:1].islower() or bool(
        BASELINE_WORD.match(before) and not amounts_outside_brackets(before)
    )


def amounts_outside_brackets(text: str) -> list[Amount]:
    """The amounts that are neither in brackets nor a part of a date. Open brackets run to the end."""
    hidden = [match.span() for match in re.finditer(r"\([^()]*(?:\)|$)", text)]
    hidden += [(period.start, period.end) for period in find_periods(text)]
    return [a for a in find_amounts(text) if not any(low <= a.start < high for low, high in hidden)]
