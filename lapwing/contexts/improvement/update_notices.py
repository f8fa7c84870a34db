"""Telling people of updates: those who can take a step, and those whose update came back or is done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.models import Cycle, Update, UpdateState
from lapwing.contexts.improvement.reporting_notices import PASSED_OVER, UPDATE_STUCK
from lapwing.contexts.improvement.rules.workflow import Step
from lapwing.platform.notices.telling import Told, hold_told, notify, say_done, settle


@dataclass(frozen=True)
class ToTell:
    """What is told of updates at a step under its key: once for all of a cycle that come on a day, and once
    more for what comes after somebody has seen it, or had nothing left to do about it; ``once``: never again.
    """

    key: str
    people: frozenset[int]
    template: str
    partnership_id: int
    url: str
    cycle: str
    step: str
    once: bool = False


def waits_at(update: Update, step: Step, takers: Collection[int], now: datetime) -> ToTell:
    """What those who hold a step are told: once for the updates of a cycle that come to wait there."""
    return ToTell(
        key=f"updates-to-check {update.cycle.ref} {step.id or 0} {timezone.localdate(now)}",
        people=frozenset(takers),
        template="updates-to-check",
        partnership_id=update.partnership_id,
        url=reverse("improvement:updates-to-check", args=[update.partnership.ref]),
        cycle=update.cycle.label,
        step=step.name,
    )


def was_passed_over(update: Update, step: Step, runners: Collection[int], now: datetime) -> ToTell:
    """What those who run the plan are told of a check that nobody could make, likewise."""
    return ToTell(
        key=f"passed over {update.cycle.ref} {step.id or 0} {timezone.localdate(now)}",
        people=frozenset(runners),
        template=PASSED_OVER,
        partnership_id=update.partnership_id,
        url=reverse("improvement:update", args=[update.partnership.ref, update.ref]),
        cycle=update.cycle.label,
        step=step.name,
    )


def nobody_decides(update: Update, step: Step, runners: Collection[int]) -> ToTell:
    """What those who run the plan are told of an update that waits where nobody can decide: once."""
    return ToTell(
        key=_stuck(update),
        people=frozenset(runners),
        template=UPDATE_STUCK,
        partnership_id=update.partnership_id,
        url=reverse("improvement:update", args=[update.partnership.ref, update.ref]),
        cycle=update.cycle.label,
        step=step.name,
        once=True,
    )


def somebody_decides(found: Iterable[Update], now: datetime) -> None:
    """Nothing is left to mend of updates that nobody could decide about. One query where nobody was told."""
    if keys := [_stuck(update) for update in found]:
        told = hold_told(beginning=keys, templates=(UPDATE_STUCK,))
        if waiting := [each for each in told if not each.is_done]:
            say_done(waiting, now)


def _stuck(update: Update) -> str:
    return f"nobody decides {update.cycle.ref} {update.ref}"


def tell(found: Iterable[ToTell], now: datetime) -> None:
    """Tell people of updates at steps: each key once, in the order of the keys, as everybody does.

    Who has seen what they were told under a key that day, or had nothing left to do about it, is told under
    the key with a number. What was told is held first: who has just settled it is over, or waits.
    """
    by_key: dict[str, ToTell] = {}
    for each in found:
        known = by_key.setdefault(each.key, each)
        by_key[each.key] = replace(known, people=known.people | each.people)
    if not by_key:
        return
    told = hold_told(beginning=by_key, templates={each.template for each in by_key.values()})
    afresh = (each for known in by_key.values() for each in _afresh(known, told))
    for each in sorted(afresh, key=lambda each: each.key):
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


def _afresh(what: ToTell, told: Iterable[Told]) -> list[ToTell]:
    """The same under the key that is each person's turn."""
    if what.once:
        return [what]
    over = Counter(
        each.person for each in told if each.key.startswith(what.key) and (each.is_done or each.is_seen)
    )
    turns: dict[int, set[int]] = defaultdict(set)
    for person in what.people:
        turns[over[person]].add(person)
    return [
        replace(what, key=f"{what.key} {turn}" if turn else what.key, people=frozenset(people))
        for turn, people in turns.items()
    ]


def was_submitted(update: Update, now: datetime) -> None:
    """Nothing is left to do about its having been returned."""
    settle(beginning=f"update-returned {update.ref} ", now=now)


def was_returned(update: Update, now: datetime) -> None:
    settle(beginning=f"update-signed-off {update.ref} ", now=now)
    _tell_author("update-returned", update, now)


def was_signed_off(update: Update, now: datetime) -> None:
    _tell_author("update-signed-off", update, now)


def lost_its_words(update: Update, now: datetime) -> None:
    """Those whose update it is are told that its words were taken out."""
    _tell("update-words-withdrawn", update, now)


def cycle_is_over(cycle: Cycle, left: Collection[Update], now: datetime) -> None:
    """Nobody has to check anything of a cycle that is signed off; whose update was left is told."""
    settle(beginning=f"updates-to-check {cycle.ref} ", now=now)
    settle(beginning=f"passed over {cycle.ref} ", now=now)
    settle(beginning=f"nobody decides {cycle.ref} ", now=now)
    returned = Update.objects.in_force().filter(cycle=cycle, state=UpdateState.RETURNED)
    for ref in returned.values_list("ref", flat=True):
        settle(beginning=f"update-returned {ref} ", now=now)
    for update in left:
        _tell("update-not-signed-off", update, now)


def _tell_author(template: str, update: Update, now: datetime) -> None:
    _settle_when_nothing_waits(update, now)
    somebody_decides([update], now)
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
    """What was told is held, and then it is looked again: what was submitted meanwhile still waits."""
    waiting = Update.objects.in_force().filter(cycle=update.cycle, state=UpdateState.SUBMITTED)
    if waiting.exists():
        return
    told = hold_told(beginning=f"updates-to-check {update.cycle.ref} ", templates=("updates-to-check",))
    if not waiting.exists():
        say_done([each for each in told if not each.is_done], now)
