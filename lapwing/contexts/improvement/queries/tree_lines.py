"""What stands around actions in a plan: groups and objectives, areas and findings, criteria of success.

Frozen lines, as those of ``lines``, which says what their references and colours are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.queries.lines import ActionLine
from lapwing.contexts.improvement.rules import Colour, Counts


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective with its worst colour and its milestones counted. An action may stand in several."""

    ref: str
    number: str
    title: str
    subtitle: str
    findings_quoted: tuple[str, ...]
    colour: Colour
    counts: Counts
    overdue: int
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class GroupLine:
    """A group, its objectives, and the actions it holds directly."""

    ref: str
    number: str
    title: str
    colour: Colour
    counts: Counts
    overdue: int
    objectives: tuple[ObjectiveLine, ...]
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class AreaLine:
    """An area for improvement named by the inspectors, with the findings that point to it."""

    ref: str
    number: str
    title: str
    recommendations: tuple[str, ...]
    narrative: tuple[str, ...]
    governance_group: str
    findings: tuple[FindingLine, ...]


@dataclass(frozen=True)
class FindingLine:
    """A finding and the objectives said to answer it, as printed; a printed number may dangle."""

    ref: str
    number: str
    text: str
    area_as_written: str
    objectives_as_written: tuple[str, ...]


@dataclass(frozen=True)
class CriterionLine:
    """A success criterion with its latest judgement ("not yet", "partly", "met").

    ``lost_evidence``: some of the evidence that it rests on was withdrawn since.
    """

    ref: str
    text: str
    judgement: str
    judgement_words: str
    judged_on: date | None
    judged_by: str
    note: str
    measure_ref: str
    measure_name: str
    version: int
    lost_evidence: bool = False
