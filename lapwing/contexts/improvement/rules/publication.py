"""By when a plan is to be published after the inspection report, and how that stands. No Django.

Days are working days in England and Wales (Monday to Friday, no bank holiday), counted from the day after the
one on which the report was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lapwing.contexts.improvement.rules.statuses import Labelled
from lapwing.domain.bank_holidays import working_days_after, working_days_between

MOST_DAYS = 260
# Who runs the plan is reminded once, so many working days before the last day, and once when it is over.
REMIND_BEFORE = 10
# A reminder that no worker sent on its day is still sent so long, and none of longer ago.
CATCH_UP = timedelta(days=30)


@dataclass(frozen=True)
class Term:
    """How many working days there are, None for no time that is set; ``basis`` says where that stands."""

    working_days: int | None
    basis: str


_UNCONFIRMED = (
    "Thirty working days are often named, but no document that says so could be found. Check what your "
    "inspection report and its covering letter say, and set it."
)
_NONE_SAID = "No number of days is known for plans of this kind. Set one if your partnership has agreed it."

# By the kind of a plan (``models.PlanKind``). A partnership sets its own.
DEFAULTS: Mapping[str, Term] = {
    "improvement": Term(30, _UNCONFIRMED),
    "priority-action": Term(30, _UNCONFIRMED),
    "accelerated-progress": Term(
        None,
        "It has to be published locally (answer in Parliament of 27 May 2021, question 6435), which names no "
        "number of days. Set what was agreed with your advisers.",
    ),
    "strategy": Term(None, _NONE_SAID),
    "local": Term(None, _NONE_SAID),
}


class Publication(Labelled):
    """How the publication of a plan stands. It is never said: its days tell it."""

    NO_TIME = "no time", "No time is set"
    NO_REPORT = "no report", "Day of the report not known"
    AHEAD = "ahead", "To be published"
    OVER = "over", "Not published yet"
    IN_TIME = "in time", "Published in time"
    LATER = "later", "Published later"
    PUBLISHED = "published", "Published"


@dataclass(frozen=True)
class Standing:
    """How it stands on a day. ``due`` is None where nothing can be worked out; ``days`` are working days."""

    state: Publication
    due: date | None = None
    published_on: date | None = None
    days: int = 0


def due_on(term: Term, report_on: date | None) -> date | None:
    """The last day in time, if there is one."""
    if term.working_days is None or report_on is None:
        return None
    return working_days_after(report_on, term.working_days)


def may_answer(term: Term, report_on: date | None, published_on: date) -> bool:
    """Whether what was published on a day can answer the report: with a time set, not before it."""
    return due_on(term, report_on) is None or report_on is None or published_on >= report_on


def standing(term: Term, report_on: date | None, published: Iterable[date], today: date) -> Standing:
    """How the publication stands today; ``published`` are the days on which it is said to have been.

    A day before that of the report, which may have been put right since, is none.
    """
    due = due_on(term, report_on)
    first = min((each for each in published if may_answer(term, report_on, each)), default=None)
    if first is not None:
        if due is None:
            return Standing(Publication.PUBLISHED, None, first)
        state = Publication.IN_TIME if first <= due else Publication.LATER
        return Standing(state, due, first, working_days_between(due, first))
    if due is None:
        missing = Publication.NO_TIME if term.working_days is None else Publication.NO_REPORT
        return Standing(missing)
    if today <= due:
        return Standing(Publication.AHEAD, due, None, working_days_between(today, due))
    return Standing(Publication.OVER, due, None, working_days_between(due, today))


def reminds(found: Standing, today: date) -> str:
    """Which reminder is due: "before", "after", or none."""
    if found.due is None or found.published_on is not None:
        return ""
    if found.state is Publication.AHEAD:
        return "before" if today >= working_days_after(found.due, -REMIND_BEFORE) else ""
    return "after" if today <= found.due + CATCH_UP else ""
