"""The table of what was recorded between two days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.words import shortened
from lapwing.contexts.improvement.queries.pages import Change
from lapwing.platform.ui import filters
from lapwing.platform.ui.tables import Column, Filter, Listing, Table

KINDS = {
    "status": "Status",
    "date": "Date",
    "target": "Target",
    "baseline": "Baseline",
    "owner": "Owner",
    "actual": "Actual figure",
    "judgement": "Success criterion",
    "answer": "Question answered",
    "added": "Added",
    "removed": "Taken out",
    "version": "New version",
}
# How several of a kind are counted, where adding an s will not do.
_COUNTED = {
    "status": "status report",
    "actual": "figure",
    "judgement": "judgement",
    "answer": "answer",
    "added": "addition",
    "removed": "removal",
    "version": "new version",
}
_TELLING = 5


@dataclass(frozen=True)
class ChangeRow:
    """A change with the address of what it is about, when that has a page."""

    change: Change
    url: str | None

    @property
    def kind(self) -> str:
        return _words(self.change.kind)


def telling(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The few that a reader wants first: what became of something, before figures and words said again."""
    return tuple(sorted(changes, key=_weight)[:_TELLING])


def kinds(changes: Sequence[Change]) -> tuple[tuple[str, str], ...]:
    """Each kind by its filter, and how many there are in words, most first."""
    found = Counter(change.kind for change in changes).most_common()
    return tuple((_words(kind), filters.plural(count, _COUNTED.get(kind, kind))) for kind, count in found)


def _words(kind: str) -> str:
    return KINDS.get(kind, kind.capitalize())


def _weight(change: Change) -> int:
    if change.kind == "status":
        return 0 if "(was " in change.words else 2
    return {"actual": 4, "answer": 3}.get(change.kind, 1)


def change_row(here: Here, change: Change) -> ChangeRow:
    if change.measure_ref:
        return ChangeRow(change, here.to("measure", measure=change.measure_ref))
    if change.milestone_ref:
        return ChangeRow(change, here.to("milestone", milestone=change.milestone_ref))
    if change.action_ref:
        return ChangeRow(change, here.to("action", action=change.action_ref))
    return ChangeRow(change, None)


def read_changes(request: HttpRequest, here: Here, changes: Sequence[Change]) -> Listing[ChangeRow]:
    rows = [change_row(here, change) for change in changes]
    found = [(label, label) for label in dict.fromkeys(row.kind for row in rows)]
    return _table(found).read(request, rows)


def _table(kinds: Sequence[tuple[str, str]]) -> Table[ChangeRow]:
    return Table(
        name="changes",
        caption="What changed",
        noun="change",
        empty="Nothing was recorded in this time",
        row_url=lambda row: row.url,
        columns=(
            Column(
                "what",
                "What",
                value=lambda row: row.change.what,
                cell=lambda row: shortened(row.change.what, 140),
                sort=True,
            ),
            Column("words", "Change", value=lambda row: row.change.words),
            Column("kind", "Kind", sort=True, filter=Filter(kinds)),
            Column("on", "Recorded", value=lambda row: row.change.on, sort=True),
            Column("by", "By", value=lambda row: row.change.by, sort=True),
        ),
    )
