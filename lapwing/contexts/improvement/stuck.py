"""Looking, once a day, at what waits to be decided: who has become able to is told, and where nobody is, who
runs the plan.

When something is submitted or asked for, people are told at once. Roles are given and taken, steps and groups
change, and people leave: then it waits for others, or for nobody.
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from django.utils import timezone

from lapwing.contexts.improvement import update_notices
from lapwing.contexts.improvement.commands.update_parts import rule_step
from lapwing.contexts.improvement.informing import ask_to_decide
from lapwing.contexts.improvement.models import ChangeRequest, Update, UpdateState
from lapwing.contexts.improvement.queries.update_units import RELATED
from lapwing.contexts.improvement.request_deciders import deciders_of_each
from lapwing.contexts.improvement.step_holders import StepHolders, people_of


def tell_of_what_waits(now: datetime) -> int:
    """Tell who has come to decide a request, and who runs plans what nobody can decide; how many were told.

    Nobody is told twice of the same. What somebody decides at this moment is passed over. Whoever acts is a
    system user, in a transaction.
    """
    told = _tell_of_requests(now)
    _tell_of_updates(now)
    return told


def _tell_of_requests(now: datetime) -> int:
    rows = ChangeRequest.objects.filter(decided_at=None, plan__voided_at=None).order_by("plan", "pk")
    rows = rows.select_related("plan__partnership", "milestone", "series")
    told, today = 0, timezone.localdate(now)
    waiting = rows.select_for_update(of=("self",), skip_locked=True)
    for _, of_plan in groupby(waiting, key=lambda row: row.plan_id):
        found = list(of_plan)
        people = deciders_of_each(found, today)
        told += sum(ask_to_decide(row, people[row.pk], now) for row in found)
    return told


def _tell_of_updates(now: datetime) -> None:
    rows = Update.objects.in_force().filter(
        state=UpdateState.SUBMITTED,
        cycle__signed_off_at=None,
        cycle__voided_at=None,
        action__plan__voided_at=None,
    )
    rows = rows.order_by("partnership", "pk").select_related(*RELATED, "step")
    today = timezone.localdate(now)
    waiting = rows.select_for_update(of=("self",), skip_locked=True)
    for partnership_id, of_partnership in groupby(waiting, key=lambda row: row.partnership_id):
        found = list(of_partnership)
        holders, people = StepHolders(partnership_id, today), people_of(found, today)
        decided = [row for row in found if holders.who_may_take(row.step, row.action, people[row.pk])]
        stuck = [row for row in found if row not in decided]
        update_notices.somebody_decides(decided, now)
        to_tell = (update_notices.nobody_decides(row, rule_step(row.step), holders.runners) for row in stuck)
        update_notices.tell(to_tell, now)
