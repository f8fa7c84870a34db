"""The register of risks and issues: what is open, the worst first, and how each was judged over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from lapwing.contexts.governance.access import READ
from lapwing.contexts.governance.models import Risk, RiskKind, RiskScore
from lapwing.contexts.governance.queries.about import AboutLine, about_of, abouts
from lapwing.contexts.governance.queries.on_a_day import as_on
from lapwing.contexts.governance.rules import band_of, lateness
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.platform.ui.marks import StatusMark
from lapwing.registry.models import Partnership
from lapwing.registry.subjects import Pointer


@dataclass(frozen=True)
class ScoreLine:
    """How likely and how bad it was judged to be on a day. ``score`` is the one times the other."""

    likelihood: int
    impact: int
    on: date
    by: str
    reason: str

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def mark(self) -> StatusMark:
        band = band_of(self.likelihood, self.impact)
        meaning = f"Likelihood {self.likelihood} times impact {self.impact} is {self.score}"
        return StatusMark(f"{band.word} {self.score}", band.shape, band.colour, meaning)


@dataclass(frozen=True)
class RiskLine:
    """A risk or an issue as it is listed. ``review_late`` says how late its review is, in words."""

    ref: str
    version: int
    kind: str
    group: str
    group_ref: str
    words: str
    cause: str
    effect: str
    mitigation: str
    owner: str
    review_on: date | None
    review_late: str
    closed_on: date | None
    closed_by: str
    closing_words: str
    scores: tuple[ScoreLine, ...]
    about: AboutLine | None
    mine: bool
    owner_id: int | None = None
    # (kind, reference) of what it is about; empty strings for nothing.
    subject: Pointer = ("", "")

    @property
    def now(self) -> ScoreLine:
        """As it is judged today."""
        return self.scores[-1]

    @property
    def moved(self) -> str:
        """Whether it was judged worse or better than the time before; empty when only judged once."""
        if len(self.scores) < 2 or self.scores[-2].score == self.now.score:
            return ""
        before = self.scores[-2].score
        return f"up from {before}" if self.now.score > before else f"down from {before}"


def risk_lines(
    actor: Actor,
    partnership: Partnership,
    rows: QuerySet[Risk],
    on: date,
    *,
    as_then: bool = False,
    closed: bool = False,
) -> tuple[RiskLine, ...]:
    """Those of ``rows`` that the actor may see, the worst first. Two queries, and what they are about.

    ``as_then``: as they read and were judged at the end of the day, and of those that were open then, or
    ``closed``, alone.
    """
    found = list(
        Rule(Risk)
        .visible_to(actor, rows.filter(partnership=partnership), permission=READ)
        .select_related("group", "owner", "closed_by")
    )
    judged = RiskScore.objects.filter(risk__in=found)
    if as_then:
        then = (row for row in as_on(found, on) if row.voided_at is None)
        found = [row for row in then if (row.closed_at is not None) is closed]
        judged = judged.filter(scored_at__date__lte=on)
    scores: dict[int, list[ScoreLine]] = defaultdict(list)
    for row in judged.select_related("scored_by"):
        day = timezone.localdate(row.scored_at)
        scores[row.risk_id].append(ScoreLine(row.likelihood, row.impact, day, row.scored_by.name, row.reason))
    known = abouts(actor, partnership, found)
    # a risk is written down with its score in one transaction; one without is not one yet
    lines = (_line(row, tuple(scores[row.pk]), known, actor, on) for row in found if scores[row.pk])
    return tuple(sorted(lines, key=lambda line: (-line.now.score, line.words.casefold())))


def subjects_of_risks(
    actor: Actor, partnership: Partnership, refs: Collection[str], on: date
) -> dict[str, Pointer]:
    """What each of these risks was about at the end of a day, also one that was closed or withdrawn.

    For what is about a risk, and is therefore about what the risk is about.
    """
    rows = Risk.objects.filter(partnership=partnership, ref__in=list(refs))
    seen = as_on(Rule(Risk).visible_to(actor, rows, permission=READ), on)
    return {row.ref: (row.subject_kind, row.subject_ref) for row in seen}


def _line(
    row: Risk,
    scores: tuple[ScoreLine, ...],
    known: Mapping[Pointer, AboutLine],
    actor: Actor,
    on: date,
) -> RiskLine:
    late = lateness(row.review_on, on) if row.review_on and row.closed_at is None else ""
    return RiskLine(
        ref=row.ref,
        version=row.version,
        kind=RiskKind(row.kind).label,
        group=row.group.called,
        group_ref=row.group.ref,
        words=row.words,
        cause=row.cause,
        effect=row.effect,
        mitigation=row.mitigation,
        owner=row.owner.name if row.owner else "",
        review_on=row.review_on,
        review_late=late,
        closed_on=timezone.localdate(row.closed_at) if row.closed_at else None,
        closed_by=row.closed_by.name if row.closed_by else "",
        closing_words=row.closing_words,
        scores=scores,
        about=about_of(row, known),
        mine=actor.user_id is not None and row.owner_id == actor.user_id,
        owner_id=row.owner_id,
        subject=(row.subject_kind, row.subject_ref),
    )
