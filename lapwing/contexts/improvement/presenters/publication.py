"""How the publication of a plan stands, in words: calmly, whatever the day."""

from __future__ import annotations

from lapwing.contexts.improvement.rules.publication import Publication, Standing, Term
from lapwing.platform.ui.filters import day, plural


def term_words(term: Term) -> str:
    """How long there is."""
    if term.working_days is None:
        return "No time is set"
    return f"{plural(term.working_days, 'working day')} after the inspection report is published"


def short(found: Standing) -> str:
    """Beside other facts of the plan."""
    if found.published_on is not None:
        return f"published on {day(found.published_on)}"
    if found.state is Publication.AHEAD:
        return f"to be published by {day(found.due)}"
    if found.state is Publication.OVER:
        return f"was to be published by {day(found.due)}"
    return "no day is set" if found.state is Publication.NO_TIME else "the day of the report is not known"


def sentence(found: Standing) -> str:
    """The answer to: by when, and was it?"""
    by = day(found.due) if found.due else ""
    if found.state is Publication.AHEAD:
        left = f"in {plural(found.days, 'working day')}" if found.days else "which is today"
        return f"The plan is to be published by {by}, {left}."
    if found.state is Publication.OVER:
        return (
            f"The plan was to be published by {by}. That day has passed, and nobody has said yet that it was "
            "published. If it was, say where it stands."
        )
    if found.state is Publication.IN_TIME:
        return f"The plan was published on {day(found.published_on)}, in time: it was to be by {by}."
    if found.state is Publication.LATER:
        after = plural(found.days, "working day") if found.days else "days that are no working days"
        return f"The plan was published on {day(found.published_on)}, {after} after {by}."
    if found.state is Publication.PUBLISHED:
        return f"The plan was published on {day(found.published_on)}."
    if found.state is Publication.NO_TIME:
        return "No time is set by which a plan of this kind is to be published."
    return (
        "The time runs from the day on which the inspection report was published. Nobody has said yet which "
        "day that was."
    )
