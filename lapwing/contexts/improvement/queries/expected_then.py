"""What a cycle still expected at the end of a day, by the rule of ``Expected.standing`` as it was then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import OuterRef, Q, Subquery

from lapwing.contexts.improvement.models import (
    Cycle,
    Expected,
    Milestone,
    Move,
    StatusReport,
    Update,
    UpdateMove,
)
from lapwing.contexts.improvement.queries.my_updates import About
from lapwing.contexts.improvement.queries.standing import When
from lapwing.contexts.improvement.queries.whole import whole_said
from lapwing.contexts.improvement.rules import CLOSED, Status
from lapwing.contexts.improvement.rules.cycles import spoken_of

# Moves by which an update comes to be an answer, and is none any more.
_ANSWER_OR_NOT = (Move.SUBMITTED, Move.RETURNED, Move.TAKEN_BACK)


def expected_then(cycle: Cycle, asked: When) -> frozenset[About]:
    """What it expected of what stood in the plan then, and had been answered or was not finished.

    Once it was signed off, what was answered in it and what it was signed off without for a reason. ``asked``
    has a moment. In five queries at most.
    """
    assert asked.moment is not None, "asked of a day"
    rows = Expected.objects.filter(asked.editable_q("action"), cycle=cycle)
    rows = rows.filter(Q(milestone=None) | asked.editable_q("milestone"), cycle__opened_at__lte=asked.moment)
    wanted = {
        (action, milestone): reason
        for action, milestone, reason in rows.values_list("action_id", "milestone_id", "missing_reason")
    }
    answered = _answered(cycle, asked)
    over = cycle.signed_off_at is not None and cycle.signed_off_at <= asked.moment
    left = {about for about, reason in wanted.items() if reason}
    left |= set() if over else wanted.keys() - _finished(wanted, asked)
    left |= wanted.keys() & answered
    wholes = {about for about in wanted if about[1] is None}
    return frozenset(left | (spoken_of(answered, left | wholes) & wholes))


def _answered(cycle: Cycle, asked: When) -> set[About]:
    """What had been submitted, and neither returned nor taken back since."""
    moves = UpdateMove.objects.filter(
        update_moved=OuterRef("pk"), move__in=_ANSWER_OR_NOT, made_at__lte=asked.moment
    )
    last = Subquery(moves.order_by("-made_at", "-pk").values("move")[:1])
    updates = Update.objects.filter(asked.editable_q(), cycle=cycle).alias(moved_last=last)
    rows = updates.filter(moved_last=Move.SUBMITTED)
    return set(rows.values_list("action_id", "milestone_id"))


def _finished(wanted: Collection[About], asked: When) -> set[About]:
    """Milestones that were said to be over, and actions of which that was said, or of whose parts."""
    actions = {action for action, _ in wanted}
    parts: dict[int, dict[int, Status]] = defaultdict(dict)
    standing = Milestone.objects.filter(asked.editable_q(), action__in=actions)
    said = _said_then(asked, actions)
    for pk, action in standing.values_list("pk", "action_id"):
        parts[action][pk] = said.get(pk, Status.NOT_STARTED)
    found: set[About] = {
        (action, pk) for action, of in parts.items() for pk, status in of.items() if status in CLOSED
    }
    as_a_whole = {action for action, milestone in wanted if milestone is None}
    wholes = whole_said(as_a_whole, asked) if as_a_whole else {}
    found |= {(action, None) for action, whole in wholes.items() if whole.status in CLOSED}
    return found | {
        (action, None)
        for action in as_a_whole
        if parts[action] and all(status in CLOSED for status in parts[action].values())
    }


def _said_then(asked: When, actions: Collection[int]) -> Mapping[int, Status]:
    reports = StatusReport.objects.filter(
        milestone__action__in=actions, occurrence=None, effective_on__lte=asked.on
    )
    latest = (
        asked.recorded(reports)
        .order_by("milestone_id", "-effective_on", "-recorded_at", "-id")
        .distinct("milestone_id")
    )
    return {pk: Status(status) for pk, status in latest.values_list("milestone_id", "status")}
