"""Telling people of updates: those who can take a step, and those whose update came back or is done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse

from lapwing.contexts.improvement.models import Cycle, Update, UpdateState
from lapwing.contexts.improvement.notices import PASSED_OVER
from lapwing.contexts.improvement.rules.workflow import Step
from lapwing.platform.notices.telling import notify, settle


def waits_at(update: Update, step: Step, takers: Collection[int], now: datetime) -> None:
    """Tell those who hold the step: once a day for all updates of a cycle that wait there."""
    notify(
        people=takers,
        template="updates-to-check",
        partnership_id=update.partnership_id,
        url=reverse("improvement:updates-to-check", args=[update.partnership.ref]),
        now=now,
        key=f"updates-to-check {update.cycle.ref} {step.id or 0} {now:%Y-%m-%d}",
        cycle=update.cycle.label,
        step=step.name,
    )


def was_submitted(update: Update, now: datetime) -> None:
    """Nothing is left to do about its having been returned."""
    settle(beginning=f"update-returned {update.ref} ", now=now)


def was_returned(update: Update, now: datetime) -> None:
    _tell_author("update-returned", update, now)


def was_signed_off(update: Update, now: datetime) -> None:
    _tell_author("update-signed-off", update, now)


def cycle_is_over(cycle: Cycle, left: Collection[Update], now: datetime) -> None:
    """Nobody has to check anything of a cycle that is signed off; whose update was left is told."""
    settle(beginning=f"updates-to-check {cycle.ref} ", now=now)
    settle(beginning=f"passed over {cycle.ref} ", now=now)
    returned = Update.objects.in_force().filter(cycle=cycle, state=UpdateState.RETURNED)
    for ref in returned.values_list("ref", flat=True):
        settle(beginning=f"update-returned {ref} ", now=now)
    for update in left:
        _tell("update-not-signed-off", update, now)


def was_passed_over(update: Update, step: Step, runners: Collection[int], now: datetime) -> None:
    """Tell those who run the plan of a check that nobody could make: once a day of each step in a cycle."""
    notify(
        people=runners,
        template=PASSED_OVER,
        partnership_id=update.partnership_id,
        url=reverse("improvement:update", args=[update.partnership.ref, update.ref]),
        now=now,
        key=f"passed over {update.cycle.ref} {step.id or 0} {now:%Y-%m-%d}",
        cycle=update.cycle.label,
        step=step.name,
    )


def _tell_author(template: str, update: Update, now: datetime) -> None:
    _settle_when_nothing_waits(update, now)
    _tell(template, update, now)


def _tell(template: str, update: Update, now: datetime) -> None:
    assert update.submitted_by_id is not None
    notify(
        people={update.created_by_id, update.submitted_by_id},
        template=template,
        partnership_id=update.partnership_id,
        url=reverse("improvement:update", args=[update.partnership.ref, update.ref]),
        now=now,
        key=f"{template} {update.ref} {update.version}",
        action=update.action.number or update.action.key,
        cycle=update.cycle.label,
    )


def _settle_when_nothing_waits(update: Update, now: datetime) -> None:
    if not Update.objects.in_force().filter(cycle=update.cycle, state=UpdateState.SUBMITTED).exists():
        settle(beginning=f"updates-to-check {update.cycle.ref} ", now=now)
