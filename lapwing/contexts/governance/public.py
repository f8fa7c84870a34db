"""What other packages may use of governance: raising things, asking about packs, and reading both.

item = raise_item(actor=…, now=…, partnership_id=…, to_group_id=…, subject_kind="update", subject_ref=…,
                  subject_words="Action 1.2", words="Red for two cycles", rule_key="red-twice",
                  reason="…", episode=cycle.ref)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from lapwing.contexts.governance.access import READ, RUN, TAKE_PART
from lapwing.contexts.governance.commands.about import NOTHING, Pointed
from lapwing.contexts.governance.commands.common import EditedByAnotherError, NotYoursError, RefusedError
from lapwing.contexts.governance.commands.over import answered_when, hold_groups, say_over
from lapwing.contexts.governance.commands.questions import answer as answer_question
from lapwing.contexts.governance.commands.questions import ask as ask_about_pack
from lapwing.contexts.governance.commands.questions import give as give_question
from lapwing.contexts.governance.commands.raised import raise_item
from lapwing.contexts.governance.models import (
    Decision,
    EscalatedItem,
    PackQuestion,
    Risk,
    ToldToFamilies,
)
from lapwing.contexts.governance.notices import GROUPS
from lapwing.contexts.governance.papers import PAPERS, Paper
from lapwing.contexts.governance.queries.concerning import Concerned, concerning
from lapwing.contexts.governance.queries.lines import (
    DecisionLine,
    QuestionLine,
    RaisedLine,
    decision_lines,
    late_first,
    question_lines,
    raised_lines,
)
from lapwing.contexts.governance.queries.meetings import MeetingLine, meeting_lines
from lapwing.contexts.governance.queries.mine import Mine, mine_of
from lapwing.contexts.governance.queries.minuted import Minuted, minuted, with_minutes
from lapwing.contexts.governance.queries.on_a_day import stood_on
from lapwing.contexts.governance.queries.posts import Posts, posts_of
from lapwing.contexts.governance.queries.risks import RiskLine, risk_lines
from lapwing.contexts.governance.queries.told import ToldLine, told_lines
from lapwing.contexts.governance.rules import IMPACT as IMPACT_WORDS
from lapwing.contexts.governance.rules import LIKELIHOOD as LIKELIHOOD_WORDS
from lapwing.contexts.governance.rules import usual_days
from lapwing.contexts.governance.told_form import address_to_record_told, told_on
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import GovernanceGroup, Partnership

__all__ = [
    "GROUPS",
    "IMPACT_WORDS",
    "LIKELIHOOD_WORDS",
    "NOTHING",
    "PAPERS",
    "READ",
    "RUN",
    "TAKE_PART",
    "Concerned",
    "DecisionLine",
    "EditedByAnotherError",
    "MeetingLine",
    "Mine",
    "Minuted",
    "NotYoursError",
    "Paper",
    "Pointed",
    "Posts",
    "QuestionLine",
    "RaisedLine",
    "RefusedError",
    "RiskLine",
    "ToldLine",
    "action_log",
    "address_to_record_told",
    "answer_question",
    "answered_when",
    "ask_about_pack",
    "closed_risks_on",
    "concerning",
    "decisions_about",
    "decisions_on",
    "give_question",
    "hold_groups",
    "items_about",
    "items_followed",
    "items_on",
    "meeting_lines",
    "mine_of",
    "minuted",
    "open_decisions",
    "open_items_for",
    "open_risks",
    "posts_of",
    "questions_about",
    "questions_on_pack",
    "questions_on_packs",
    "raise_item",
    "risks_on",
    "say_over",
    "told_between",
    "told_on",
    "told_since",
    "usual_days",
    "with_minutes",
]


def open_items_for(
    actor: Actor, partnership: Partnership, group: GovernanceGroup | None, on: date
) -> tuple[RaisedLine, ...]:
    """What was raised and had no answer on a day, the longest first: to one group, or in the partnership."""
    rows = EscalatedItem.objects.unanswered_on(on).filter(group__voided_at=None)
    if group is not None:
        rows = rows.filter(group=group)
    return raised_lines(actor, partnership, rows.order_by("created_at", "id"), on)


def items_on(actor: Actor, partnership: Partnership, on: date) -> tuple[RaisedLine, ...]:
    """Everything that had been raised by the end of a day, the oldest first. What was answered later has an
    answer: whoever freezes a day leaves it out."""
    stood = Q(group__voided_at=None) | Q(group__voided_at__date__gt=on)
    rows = EscalatedItem.objects.filter(stood, created_at__date__lte=on)
    return raised_lines(actor, partnership, rows.order_by("created_at", "id"), on)


def items_about(
    actor: Actor, partnership: Partnership, kind: str, refs: Iterable[str], on: date
) -> tuple[RaisedLine, ...]:
    """What was raised about these things, the latest first, answered or not."""
    rows = EscalatedItem.objects.filter(subject_kind=kind, subject_ref__in=list(refs))
    return raised_lines(actor, partnership, rows.order_by("-created_at", "-id"), on)


def items_followed(
    actor: Actor, partnership: Partnership, refs: Iterable[str], on: date
) -> dict[str, tuple[RaisedLine, ...]]:
    """Each of these items, and where it was raised further the items there, in order.

    As many queries as an item can have gone up, whatever their number.
    """
    found: dict[str, tuple[RaisedLine, ...]] = {}
    wanted = {ref: ref for ref in refs}
    while wanted:
        rows = EscalatedItem.objects.filter(ref__in=list(wanted))
        lines = raised_lines(actor, partnership, rows, on)
        for line in lines:
            found[wanted[line.ref]] = (*found.get(wanted[line.ref], ()), line)
        wanted = {line.further_ref: wanted[line.ref] for line in lines if line.further_ref}
    return found


def open_decisions(
    actor: Actor, partnership: Partnership, group: GovernanceGroup | None, on: date
) -> tuple[DecisionLine, ...]:
    """What somebody had to act on on a day, what is late first: of one group, or of the partnership."""
    rows = Decision.objects.open_on(on).filter(group__voided_at=None)
    if group is not None:
        rows = rows.filter(group=group)
    return late_first(decision_lines(actor, partnership, rows, on))


def decisions_about(
    actor: Actor, partnership: Partnership, kind: str, refs: Iterable[str], on: date
) -> tuple[DecisionLine, ...]:
    """What was decided about these things, the latest first."""
    rows = Decision.objects.in_force().filter(subject_kind=kind, subject_ref__in=list(refs))
    return decision_lines(actor, partnership, rows.order_by("-decided_on", "-id"), on)


def decisions_on(actor: Actor, partnership: Partnership, on: date) -> tuple[DecisionLine, ...]:
    """Every decision that stood at the end of a day, as it read then, the oldest first."""
    rows = Decision.objects.filter(stood_on(on), decided_on__lte=on)
    return decision_lines(actor, partnership, rows.order_by("decided_on", "id"), on, as_then=True)


def action_log(actor: Actor, partnership: Partnership, since: datetime, on: date) -> tuple[DecisionLine, ...]:
    """What somebody had to act on at the end of a day, and what was closed after a moment, as it read.

    What is open stands first, by its day; then what was closed, the latest first.
    """
    rows = Decision.objects.filter(stood_on(on), decided_on__lte=on)
    rows = rows.filter(Q(closed_at=None) | Q(closed_at__gt=since))
    lines = [
        line for line in decision_lines(actor, partnership, rows, on, as_then=True) if line.act_by is not None
    ]
    closed = [line for line in lines if not line.is_open and line.closed_at and line.closed_at > since]
    closed.sort(key=lambda line: (line.closed_on, line.number), reverse=True)
    return (*late_first(line for line in lines if line.is_open), *closed)


def questions_on_pack(
    actor: Actor, partnership: Partnership, pack_ref: str, on: date
) -> tuple[QuestionLine, ...]:
    """Every question on a pack until a day, in the order in which they were asked; ``line_key`` says of which
    line. What was answered later has no answer yet."""
    rows = PackQuestion.objects.filter(pack_ref=pack_ref, created_at__date__lte=on)
    return question_lines(actor, partnership, rows.order_by("created_at", "id"), on)


def questions_on_packs(
    actor: Actor, partnership: Partnership, pack_refs: Iterable[str], on: date
) -> tuple[QuestionLine, ...]:
    """The same of several packs."""
    rows = PackQuestion.objects.filter(pack_ref__in=list(pack_refs), created_at__date__lte=on)
    return question_lines(actor, partnership, rows.order_by("created_at", "id"), on)


def questions_about(
    actor: Actor, partnership: Partnership, kind: str, refs: Iterable[str], on: date
) -> tuple[QuestionLine, ...]:
    """Every question on a pack about these things, the latest first."""
    rows = PackQuestion.objects.filter(subject_kind=kind, subject_ref__in=list(refs))
    return question_lines(actor, partnership, rows.order_by("-created_at", "-id"), on)


def open_risks(
    actor: Actor, partnership: Partnership, group: GovernanceGroup | None, on: date
) -> tuple[RiskLine, ...]:
    """Risks and issues that are open, the worst first: what one group holds, or all of the partnership."""
    rows = Risk.objects.still_open().filter(group__voided_at=None)
    if group is not None:
        rows = rows.filter(group=group)
    return risk_lines(actor, partnership, rows, on)


def risks_on(actor: Actor, partnership: Partnership, on: date) -> tuple[RiskLine, ...]:
    """Risks and issues that were open at the end of a day, as they read and were judged, the worst first."""
    rows = Risk.objects.filter(stood_on(on)).filter(Q(closed_at=None) | Q(closed_at__date__gt=on))
    return risk_lines(actor, partnership, rows, on, as_then=True)


def closed_risks_on(actor: Actor, partnership: Partnership, on: date) -> tuple[RiskLine, ...]:
    """Those that had been closed by the end of a day, as they read then, the latest first."""
    rows = Risk.objects.filter(stood_on(on), closed_at__date__lte=on)
    found = risk_lines(actor, partnership, rows, on, as_then=True, closed=True)
    return tuple(sorted(found, key=lambda line: line.closed_on or on, reverse=True))


def told_between(
    actor: Actor,
    partnership: Partnership,
    first: date,
    last: date,
    *,
    written_after: datetime | None = None,
) -> tuple[ToldLine, ...]:
    """What families were told from a day to a day, as it read at the end of the last, the latest first.

    With what was written down after a moment, also when it was told before the first day.
    """
    wanted = Q(told_on__gte=first)
    if written_after is not None:
        wanted |= Q(created_at__gt=written_after)
    rows = ToldToFamilies.objects.filter(stood_on(last), wanted, told_on__lte=last)
    return told_lines(actor, partnership, rows, as_on_day=last)


def told_since(actor: Actor, partnership: Partnership, first: date, last: date) -> tuple[ToldLine, ...]:
    """What families were told from a day to a day, the latest first."""
    rows = ToldToFamilies.objects.in_force().filter(told_on__gte=first, told_on__lte=last)
    return told_lines(actor, partnership, rows)
