"""What changed between two days as it is shown: colours then and now, and what got worse or better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.words import shortened
from lapwing.contexts.improvement.queries.lines import MilestoneLine
from lapwing.contexts.improvement.queries.then_and_now import GroupThenAndNow, ThenAndNow, Turned
from lapwing.contexts.improvement.rules.became import Turn
from lapwing.platform.ui.bar_pairs import BarPairs, pair
from lapwing.platform.ui.filters import day_short, plural
from lapwing.platform.ui.marks import StatusCount, StatusMark, in_words

# So many are named at once; the list of changes below names every one.
MOST = 12
_BECAME = {
    Turn.WORSE: "got worse",
    Turn.BETTER: "got better",
    Turn.UNKNOWN: "no longer known",
    Turn.KNOWN: "known since",
    Turn.NEW: "new",
    Turn.GONE: "taken out or stopped",
}


@dataclass(frozen=True)
class Row:
    title: str
    then: tuple[StatusCount, ...]
    now: tuple[StatusCount, ...]


@dataclass(frozen=True)
class Line:
    """A milestone that turned; a mark is None when it was not in the plan, or was stopped, on that day."""

    title: str
    url: str | None
    then: StatusMark | None
    now: StatusMark | None
    turn: str


@dataclass(frozen=True)
class Shown:
    finding: str
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    left_out: int
    drawing: BarPairs


def present(here: Here, found: ThenAndNow, since: date, until: date) -> Shown | None:
    """None when the plan was not in Lapwing on the earlier day."""
    if not found.known:
        return None
    lines = [_line(here, each) for each in found.turned]
    rows = tuple(_row(here, each, title) for each, title in _titled(here, found))
    finding = _finding(found.turned)
    return Shown(
        finding=finding,
        rows=rows,
        lines=tuple(lines[:MOST]),
        left_out=len(lines[MOST:]),
        drawing=_drawing(here, finding, rows, (since, until)),
    )


def _drawing(here: Here, finding: str, rows: Sequence[Row], days: tuple[date, date]) -> BarPairs:
    """The two bars of the whole plan and of each group, with how the whole plan stood in words."""
    whole, (then, now) = rows[0], (day_short(each) for each in days)
    stood = f"Whole plan on {then}: {in_words(whole.then)}; on {now}: {in_words(whole.now)}."
    return BarPairs(
        in_words=f"{finding} {stood} The table below says the same of every row.",
        names=(then, now),
        rows=tuple(pair(row.title, row.then, row.now) for row in rows),
        key=tuple(here.mark(colour) for colour in marks.ORDER),
    )


def _titled(here: Here, found: ThenAndNow) -> list[tuple[GroupThenAndNow, str]]:
    nowhere = f"In no {here.plan.terms.group.one}"
    groups = [(each, f"{each.number} {each.title}".strip() or nowhere) for each in found.groups]
    return [(found.whole, "Whole plan"), *groups]


def _row(here: Here, each: GroupThenAndNow, title: str) -> Row:
    key = here.plan.key
    return Row(title, tuple(marks.counts(key, each.then)), tuple(marks.counts(key, each.now)))


def _line(here: Here, each: Turned) -> Line:
    line = each.either
    text = " ".join(part for part in (line.action_number, shortened(line.text, 110)) if part)
    return Line(
        title=text,
        url=here.to("milestone", milestone=line.ref) if each.now else None,
        then=_mark(here, each.then),
        now=_mark(here, each.now),
        turn=each.turn.label,
    )


def _mark(here: Here, line: MilestoneLine | None) -> StatusMark | None:
    return here.said(line.status, line.colour) if line else None


def _finding(turned: Sequence[Turned]) -> str:
    """How many milestones changed colour, and which way."""
    if not turned:
        return "No milestone changed its colour."
    found = Counter(each.turn for each in turned)
    parts = [f"{found[each]} {words}" for each, words in _BECAME.items() if found[each]]
    return f"{plural(len(turned), 'milestone')} changed: {', '.join(parts)}."
