"""The table of what was recorded between two days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

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
    "whole": "Whole action",
    "evidence": "Evidence",
    "asked": "Change asked for",
    "decided": "Request decided",
    "limits": "Limits",
}
# How one and several of a kind are counted.
_COUNTED = {
    "status": ("status report", "status reports"),
    "actual": ("figure", "figures"),
    "judgement": ("judgement", "judgements"),
    "answer": ("answer", "answers"),
    "added": ("addition", "additions"),
    "removed": ("removal", "removals"),
    "version": ("new version", "new versions"),
    "whole": ("update on a whole action", "updates on whole actions"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "asked": ("change asked for", "changes asked for"),
    "decided": ("request decided", "requests decided"),
    "limits": ("change of limits", "changes of limits"),
}
# The pages that a change may lead to, the first of which it has the reference: the page, and the part of its
# address. What was asked, given or said has a page of its own, which is that of today.
_PAGES = (
    ("request_ref", "request", "change_request"),
    ("evidence_ref", "evidence-one", "evidence"),
    ("update_ref", "update", "update"),
    ("measure_ref", "measure", "measure"),
    ("milestone_ref", "milestone", "milestone"),
    ("action_ref", "action", "action"),
)
_OF_TODAY = frozenset({"request", "evidence-one", "update"})
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
    return tuple((_words(kind), filters.plural(count, *_COUNTED.get(kind, (kind,)))) for kind, count in found)


def _words(kind: str) -> str:
    return KINDS.get(kind, kind.capitalize())


def _weight(change: Change) -> int:
    if change.kind in {"status", "whole"}:
        return 0 if "(was " in change.words else 2
    return {"actual": 4, "answer": 3, "limits": 3, "evidence": 2}.get(change.kind, 1)


def change_row(here: Here, change: Change) -> ChangeRow:
    found = _page_of(change)
    if found is None:
        return ChangeRow(change, None)
    page, part, ref = found
    return ChangeRow(change, (here.edit if page in _OF_TODAY else here.to)(page, **{part: ref}))


def row_of_today(partnership_ref: str, change: Change) -> ChangeRow:
    """The same where several plans stand on one page, each as it is today."""
    found = _page_of(change)
    if found is None:
        return ChangeRow(change, None)
    page, part, ref = found
    return ChangeRow(
        change, reverse(f"improvement:{page}", kwargs={"partnership": partnership_ref, part: ref})
    )


def _page_of(change: Change) -> tuple[str, str, str] | None:
    found = ((page, part, getattr(change, field)) for field, page, part in _PAGES)
    return next((each for each in found if each[2]), None)


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
