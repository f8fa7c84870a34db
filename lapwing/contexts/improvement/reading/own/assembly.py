"""From drafts to the plan: keys for what has none, links between measures and actions, questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Action, Measure, Plan, Question
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.own.drafts import (
    ActionDraft,
    MeasureDraft,
    Pending,
    PlanDraft,
    spanned,
)


def assembled(draft: PlanDraft, title: str) -> Plan:
    """The plan that the drafts make. ``title`` is that of a document whose table says none."""
    doubts = Doubts()
    actions = _actions(draft.actions, doubts)
    measures = _measures(draft.measures, actions, doubts)
    for place, pending in draft.doubts:
        _add(doubts, place, pending)
    return Plan(
        title=draft.title or title,
        local_area=draft.local_area,
        quarter_basis=draft.basis,
        inspection=draft.inspection,
        governance_group=draft.governance_group,
        areas_for_improvement=tuple(draft.areas),
        findings=tuple(draft.findings),
        groups=tuple(draft.groups),
        objectives=tuple(draft.objectives),
        actions=actions,
        measures=measures,
        questions=(*draft.questions, *_new(doubts, draft.questions)),
        legend=tuple(draft.legend),
        document=draft.kind or "plan",  # type: ignore[arg-type]  # checked when it was read
    )


def _actions(drafts: list[ActionDraft], doubts: Doubts) -> tuple[Action, ...]:
    met: Counter[str] = Counter()
    keys = {each.key for each in drafts if each.key}
    taken: set[str] = set()
    found: list[Action] = []
    for at, draft in enumerate(drafts, start=1):
        ref = draft.action.ref
        if ref:
            met[ref] += 1
        wanted = draft.key or ref or f"action-{at}"
        made = wanted in taken or (not draft.key and wanted in keys)
        key = _free(wanted, taken | keys) if made else wanted
        taken.add(key)
        if made and ref:
            text = f"The number {ref} is printed for several actions. They are kept apart; is a number wrong?"
            doubts.add("ref.duplicate", key, text, cause=ref)
        for pending in draft.doubts:
            _add(doubts, key, pending)
        found.append(
            replace(
                draft.action,
                key=key,
                occurrence=met[ref] if ref else 1,
                source=spanned(draft.lines),
                milestones=tuple(draft.milestones),
                success_criteria=tuple(draft.criteria),
            )
        )
    return tuple(found)


def _measures(drafts: list[MeasureDraft], actions: tuple[Action, ...], doubts: Doubts) -> tuple[Measure, ...]:
    keys = {action.key: action.key for action in actions}
    numbers = {action.ref: action.key for action in reversed(actions) if action.ref}
    names = {key: key for key in numbers.values()} | numbers | keys
    taken: set[str] = set()
    found: list[Measure] = []
    for at, draft in enumerate(drafts, start=1):
        key = _free(draft.measure.key or f"M{at}", taken | _later(drafts[at:], draft))
        taken.add(key)
        said = draft.measure.refs if draft.serves is None else draft.serves
        if missing := [each for each in said if each not in names]:
            text = "The measure names actions that the plan does not have. Which are meant?"
            doubts.add("ref.dangling", key, text, raw="\n".join(missing))
        for pending in draft.doubts:
            _add(doubts, key, pending)
        linked = tuple(dict.fromkeys(names[each] for each in said if each in names))
        found.append(
            replace(
                draft.measure,
                key=key,
                actions=linked,
                series=tuple(draft.series),
                source=spanned(draft.lines),
            )
        )
    return tuple(found)


def _later(drafts: Iterable[MeasureDraft], draft: MeasureDraft) -> set[str]:
    """Keys that measures further down bear, which one without a key may not take."""
    return set() if draft.measure.key else {each.measure.key for each in drafts}


def _free(wanted: str, taken: set[str]) -> str:
    """The key wanted, or the first of those numbered after it that is free."""
    key, at = wanted, 2
    while key in taken:
        key, at = f"{wanted}-{at}", at + 1
    return key


def _add(doubts: Doubts, place: str, pending: Pending) -> None:
    where = f"{place}/{pending.part}" if pending.part else place
    doubts.add(pending.code, where, pending.text, cause=pending.raw, raw=pending.raw)


def _new(doubts: Doubts, printed: list[Question]) -> tuple[Question, ...]:
    """Questions that the document does not print already."""
    asked = {(question.code, question.raw, question.where) for question in printed}
    return tuple(each for each in doubts.questions() if (each.code, each.raw, each.where) not in asked)
