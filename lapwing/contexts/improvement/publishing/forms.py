"""The kinds of tables, the words for their rows and the headings: what the read-back knows them by."""

from __future__ import annotations

from lapwing.contexts.improvement.publishing.layout import Column, Form

NO, PART, WHAT = "No.", "Part", "What"
DUE, OWNERS, STATUS = "Due", "Owners", "Status"
WHEN, FIGURE, MORE = "When", "Figure", "Notes"


def _titled(sheet: str, *columns: tuple[str, int]) -> Form:
    return Form(sheet, tuple(Column(title, share) for title, share in columns))


# The table that says that a document is Lapwing's own.
ABOUT = _titled("About", ("About this plan", 30), ("As recorded", 70))
AREAS = _titled("Areas", (NO, 8), (PART, 20), (WHAT, 72))
FINDINGS = _titled("Findings", (NO, 10), ("Finding", 58), ("Area", 12), ("Objectives", 20))
LEGEND = _titled("Legend", ("Word or colour", 20), ("Meaning", 45), ("Counts as", 20), ("Fill", 15))
QUESTIONS = _titled(
    "Questions",
    ("Kind", 15),
    ("Question", 31),
    ("About", 13),
    ("Choices", 13),
    ("In doubt", 17),
    ("Answer", 11),
)
# Of documents: rows that belong together stand under one another, told apart by their part.
ACTIONS = _titled("", (NO, 6), (PART, 9), (WHAT, 42), (DUE, 15), (OWNERS, 17), (STATUS, 11))
MEASURES = _titled("", (NO, 6), (PART, 10), (WHAT, 30), (WHEN, 22), (FIGURE, 15), (MORE, 17))
# Of workbooks: a sheet for each kind, joined by keys.
GROUPS = _titled("Groups", ("Number", 10), (PART, 20), ("Title", 70))
SHEET_ACTIONS = _titled(
    "Actions",
    ("Key", 9),
    ("Action no.", 9),
    ("Group", 9),
    ("Objective", 9),
    ("Action", 60),
    ("Key area", 30),
    (OWNERS, 34),
    ("Accountable", 24),
    ("Workstream", 24),
    ("Why", 34),
    ("Progress", 34),
)
SHEET_MILESTONES = _titled(
    "Milestones", ("Of action", 11), ("Mark", 8), ("Milestone", 70), (DUE, 34), (STATUS, 24)
)
SHEET_REPORTS = _titled(
    "Reports",
    ("Of action", 11),
    ("Milestone no.", 12),
    ("Reported", 22),
    ("Counts as", 22),
    ("Period", 34),
    ("Note", 60),
)
SHEET_CRITERIA = _titled(
    "Success criteria", ("Of action", 11), ("What success looks like", 90), ("Judged", 18)
)
SHEET_MEASURES = _titled(
    "Measures",
    ("Measure", 10),
    ("Name", 60),
    ("Numbers", 18),
    ("Serves actions", 18),
    ("Direction", 24),
    ("Source", 34),
)
SHEET_LINES = _titled(
    "Lines",
    ("Of measure", 12),
    ("Line", 8),
    ("Label", 44),
    ("Breakdown", 30),
    ("Unit", 14),
    ("Baseline", 24),
    ("Baseline date", 30),
    ("Sample", 20),
    ("Baseline note", 34),
)
SHEET_COMPARATORS = _titled(
    "Comparators", ("Of measure", 12), ("Line", 8), ("Comparator", 34), ("Its figure", 24), ("As at", 20)
)
SHEET_TARGETS = _titled(
    "Targets",
    ("Of measure", 12),
    ("Line", 8),
    ("By when", 34),
    ("Target", 34),
    ("Settled by", 34),
    ("Settled on", 20),
)
SHEET_ACTUALS = _titled(
    "Actuals",
    ("Of measure", 12),
    ("Line", 8),
    ("Period of actual", 34),
    ("Actual", 24),
    ("Where from", 20),
    ("Note on actual", 44),
)
EVERY = (
    ABOUT,
    AREAS,
    FINDINGS,
    LEGEND,
    QUESTIONS,
    ACTIONS,
    MEASURES,
    GROUPS,
    SHEET_ACTIONS,
    SHEET_MILESTONES,
    SHEET_REPORTS,
    SHEET_CRITERIA,
    SHEET_MEASURES,
    SHEET_LINES,
    SHEET_COMPARATORS,
    SHEET_TARGETS,
    SHEET_ACTUALS,
)


class Parts:
    """The words in the column ``Part``."""

    AREA, RECOMMENDATION, BACKGROUND, GOVERNED = (
        "Area for improvement",
        "Recommendation",
        "Background",
        "Governed by",
    )
    GROUP, OBJECTIVE, SUBTITLE, QUOTED = "Group", "Objective", "Subtitle", "Answers finding"
    ACTION, KEY, KEY_AREA, ACCOUNTABLE = "Action", "Key", "Key area", "Accountable"
    WORKSTREAM, WHY, PROGRESS = "Workstream", "Why", "Progress"
    MILESTONE, REPORT, SUCCESS = "Milestone", "Reported", "Success"
    MEASURE, NUMBERS, SERVES = "Measure", "Numbers", "Serves actions"
    LINE, BASELINE, COMPARATOR, TARGET, ACTUAL = "Line", "Baseline", "Comparator", "Target", "Actual"


class About:
    """The rows of the table about the plan."""

    TITLE, AREA, QUARTERS, GOVERNED, KIND = "Title", "Local area", "Quarters", "Governed by", "Kind"
    FROM, TO, INSPECTED, OUTCOME = "Inspected from", "Inspected to", "Inspection", "Outcome"


SECTIONS = {
    "areas": "Areas for improvement",
    "findings": "Findings and where they are answered",
    "actions": "Actions",
    "measures": "Measures of success",
    "questions": "Questions and answers",
    "legend": "The document’s own legend",
    "reading": "How to read this document",
}
NO_GROUP = "Actions of no group"
COUNTS_AS = "counts as"
