"""Where a series has a break: its baseline or its targets were changed, so that it is held to something else.

A target that is added beside those that stand is no break, nor is one that was worked out, or dated, by what
somebody said its words mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from lapwing.contexts.improvement.models import Baseline, Target
from lapwing.contexts.improvement.queries.measure_lines import BreakLine
from lapwing.contexts.improvement.queries.standing import day_of
from lapwing.contexts.improvement.rules.quarters import is_reading_anew

_MEANING = ("type", "value", "low", "high")


def breaks_of(rows: Iterable[Baseline | Target], names: Mapping[int | None, str]) -> tuple[BreakLine, ...]:
    """The breaks of a series in order, from all its baselines and targets, withdrawn or not."""
    ended: dict[tuple[str, datetime], list[Baseline | Target]] = defaultdict(list)
    begun: dict[tuple[str, datetime], list[Baseline | Target]] = defaultdict(list)
    for row in rows:
        begun[_what(row), row.recorded_at].append(row)
        if row.withdrawn_at is not None:
            ended[_what(row), row.withdrawn_at].append(row)
    found = []
    for (what, moment), gone in ended.items():
        lost = [row for row in gone if not any(_goes_on(row, new) for new in begun[what, moment])]
        if lost:
            found.append((moment, _break(what, moment, lost, names)))
    return tuple(line for _, line in sorted(found, key=lambda each: each[0]))


def _what(row: Baseline | Target) -> str:
    return "baseline" if isinstance(row, Baseline) else "target"


def _goes_on(before: Baseline | Target, after: Baseline | Target) -> bool:
    """Whether what comes after means the same, or says for the first time what was left open."""
    if isinstance(before, Baseline):
        return before.value is None or before.value == getattr(after, "value", None)
    assert isinstance(after, Target)
    same_aim = all(getattr(before, name) == getattr(after, name) for name in _MEANING)
    same_sum = before.resolved is None or before.resolved == after.resolved
    same_day = before.latest == after.latest or is_reading_anew(
        before.by_as_written, before.latest, after.latest
    )
    return same_aim and same_sum and (same_day or before.latest is None)


def _break(
    what: str, moment: datetime, lost: list[Baseline | Target], names: Mapping[int | None, str]
) -> BreakLine:
    first = lost[0]
    return BreakLine(
        on=day_of(moment),
        what=what,
        was="; ".join(map(_words, lost)),
        reason=first.withdrawn_reason,
        by=names.get(first.withdrawn_by_id, ""),
        moment=moment,
        by_id=first.withdrawn_by_id,
    )


def _words(row: Baseline | Target) -> str:
    """As the plan wrote it, with its date: "60% by Oct 26"."""
    if isinstance(row, Baseline):
        value = row.as_written or f"{row.value:g}"
        return f"{value}, {row.date_as_written}" if row.date_as_written else value
    aim = row.as_written or ("" if row.value is None else f"{row.value:g}")
    by = row.by_as_written or ("" if row.latest is None else f"by {row.latest.day} {row.latest:%B %Y}")
    return f"{aim} {by}".strip()
