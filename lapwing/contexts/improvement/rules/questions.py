"""The kinds of questions that a document leaves open: their titles, and which answers change the plan."""

from __future__ import annotations

# In the order in which a person is asked: what moves most first.
TITLES: dict[str, str] = {
    "due.quarter-basis": "What a quarter means",
    "due.two-digit-year": "Years of two digits",
    "due.season": "Seasons as dates",
    "due.before-plan": "Dates before the plan",
    "due.several-in-cell": "Several dates in one cell",
    "due.none": "Nothing with a date",
    "ref.duplicate": "Numbers used twice",
    "ref.dangling": "Numbers that lead nowhere",
    "ref.typing": "Numbers mistyped",
    "text.split": "Where a list divides",
    "owner.alias": "One role or two",
    "owner.split": "Where owners divide",
    "target.relative": "Targets as a change",
    "target.sign": "Signs that point the other way",
    "target.direction": "Which way is better",
    "target.not-a-sum": "Shares that do not add up",
    "target.small-number": "Small numbers",
    "baseline.missing": "Missing baselines",
    "baseline.several": "Several baselines",
    "measure.duplicate": "Measures printed twice",
    "measure.in-text": "Measures within the text",
    "cell.merged": "Merged cells",
    "cell.slipped": "Rows out of place",
}

# The answers that Lapwing can carry out by itself; others are kept, and a person edits the plan.
APPLIED = frozenset(
    {
        "due.quarter-basis",
        "owner.alias",
        "owner.split",
        "text.split",
        "target.relative",
        "measure.duplicate",
    }
)


def title_of(code: str) -> str:
    """What a kind of question is about; a kind we have no words for is shown as it is."""
    return TITLES.get(code, code)


def order_of(code: str) -> int:
    return list(TITLES).index(code) if code in TITLES else len(TITLES)
