"""What owners had said by the time of a cycle, as the reports tell it, put in place as their updates."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from lapwing.contexts.improvement.access import REPORT
from lapwing.contexts.improvement.models import Cycle, Expected, StatusReport, Update, UpdateState
from lapwing.contexts.improvement.own_work import owners_today
from lapwing.contexts.improvement.rules import Status
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import holders_of
from lapwing.shell.demonstration.happenings import Worded, words_of
from lapwing.shell.demonstration.parts import milestones_of
from lapwing.shell.demonstration.settling import morning
from lapwing.shell.demonstration.stepping import take_steps

# Of updates for which the data files hold no words of their own.
_MITIGATION = "The group looks at it each week until it is back on its dates."
_NEXT = "Look at it again at the next meeting of the group."
_LATER = timedelta(days=61)

# By the number of a milestone, and the day on which it was reported on.
_Words = Mapping[tuple[int, date], Worded]


def answer(
    cycle: Cycle,
    said: Q,
    state: UpdateState,
    *,
    by: User,
    told_until: date | None = None,
    signed_on: date | None = None,
) -> list[Update]:
    """The last of these reports on each milestone that was asked about as the update that its author gave.

    Not those that whoever signs off wrote: nobody signs off their own. Whoever stands in for somebody who
    has left since gives theirs. What was told by ``told_until`` has its update in an earlier cycle, and
    stands as it stood. What is signed off is so on ``signed_on``.
    """
    expected = set(Expected.objects.filter(cycle=cycle).values_list("action_id", "milestone_id"))
    # an action of which no milestone was asked about is answered by what was said of any of its milestones
    wholes = {action for action, milestone in expected if milestone is None}
    wholes -= {action for action, milestone in expected if milestone is not None}
    last: dict[int, StatusReport] = {}
    standing = StatusReport.objects.standing().filter(milestone__action__plan=cycle.plan_id, occurrence=None)
    rows = standing.filter(said).select_related("milestone__action__group")
    for report in rows.exclude(recorded_by=by).order_by("effective_on", "pk"):
        action = report.milestone.action_id
        if action in wholes or (action, report.milestone_id) in expected:
            last[report.milestone_id] = report
    assert cycle.opened_at is not None
    on = timezone.localdate(cycle.opened_at)
    here = set(holders_of(REPORT, cycle.partnership_id, on)) - {by.pk}
    owners = owners_today({report.milestone.action_id for report in last.values()}, on)
    words = _words(cycle)
    updates = Update.objects.bulk_create(
        _update(cycle, report, state, _author(report, here, owners), words, told_until)
        for report in last.values()
    )
    take_steps(updates, on, signed_on=signed_on)
    return updates


def _words(cycle: Cycle) -> _Words:
    milestones = milestones_of(cycle.plan)
    return {
        (milestones[each.action, each.milestone].pk, each.said_on): each
        for each in words_of(cycle.plan.local_area)
    }


def _author(report: StatusReport, here: Set[int], owners: Mapping[int, Set[int]]) -> int:
    """Who made the report, while they are there; else the first of those who own the action now."""
    if report.recorded_by_id in here:
        return report.recorded_by_id
    return min(owners.get(report.milestone.action_id, frozenset()) & here, default=report.recorded_by_id)


def _update(
    cycle: Cycle,
    report: StatusReport,
    state: UpdateState,
    author: int,
    words: _Words,
    told_until: date | None,
) -> Update:
    assert cycle.opened_at is not None
    given = max(morning(report.effective_on), cycle.opened_at)
    explained = report.status in (Status.OFF_TRACK, Status.AT_RISK)
    is_new = told_until is None or report.effective_on > told_until
    said = words.get((report.milestone_id, report.effective_on))
    forecast = said.forecast_on if said and said.forecast_on else cycle.to_date + _LATER
    return Update(
        partnership_id=cycle.partnership_id,
        created_at=given,
        created_by_id=author,
        cycle=cycle,
        action=report.milestone.action,
        milestone_id=report.milestone_id,
        status=report.status,
        done=(report.note if is_new else "") or "Nothing has changed since the last report.",
        impact=said.impact if said and is_new else "",
        next_steps=said.next_steps if said else _NEXT,
        mitigation=(said.mitigation if said else _MITIGATION) if explained else "",
        forecast_on=forecast if explained else None,
        state=state,
        submitted_at=given,
        submitted_by_id=author,
        report=report if state == UpdateState.SIGNED_OFF and is_new else None,
    )
