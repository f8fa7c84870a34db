"""The lines of sections as rows of sheets, one value to a cell."""

from __future__ import annotations

from lapwing.insight.packs.forms.sheet_shapes import Rows, Title, Value
from lapwing.insight.packs.shapes import (
    ActionsSection,
    AskedSection,
    DateChangeLine,
    DecisionLine,
    DueSection,
    ExceptionsSection,
    GlossarySection,
    QuestionsSection,
    RiskLine,
    SummarySection,
    VoiceSection,
)

Titles = tuple[Title, ...]

SUMMARY: Titles = (("Part", 18), ("What", 40), ("Before", 22), ("Now", 22), ("In words", 70))
EXCEPTIONS: Titles = (
    ("How it stands", 16), ("Action", 12), ("Milestone", 12), ("Group", 24), ("Text", 50), ("Owners", 30),
    ("First date", 18), ("Due", 18), ("Forecast", 18), ("Late", 12), ("Moved", 12), ("Why", 50),
    ("What is done about it", 50), ("Next", 40), ("Confidence", 24), ("Said by", 30),
)  # fmt: skip
ASKED: Titles = (
    ("Decision asked for", 60), ("Why", 60), ("Asked by", 26), ("Escalated from", 26), ("Asked of", 26),
)  # fmt: skip
DUE: Titles = (
    ("Due", 18), ("In", 14), ("How it stands", 16), ("Action", 12), ("Milestone", 12), ("Group", 24),
    ("Text", 60), ("Owners", 30),
)  # fmt: skip
VOICE: Titles = (
    ("Kind", 26), ("About", 30), ("Text", 70), ("What families said", 50), ("By", 26), ("On", 18),
    ("Accepted", 30), ("Shown by", 50),
)  # fmt: skip
DATE_CHANGES: Titles = (
    ("What moved", 40), ("From", 18), ("To", 18), ("Changed", 18), ("Why", 50), ("Approved by", 26),
    ("Times moved", 12),
)  # fmt: skip
RISKS: Titles = (
    ("How heavy", 16), ("Kind", 12), ("Text", 50), ("Cause", 40), ("Effect", 40), ("Likelihood", 16),
    ("Impact", 16), ("Score", 10), ("Moved", 16), ("What is done about it", 50), ("Owner", 26),
    ("Review", 18),
)  # fmt: skip
DECISIONS: Titles = (
    ("What is to be done", 60), ("Decided", 18), ("Meeting", 34), ("Owner", 26), ("By", 18),
    ("How it stands", 16), ("Outcome", 40),
)  # fmt: skip
QUESTIONS: Titles = (
    ("On", 30), ("Question", 50), ("Asked by", 26), ("Asked", 18), ("Answer", 50), ("Answered by", 26),
    ("Answered", 18), ("How it stands", 16),
)  # fmt: skip
ACTIONS: Titles = (
    ("Group", 26), ("Action", 10), ("Milestone", 10), ("Text", 60), ("Owners", 30), ("Due", 18),
    ("How it stands", 16), ("Late", 22), ("Done", 16), ("Overdue", 10), ("Note", 40),
)  # fmt: skip
GLOSSARY: Titles = (("Word", 26), ("What it means here", 90))


def summary(section: SummarySection) -> Rows:
    """Headline, counts, what moved."""
    told = section.summary
    yield "Headline", None, None, None, told.headline
    yield "Compared with", None, told.compared_with, None, None
    for part, lines in (("Milestones", told.milestones), ("Measures", told.measures)):
        for line in lines:
            yield part, line.mark, line.before, line.now, None
    for fact in told.facts:
        yield "Also counted", fact.label, fact.before, fact.now, None
    for words in filter(None, (told.milestones_text, told.measures_text)):
        yield "In words", None, None, None, words
    for moved in told.moved:
        yield "What moved", moved.what, moved.before, moved.now, moved.text
    if told.moved_left_out:
        yield "What moved", None, None, None, told.moved_left_out


def exceptions(section: ExceptionsSection) -> Rows:
    """A row for each."""
    for line in section.lines:
        yield (
            line.mark, line.action, line.milestone, line.group, line.text, line.owners, line.original,
            line.due, line.forecast, line.days_late, line.moved, line.why, line.mitigation, line.next_steps,
            line.confidence, line.said,
        )  # fmt: skip


def asked(section: AskedSection) -> Rows:
    """A row for each."""
    for line in section.lines:
        yield line.text, line.why, line.asked_by, line.escalated_from, line.asked_of


def due(section: DueSection) -> Rows:
    """A row for each."""
    for line in section.lines:
        yield line.due, line.left, line.mark, line.action, line.milestone, line.group, line.text, line.owners


def voice(section: VoiceSection) -> Rows:
    """A row for each."""
    for line in section.lines:
        yield (
            line.kind_text, line.about, line.text, line.response, line.by, line.on, line.accepted,
            "\n".join(line.shown_by),
        )  # fmt: skip


def date_changes(found: tuple[DateChangeLine, ...]) -> Rows:
    """A row for each."""
    for line in found:
        yield line.what, line.from_, line.to, line.changed, line.reason, line.approved_by, line.times


def risks(found: tuple[RiskLine, ...]) -> Rows:
    """A row for each."""
    for line in found:
        yield risk(line)


def risk(line: RiskLine) -> tuple[Value, ...]:
    """One of them."""
    return (
        line.mark, line.kind_text, line.text, line.cause, line.effect, line.likelihood, line.impact,
        line.score, line.moved, line.mitigation, line.owner, line.review,
    )  # fmt: skip


def decisions(found: tuple[DecisionLine, ...]) -> Rows:
    """A row for each."""
    for line in found:
        yield line.text, line.decided, line.meeting, line.owner, line.by, line.mark, line.outcome


def questions(section: QuestionsSection) -> Rows:
    """A row for each."""
    for line in section.lines:
        yield (
            line.line, line.text, line.asked_by, line.asked, line.answer, line.answered_by, line.answered,
            line.mark,
        )  # fmt: skip


def actions(section: ActionsSection) -> Rows:
    """A row for each action and for each of its milestones."""
    for action in section.actions:
        head = action.group, action.number
        yield (
            *head, None, action.text, action.owners, None, action.mark, None, action.done, action.overdue,
            None,
        )  # fmt: skip
        for each in action.milestones:
            yield *head, each.label, each.text, None, each.due, each.mark, each.late, None, None, each.note


def glossary(section: GlossarySection) -> Rows:
    """A row for each word."""
    for line in section.lines:
        yield line.term, line.meaning
