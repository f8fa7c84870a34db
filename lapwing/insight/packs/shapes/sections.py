"""The sections of a pack, and the pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lapwing.insight.packs.shapes.basics import Cover
from lapwing.insight.packs.shapes.data import Data
from lapwing.insight.packs.shapes.lines import (
    ActionStanding,
    AskedLine,
    DateChangeLine,
    DecisionLine,
    DueLine,
    ExceptionLine,
    QuestionLine,
    RiskLine,
    Summary,
    TermLine,
    VoiceLine,
)
from lapwing.insight.packs.shapes.series import Measure

# Counts up with every change of the shapes, which are changed by adding only.
SHAPE = 6


@dataclass(frozen=True, kw_only=True)
class Headed:
    """What every section begins with.

    ``key`` is unique in the pack. ``annotation`` is what the programme manager wrote below the title
    (paragraphs apart by an empty line), or empty. ``empty`` is not empty when there is nothing to show, and
    is printed in its place: "Nothing is off track or at risk."
    """

    key: str
    title: str
    annotation: str
    empty: str


@dataclass(frozen=True, kw_only=True)
class SummarySection(Headed):
    """The page that is read by whoever reads one page."""

    kind: Literal["summary"] = "summary"
    summary: Summary


@dataclass(frozen=True, kw_only=True)
class ExceptionsSection(Headed):
    """Off track, at risk and late milestones, worst first."""

    kind: Literal["exceptions"] = "exceptions"
    lines: tuple[ExceptionLine, ...]


@dataclass(frozen=True, kw_only=True)
class AskedSection(Headed):
    """Decisions that the meeting is asked for."""

    kind: Literal["asked"] = "asked"
    lines: tuple[AskedLine, ...]


@dataclass(frozen=True, kw_only=True)
class DueSection(Headed):
    """Milestones due in the next period, soonest first."""

    kind: Literal["due"] = "due"
    lines: tuple[DueLine, ...]


@dataclass(frozen=True, kw_only=True)
class MeasuresSection(Headed):
    """Every measure with its series, in the order of the plan."""

    kind: Literal["measures"] = "measures"
    measures: tuple[Measure, ...]


@dataclass(frozen=True, kw_only=True)
class VoiceSection(Headed):
    """Impact on children and families, and what they said."""

    kind: Literal["voice"] = "voice"
    lines: tuple[VoiceLine, ...]


@dataclass(frozen=True, kw_only=True)
class DateChangesSection(Headed):
    """Dates that moved in the period, latest first."""

    kind: Literal["date_changes"] = "date_changes"
    lines: tuple[DateChangeLine, ...]


@dataclass(frozen=True, kw_only=True)
class RisksSection(Headed):
    """Risks and issues, heaviest first."""

    kind: Literal["risks"] = "risks"
    lines: tuple[RiskLine, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionsSection(Headed):
    """The action log: decisions still open, and those closed since last time."""

    kind: Literal["decisions"] = "decisions"
    lines: tuple[DecisionLine, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionsSection(Headed):
    """Questions asked on the last pack, with their answers."""

    kind: Literal["questions"] = "questions"
    lines: tuple[QuestionLine, ...]


@dataclass(frozen=True, kw_only=True)
class ActionsSection(Headed):
    """Every action with its milestones, in the order of the plan."""

    kind: Literal["actions"] = "actions"
    actions: tuple[ActionStanding, ...]


@dataclass(frozen=True, kw_only=True)
class GlossarySection(Headed):
    """The words, signs and colours of the pack, explained."""

    kind: Literal["glossary"] = "glossary"
    lines: tuple[TermLine, ...]


Section = (
    SummarySection
    | ExceptionsSection
    | AskedSection
    | DueSection
    | MeasuresSection
    | VoiceSection
    | DateChangesSection
    | RisksSection
    | DecisionsSection
    | QuestionsSection
    | ActionsSection
    | GlossarySection
)


@dataclass(frozen=True)
class Pack:
    """The whole pack: its cover, and its sections in the order in which they are printed.

    ``data`` is what its workbook holds beside them; packs of the first two shapes have none.
    """

    cover: Cover
    sections: tuple[Section, ...]
    shape: int = SHAPE
    data: Data | None = None
