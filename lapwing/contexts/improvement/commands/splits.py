"""Dividing a cell that lost its list marks, where a person says: through the reader's own rule for it."""

from __future__ import annotations

import re

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.commands.common import RefusedError
from lapwing.contexts.improvement.commands.effects import Effects
from lapwing.contexts.improvement.exports import exported
from lapwing.contexts.improvement.models import (
    Action,
    DuePoint,
    Milestone,
    OwnerAlias,
    OwnerRole,
    Ownership,
    Question,
    SuccessCriterion,
)
from lapwing.contexts.improvement.reading.splitting import SplitError, apply_split


def split_cells(question: Question, answer: str, effects: Effects) -> None:
    """Divide the cells that a question shows; items stand one to a line, cells apart by an empty line.

    Raises RefusedError when the items are not the words of a cell, in their order.
    """
    plan = exported(question.plan)
    asked = interchange.Question(
        code=question.code,
        where=tuple(question.where),
        text=question.text,
        choices=tuple(question.choices),
        raw=question.raw or None,
    )
    divided = plan
    for cell in re.split(r"\n\s*\n", answer.strip()):
        try:
            divided = apply_split(divided, asked, cell.splitlines())
        except SplitError as error:
            raise RefusedError(str(error), field="answer") from error
    before = {action.key: action for action in plan.actions}
    rows = {row.key: row for row in Action.objects.in_force().filter(plan=question.plan)}
    for action in divided.actions:
        if action != before[action.key]:
            _save(rows[action.key], before[action.key], action, effects)


def _save(row: Action, before: interchange.Action, after: interchange.Action, effects: Effects) -> None:
    if after.owners != before.owners:
        _save_owners(row, after, effects)
    if after.success_criteria != before.success_criteria:
        _save_criteria(row, before, after, effects)
    if after.milestones != before.milestones:
        _save_milestones(row, before, after, effects)


def _save_owners(row: Action, after: interchange.Action, effects: Effects) -> None:
    roles = [_role(row.partnership_id, name, effects) for name in after.owners]
    effects.replace(
        Ownership.objects.filter(action=row),
        [
            Ownership(
                partnership_id=row.partnership_id,
                action=row,
                role=role,
                as_written=name,
                position=position,
            )
            for position, (role, name) in enumerate(zip(roles, after.owners, strict=True))
        ],
    )


def _role(partnership_id: int, name: str, effects: Effects) -> OwnerRole:
    alias = OwnerAlias.objects.filter(
        partnership_id=partnership_id, as_written=name, role__voided_at=None
    ).first()
    if alias is not None:
        return alias.role
    named = OwnerRole.objects.in_force().filter(partnership_id=partnership_id, name=name).first()
    role: OwnerRole = named or effects.create([OwnerRole(partnership_id=partnership_id, name=name)])[0]
    OwnerAlias.objects.update_or_create(
        partnership_id=partnership_id, as_written=name, defaults={"role": role}
    )
    return role


def _save_criteria(
    row: Action, before: interchange.Action, after: interchange.Action, effects: Effects
) -> None:
    """Criteria that stay keep their rows and judgements; those of the cell are replaced where they stood."""
    standing = list(SuccessCriterion.objects.in_force().filter(action=row))
    keep, drop, add = _differences(before.success_criteria, after.success_criteria)
    effects.void([standing[at] for at in drop])
    made = effects.create(
        [
            SuccessCriterion(
                partnership_id=row.partnership_id,
                action=row,
                text=after.success_criteria[at].text,
                source_first=standing[drop[0]].source_first,
                source_last=standing[drop[0]].source_last,
            )
            for at in add
        ]
    )
    effects.put_in_order({**{to: standing[at] for at, to in keep}, **dict(zip(add, made, strict=True))})


def _save_milestones(
    row: Action, before: interchange.Action, after: interchange.Action, effects: Effects
) -> None:
    """Parts that stay keep their rows and reports; the new ones carry the dates of those they replace."""
    standing = list(Milestone.objects.in_force().filter(action=row))
    keep, drop, add = _differences(before.milestones, after.milestones)
    old = standing[drop[0]]
    dates = list(DuePoint.objects.standing().filter(milestone=old))
    effects.void([standing[at] for at in drop])
    made = effects.create(
        [
            Milestone(
                partnership_id=row.partnership_id,
                action=row,
                label=after.milestones[at].label or "",
                text=after.milestones[at].text,
                recurrence=after.milestones[at].due.recurrence or "",
                source_first=old.source_first,
                source_last=old.source_last,
            )
            for at in add
        ]
    )
    effects.replace(
        DuePoint.objects.none(),
        [
            DuePoint(
                partnership_id=row.partnership_id,
                milestone=milestone,
                position=point.position,
                role=point.role,
                as_written=point.as_written,
                earliest=point.earliest,
                latest=point.latest,
            )
            for milestone in made
            for point in dates
        ],
    )
    effects.put_in_order({**{to: standing[at] for at, to in keep}, **dict(zip(add, made, strict=True))})


_Parts = tuple[interchange.Milestone, ...] | tuple[interchange.SuccessCriterion, ...]


def _differences(before: _Parts, after: _Parts) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """What stays (from where, to where), what goes and what comes: the parts between equal ends differ."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    ends = [(at, at) for at in range(head)]
    ends += [(len(before) - 1 - at, len(after) - 1 - at) for at in range(tail)]
    return ends, list(range(head, len(before) - tail)), list(range(head, len(after) - tail))
