"""What those who tell of a plan's changes share: a change in words, and what stood before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from lapwing.contexts.improvement.models import Action, Milestone, Series
from lapwing.contexts.improvement.queries.pages import Change

# When, by whom (a number), and what; the day and the name are filled in when all are gathered.
Told = Iterable[tuple[datetime, int | None, Change]]


def change(kind: str, what: str, words: str, **refs: str) -> Change:
    return Change(kind, date.min, "", what, words, **refs)


def about(milestone: Milestone) -> dict[str, str]:
    """The references that lead to a milestone."""
    return {"action_ref": milestone.action.ref, "milestone_ref": milestone.ref}


def named(milestone: Milestone) -> str:
    return f"{milestone.action.number} {milestone.text}".strip() or "A milestone without words"


def named_action(action: Action) -> str:
    return f"{action.number} {action.text}".strip() or "An action without words"


def named_series(series: Series) -> str:
    return f"{series.measure.name}: {series.label}" if series.label else series.measure.name


def now_was(new: Sequence[str], old: Sequence[str], nothing: str) -> str:
    now = ", ".join(text for text in new if text) or nothing
    return f"{now} (was {', '.join(text for text in old if text) or nothing})"
