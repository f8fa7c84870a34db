"""The lines in which decisions, raised items and questions are shown, wherever they are listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from lapwing.contexts.governance.access import READ
from lapwing.contexts.governance.models import Decision, DecisionState, EscalatedItem, ItemKind, PackQuestion
from lapwing.contexts.governance.papers import OF_A_WITHDRAWN_PACK, PAPERS
from lapwing.contexts.governance.queries.about import AboutLine, about_of, abouts
from lapwing.contexts.governance.queries.acting import who_of
from lapwing.contexts.governance.queries.on_a_day import as_on
from lapwing.contexts.governance.rules import lateness
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.registry.models import Partnership
from lapwing.registry.subjects import Pointer


@dataclass(frozen=True)
class DecisionLine:
    """A decision as it is listed. ``late`` is how late it is, in words; empty when it is not."""

    ref: str
    number: int
    version: int
    group: str
    group_ref: str
    meeting_ref: str
    words: str
    who: str
    act_by: date | None
    state: str
    state_words: str
    late: str
    decided_on: date
    closed_on: date | None
    closed_by: str
    closing_words: str
    superseded_by: int | None
    about: AboutLine | None
    # (kind, reference) of what it is about; empty strings for nothing.
    subject: Pointer
    mine: bool
    # Who acts without their name: an account, or the post of a seat whose holder has none.
    who_id: int | None
    who_post: str
    # (kind, reference) of who acts, as a program names them; empty texts for nobody.
    who_acts: Pointer
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state == DecisionState.OPEN


@dataclass(frozen=True)
class RaisedLine:
    """Something raised to a group. ``waits`` is how long it has waited, in words; empty once answered."""

    ref: str
    version: int
    group: str
    group_ref: str
    from_group: str
    words: str
    reason: str
    by_rule: bool
    raised_by: str
    since: date
    waits: str
    answer: str
    answered_on: date | None
    answered_by: str
    decision_number: int | None
    decision_ref: str
    further_ref: str
    further_group: str
    about: AboutLine | None
    # (kind, reference) of what it is about; empty strings for nothing.
    subject: Pointer
    # None when a rule raised it.
    raised_by_id: int | None
    # The last day for the answer, and how late that is in words; none when nobody set one.
    answer_by: date | None = None
    late: str = ""
    # Since when its rule finds no more what it raised; none while it does, and for what a person raised.
    over_since: date | None = None
    # A decision that is asked for: between what, what is recommended, and at which meeting.
    asked: bool = False
    options: str = ""
    recommendation: str = ""
    meeting_ref: str = ""
    meeting_on: date | None = None


@dataclass(frozen=True)
class QuestionLine:
    """A question on a line of a pack. ``line_words`` are what stood there, as long as the pack stands."""

    ref: str
    version: int
    pack_ref: str
    line_key: str
    line_words: str
    line_stands: bool
    group: str
    question: str
    asked_by: str
    asked_on: date
    given_to: str
    waits: str
    answer: str
    answered_on: date | None
    answered_by: str
    about: AboutLine | None
    mine: bool
    asked_by_id: int
    answered_by_id: int | None
    answered_at: datetime | None = None


def decision_lines(
    actor: Actor, partnership: Partnership, rows: QuerySet[Decision], on: date, *, as_then: bool = False
) -> tuple[DecisionLine, ...]:
    """Those of ``rows`` that the actor may see. One query, and one for each kind of thing they are about.

    ``as_then``: as they read at the end of the day.
    """
    found = list(
        Rule(Decision)
        .visible_to(actor, rows.filter(partnership=partnership), permission=READ)
        .select_related("group", "meeting", "actor", "seat__user", "closed_by", "superseded_by")
    )
    if as_then:
        found = [row for row in as_on(found, on) if row.voided_at is None and row.decided_on <= on]
    known = abouts(actor, partnership, found)
    return tuple(_decision(row, actor, about_of(row, known), on) for row in found)


def raised_lines(
    actor: Actor, partnership: Partnership, rows: QuerySet[EscalatedItem], on: date
) -> tuple[RaisedLine, ...]:
    """Those of ``rows`` that the actor may see. As many queries as for decisions."""
    found = list(
        Rule(EscalatedItem)
        .visible_to(actor, rows.filter(partnership=partnership), permission=READ)
        .select_related(
            *(
                "group",
                "from_group",
                "created_by",
                "answered_by",
                "decision",
                "raised_further__group",
                "meeting",
            )
        )
    )
    known = abouts(actor, partnership, found)
    return tuple(_raised(row, about_of(row, known), on) for row in found)


def question_lines(
    actor: Actor, partnership: Partnership, rows: QuerySet[PackQuestion], on: date
) -> tuple[QuestionLine, ...]:
    """Those of ``rows`` that the actor may see. As many queries as for decisions, and one for their packs."""
    found = list(
        Rule(PackQuestion)
        .visible_to(actor, rows.filter(partnership=partnership), permission=READ)
        .select_related("group", "created_by", "given_to", "answered_by")
    )
    known = abouts(actor, partnership, found)
    standing = PAPERS.standing(partnership, {row.pack_ref for row in found})
    return tuple(
        _question(row, actor, about_of(row, known), on, stands=row.pack_ref in standing) for row in found
    )


def late_first(lines: Iterable[DecisionLine]) -> tuple[DecisionLine, ...]:
    """Open ones by their day, so that what is late stands first."""
    return tuple(sorted(lines, key=lambda line: (line.act_by or date.max, line.number)))


def _decision(row: Decision, actor: Actor, about: AboutLine | None, on: date) -> DecisionLine:
    state = DecisionState(row.state)
    # one that was closed later was open on the day
    closed_later = row.closed_at is not None and timezone.localdate(row.closed_at) > on
    open_ = state is DecisionState.OPEN or closed_later
    return DecisionLine(
        ref=row.ref,
        number=row.number,
        version=row.version,
        group=row.group.called,
        group_ref=row.group.ref,
        meeting_ref=row.meeting.ref if row.meeting else "",
        words=row.words,
        who=row.actor.name if row.actor else row.seat.called if row.seat else "",
        act_by=row.act_by,
        state=state.value,
        state_words=state.label,
        late=lateness(row.act_by, on) if open_ and row.act_by else "",
        decided_on=row.decided_on,
        closed_on=timezone.localdate(row.closed_at) if row.closed_at else None,
        closed_by=row.closed_by.name if row.closed_by else "",
        closing_words=row.closing_words,
        superseded_by=row.superseded_by.number if row.superseded_by else None,
        about=about,
        subject=(row.subject_kind, row.subject_ref),
        mine=actor.user_id is not None and row.actor_id == actor.user_id,
        who_id=row.actor_id or (row.seat.user_id if row.seat else None),
        who_post=row.seat.post if row.seat else "",
        who_acts=who_of(row),
        closed_at=row.closed_at,
    )


def _raised(row: EscalatedItem, about: AboutLine | None, on: date) -> RaisedLine:
    since = timezone.localdate(row.created_at)
    over = timezone.localdate(row.over_at) if row.over_at else None
    # one that is withdrawn is no meeting any more: what was asked there waits for the next
    meeting = row.meeting if row.meeting is not None and row.meeting.voided_at is None else None
    # nobody reads one that is withdrawn: what it answered is open again, or stands without it
    decision = row.decision if row.decision is not None and row.decision.voided_at is None else None
    return RaisedLine(
        ref=row.ref,
        version=row.version,
        group=row.group.called,
        group_ref=row.group.ref,
        from_group=row.from_group.called if row.from_group else "",
        words=row.words,
        reason=row.reason,
        by_rule=bool(row.rule_key),
        raised_by="" if row.rule_key else row.created_by.name,
        since=since,
        waits="" if row.answered_at else waited(since, on),
        answer=row.answer,
        answered_on=timezone.localdate(row.answered_at) if row.answered_at else None,
        answered_by=row.answered_by.name if row.answered_by else "",
        decision_number=decision.number if decision else None,
        decision_ref=decision.ref if decision else "",
        further_ref=row.raised_further.ref if row.raised_further else "",
        further_group=row.raised_further.group.name if row.raised_further else "",
        about=about,
        subject=(row.subject_kind, row.subject_ref),
        raised_by_id=None if row.rule_key else row.created_by_id,
        answer_by=row.answer_by,
        late=lateness(row.answer_by, on) if row.answer_by and not row.answered_at else "",
        over_since=over if over and over <= on else None,
        asked=row.kind == ItemKind.DECISION,
        options=row.options,
        recommendation=row.recommendation,
        meeting_ref=meeting.ref if meeting else "",
        meeting_on=meeting.held_on if meeting else None,
    )


def _question(
    row: PackQuestion, actor: Actor, about: AboutLine | None, on: date, *, stands: bool
) -> QuestionLine:
    asked = timezone.localdate(row.created_at)
    return QuestionLine(
        ref=row.ref,
        version=row.version,
        pack_ref=row.pack_ref,
        line_key=row.line_key,
        line_words=row.line_words if stands else OF_A_WITHDRAWN_PACK,
        line_stands=stands,
        group=row.group.called if row.group else "",
        question=row.question,
        asked_by=row.created_by.name,
        asked_on=asked,
        given_to=row.given_to.name if row.given_to else "",
        waits="" if row.answered_at else waited(asked, on),
        answer=row.answer,
        answered_on=timezone.localdate(row.answered_at) if row.answered_at else None,
        answered_by=row.answered_by.name if row.answered_by else "",
        about=about,
        mine=actor.user_id is not None and row.given_to_id == actor.user_id,
        asked_by_id=row.created_by_id,
        answered_by_id=row.answered_by_id,
        answered_at=row.answered_at,
    )


def waited(since: date, on: date) -> str:
    """How long something has waited, in words."""
    days = (on - since).days
    if days <= 0:
        return "since today"
    return f"for {days} day{'' if days == 1 else 's'}"
