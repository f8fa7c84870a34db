"""A progress report as a later version: the plan as it is known, with what the report tells of actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lapwing.contexts.improvement.comparing.likeness import Weighed, Weights, likeness, words_of
from lapwing.contexts.improvement.comparing.matching import bare_number
from lapwing.contexts.improvement.interchange import Action, Milestone, Plan, StatusReport
from lapwing.contexts.improvement.reading.progress_reports import Update

# How like the words must be where a report repeats no number.
_KNOWN_BY_WORDS = 0.5


def with_updates(plan: Plan, updates: Iterable[Update]) -> tuple[Plan, tuple[Update, ...]]:
    """The plan with a report on each milestone that an update is about, and the updates about none of it.

    An update is about an action. Where that has several milestones it is offered for each: only a person
    knows which it means.
    """
    actions, unknown = list(plan.actions), []
    weights = Weights.from_texts(words_of(action.text) for action in plan.actions)
    for update in updates:
        at = _action_of(plan, update, weights)
        if at is None:
            unknown.append(update)
        else:
            told = tuple(_with_report(each, update) for each in actions[at].milestones)
            actions[at] = replace(actions[at], milestones=told)
    return replace(plan, actions=tuple(actions)), tuple(unknown)


def _with_report(milestone: Milestone, update: Update) -> Milestone:
    """An update without a status that is known says again how it stands, with the update as its note."""
    report = StatusReport(
        as_written=update.status_as_written or "Update",
        status=update.status or milestone.status,
        period=update.period,
        on=update.on,
        note=update.text,
    )
    return replace(milestone, reports=(*milestone.reports, report))


def _action_of(plan: Plan, update: Update, weights: Weights) -> int | None:
    number = bare_number(update.ref)
    numbered = [at for at, action in enumerate(plan.actions) if number and bare_number(action.ref) == number]
    if len(numbered) == 1:
        return numbered[0]
    if not update.action_text:
        return None
    among = numbered or list(range(len(plan.actions)))
    scored = [(_alike(plan.actions[at], update.action_text, weights), -at) for at in among]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= _KNOWN_BY_WORDS else None


def _alike(action: Action, text: str, weights: Weights) -> float:
    one, other = (Weighed.of(each, words_of(each), weights) for each in (action.text, text))
    return likeness(one, other, weights)
