"""The kinds of questions that a document leaves open: their titles, and which answers change the plan."""

from __future__ import annotations

# In the order in which a person is asked: what moves most first.
TITLES: dict[str, str] = {
    "document.kind": "What kind of document this is",
    "column.meaning": "What a column holds",
    "due.quarter-basis": "What a quarter means",
    "due.two-digit-year": "Years of two digits",
    "due.day-first": "Day first or month first",
    "due.season": "Seasons as dates",
    "due.term": "Terms by their number",
    "due.before-plan": "Dates before the plan",
    "due.several-in-cell": "Several dates in one cell",
    "due.none": "Nothing with a date",
    "due.vague": "Dates without a day",
    "due.recurrence": "How often it comes round",
    "due.relative": "Dates counted from another",
    "due.before": "Before a date",
    "due.in-text": "Dates within the text",
    "due.disagrees": "Dates that do not say what stands behind them",
    "due.conflict": "Dates that contradict each other",
    "due.revised": "Dates that replace earlier ones",
    "due.moved": "Earlier dates, crossed out or replaced",
    "due.completed": "Dates on which something was done",
    "due.order": "Dates out of order",
    "due.no-year": "Dates without a year",
    "due.no-such-day": "Days that do not exist",
    "due.year-only": "Only a year",
    "due.year-kind": "What a year means",
    "ref.duplicate": "Numbers used twice",
    "ref.dangling": "Numbers that lead nowhere",
    "ref.typing": "Numbers mistyped",
    "ref.meaning": "What a number stands for",
    "action.none": "Where no action was found",
    "action.empty": "Actions without words",
    "action.repeated": "Actions printed twice",
    "group.title": "Titles of groups",
    "group.alias": "One board or several",
    "text.split": "Where a list divides",
    "text.stem": "Words that lead into a list",
    "text.pair": "Texts that look alike",
    "text.repeated": "Texts printed twice",
    "text.disagrees": "Texts that disagree",
    "text.lost-character": "Characters that were lost",
    "owner.none": "Actions without an owner",
    "owner.alias": "One role or two",
    "owner.split": "Where owners divide",
    "owner.organisation": "At which organisation",
    "status.word": "What a word for progress means",
    "status.several": "Several ratings of one action",
    "target.relative": "Targets as a change",
    "target.sign": "Signs that point the other way",
    "target.direction": "Which way is better",
    "target.not-a-sum": "Shares that do not add up",
    "target.small-number": "Small numbers",
    "target.too-much": "Targets of more than all",
    "target.ambiguous": "Targets that may mean two things",
    "target.missing": "Missing targets",
    "target.disagrees": "Targets that do not say what stands behind them",
    "target.unclear": "Figures that cannot be told apart",
    "target.benchmark": "Targets set by another place",
    "target.undated": "Targets without a date",
    "baseline.missing": "Missing baselines",
    "baseline.several": "Several baselines",
    "baseline.disagrees": "Figures that do not say what stands behind them",
    "baseline.unclear": "Figures that cannot be told apart",
    "actual.unclear": "Figures that cannot be told apart",
    "actual.undated": "Results without a date",
    "actual.unread": "Results without a figure",
    "actual.twice": "Two results for one time",
    "measure.none": "Where no measure was found",
    "measure.duplicate": "Measures printed twice",
    "measure.columns": "What a column of figures holds",
    "measure.in-text": "Measures within the text",
    "measure.unit": "What is counted",
    "cell.order": "Columns in an unknown order",
    "cell.merged": "Merged cells",
    "cell.slipped": "Rows out of place",
    "cell.split": "Cells that run over",
    "cell.unlabelled": "Parts without a letter",
    "row.unknown": "Rows that do not say what they are",
    "status.unknown": "Words for how things stand",
    "inspection.date": "Days of the inspection",
    "cell.unread": "Cells that were not read",
    "note.document": "Worth knowing: the document",
    "note.joined": "Worth knowing: words joined",
    "note.at-publication": "Worth knowing: due at publication",
    "note.start-only": "Worth knowing: only a start",
    "note.bounds": "Worth knowing: limits as figures",
    "note.level-targets": "Worth knowing: targets that stay level",
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
        "status.word",
    }
)

# Of these the interchange form does not carry the effect: an import does them again.
JOINING = frozenset({"owner.alias", "measure.duplicate"})


def title_of(code: str) -> str:
    """What a kind of question is about; a kind we have no words for is shown as it is."""
    return TITLES.get(code, code)


def order_of(code: str) -> int:
    return list(TITLES).index(code) if code in TITLES else len(TITLES)
