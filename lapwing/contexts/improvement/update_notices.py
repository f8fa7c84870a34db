"""Telling people of updates: those who can take a step, and those whose update came back or is done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from lapwing.contexts.improvement.models import Cycle, Update, UpdateState
from lapwing.contexts.improvement.notices import PASSED_OVER
from lapwing.contexts.improvement.rules.workflow import Step
from lapwing.platform.notices.telling import notify, settle


@dataclass(frozen=True)
class ToTell:
    """What is told of updates at a step, once a day under its key for all of a cycle."""

    key: str
    people: frozenset[int]
    template: str
    partnership_id: int
    url: str
    cycle: str
    step: str


def waits_at(update: Update, step: Step, takers: Collection[int], now: datetime) -> ToTell:
    """What those who hold a step are told: once a day for all updates of a cycle that wait there."""
    return ToTell(
        key=f"updates-to-check {update.cycle.ref} {step.id or 0} {now:%Y-%m-%d}",
        people=frozenset(takers),
        template="updates-to-check",
        partnership_id=update.partnership_id,
        url=reverse("improvement:updates-to-check", args=[update.partnership.ref]),
        cycle=update.cycle.label,
        step=step.name,
    )


def was_passed_over(update: Update, step: Step, runners: Collection[int], now: datetime) -> ToTell:
    """What those who run the plan are told of a check that nobody could make: once a day of each step."""
    return ToTell(
        key=f"passed over {update.cycle.ref} {step.id or 0} {now:%Y-%m-%d}",
        people=frozenset(runners),
        template=PASSED_OVER,
        partnership_id=update.partnership_id,
        url=reverse("improvement:update", args=[update.partnership.ref, update.ref]),
        cycle=update.cycle.label,
        step=step.name,
    )


def tell(found: Iterable[ToTell], now: datetime) -> None:
    """Tell people of updates at steps: each key once, in the order of the keys, as everybody does."""
    by_key: dict[str, ToTell] = {}
    for each in found:
        known = by_key.setdefault(each.key, each)
        by_key[each.key] = replace(known, people=known.people | each.people)
    for _, each in sorted(by_key.items()):
        notify(
            people=each.people,
            template=each.template,
            partnership_id=each.partnership_id,
            url=each.url,
            now=now,
            key=each.key,
            cycle=each.cycle,
            step=each.step,
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
