"""Actions with their milestones, dates, criteria and owners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.commands.actions import serve
from lapwing.contexts.improvement.commands.common import recorded, save_changes, unique_key, withdraw
from lapwing.contexts.improvement.commands.dates import DueDetails, set_due_points
from lapwing.contexts.improvement.comparing import Difference, Kind, Part, Place
from lapwing.contexts.improvement.comparing.compare import is_the_action_itself
from lapwing.contexts.improvement.importing.actions import (
    roles_spelled,
    save_actions,
    save_criteria,
    save_milestones,
)
from lapwing.contexts.improvement.models import (
    Action,
    Milestone,
    Objective,
    Ownership,
    Service,
    SuccessCriterion,
)
from lapwing.contexts.improvement.taking.frame import Columns, change_words, group_row, objective_row
from lapwing.contexts.improvement.taking.work import Taking

WORDS: Mapping[Part, Mapping[str, Columns]] = {
    Part.ACTION: {
        "text": lambda action: {"text": action.text},
        "key_area": lambda action: {"key_area": action.key_area or ""},
        "accountable": lambda action: {"accountable": list(action.accountable)},
        "governance": lambda action: {"governance": action.governance or ""},
        "rationale": lambda action: {"rationale": action.rationale or ""},
        "progress": lambda action: {"progress_as_printed": action.progress or ""},
    },
    Part.MILESTONE: {
        "text": lambda milestone: {"text": milestone.text},
        "recurrence": lambda milestone: {"recurrence": milestone.due.recurrence or ""},
        "place": lambda milestone: {"label": milestone.label or ""},
    },
    Part.CRITERION: {"text": lambda criterion: {"text": criterion.text}},
}


def take_actions(taking: Taking) -> None:
    """Everything of actions but what goes."""
    change_words(taking, WORDS)
    for each in taking.taken(Kind.CHANGED, Part.ACTION, "text"):
        _change_what_is_the_action_itself(taking, each)
    for each in taking.taken(Kind.MOVED, Part.ACTION, "place"):
        _place(taking, each)
    for each in taking.taken(Kind.CHANGED, Part.ACTION, "owners"):
        _set_owners(taking, each)
    for each in taking.taken(Kind.CHANGED, Part.MILESTONE, "dates"):
        _set_dates(taking, each)
    _add_actions(taking)
    _add_milestones(taking)
    _add_criteria(taking)


def _change_what_is_the_action_itself(taking: Taking, difference: Difference) -> None:
    """An action without parts has one milestone, with its words: they change together."""
    assert difference.before is not None
    assert difference.after is not None
    before, after = (
        Place(Part.MILESTONE, (*place.path, 0)) for place in (difference.before, difference.after)
    )
    comparison = taking.comparison
    if comparison.after_of.get(before) != after:
        return
    if is_the_action_itself(comparison.before, before) and is_the_action_itself(comparison.after, after):
        text = taking.after(difference).milestones[0].text
        taking.rows[before] = save_changes(taking.rows[before], {"text": text})


def _place(taking: Taking, difference: Difference) -> None:
    """The number, the group and the objective it is printed under; objectives of other plans stay."""
    action: interchange.Action = taking.after(difference)
    group, objective = group_row(taking, action.group), objective_row(taking, action.objective)
    taking.change(difference, {"number": action.ref or "", "group_id": group.pk if group else None})
    row: Action = taking.row(difference)
    services = Service.objects.filter(action=row).select_related("objective")
    others = [each.objective for each in services if each.objective.plan_id != row.plan_id]
    # of this plan's, the first is where the action is printed; the rest it serves beside
    own: list[Objective] = [each.objective for each in services if each.objective.plan_id == row.plan_id][1:]
    wanted = [objective] if objective else []
    wanted += [each for each in [*own, *others] if each not in wanted]
    if serve(row, wanted):
        row.version += 1
        row.save(update_fields=["version"])


def _set_owners(taking: Taking, difference: Difference) -> None:
    """Who owns it, as printed; who owned it before stays on record with the reason."""
    row: Action = taking.row(difference)
    names = taking.after(difference).owners
    roles = roles_spelled(list(names), taking.importing)
    withdraw(Ownership.objects.filter(action=row), taking.actor, taking.now, taking.reason)
    Ownership.objects.bulk_create(
        Ownership(
            **recorded(taking.actor, taking.now, row.partnership_id, reason=taking.reason),
            action=row,
            role=roles[name],
            as_written=name,
            position=position,
        )
        for position, name in enumerate(names)
    )
    row.version += 1
    row.save(update_fields=["version"])


def _set_dates(taking: Taking, difference: Difference) -> None:
    assert difference.before is not None
    row: Milestone = taking.row(difference)
    points = taking.after(difference).due.points
    taking.rows[difference.before] = set_due_points(
        actor=taking.actor,
        now=taking.now,
        milestone_ref=row.ref,
        version=row.version,
        points=[
            DueDetails(as_written=p.as_written, role=p.role, earliest=p.earliest, latest=p.latest)
            for p in points
        ],
        reason=taking.reason,
        named_nobody=None,
    )


def _add_actions(taking: Taking) -> None:
    """New actions come as an import brings them, under the numbers that their objectives have here."""
    added = list(taking.taken(Kind.ADDED, Part.ACTION))
    if not added:
        return
    keys = list(Action.objects.filter(plan=taking.plan).values_list("key", flat=True))
    numbers = list(Action.objects.in_force().filter(plan=taking.plan).values_list("number", flat=True))
    wanted = []
    for each in added:
        action: interchange.Action = taking.after(each)
        keys.append(unique_key(action.key, keys))
        numbers.append(action.ref or "")
        occurrence = numbers.count(action.ref or "") if action.ref else 1
        wanted.append(_under_what_is_here(taking, replace(action, key=keys[-1], occurrence=occurrence)))
    rows = save_actions(
        replace(taking.comparison.after, actions=tuple(wanted)), taking.plan, taking.importing
    )
    for each, action in zip(added, wanted, strict=True):
        assert each.after is not None
        taking.made[each.after] = rows[action.key]


def _under_what_is_here(taking: Taking, action: interchange.Action) -> interchange.Action:
    group, objective = group_row(taking, action.group), objective_row(taking, action.objective)
    return replace(
        action,
        group=group.number if group else None,
        objective=objective.number if objective else None,
    )


def _add_milestones(taking: Taking) -> None:
    for action, places in _added_to(taking, Part.MILESTONE).items():
        parts = tuple(
            taking.comparison.after.actions[each.path[0]].milestones[each.path[1]] for each in places
        )
        _save_within(taking, action, places, "milestones", parts)


def _add_criteria(taking: Taking) -> None:
    for action, places in _added_to(taking, Part.CRITERION).items():
        parts = tuple(
            taking.comparison.after.actions[each.path[0]].success_criteria[each.path[1]] for each in places
        )
        _save_within(taking, action, places, "success_criteria", parts)


def _added_to(taking: Taking, part: Part) -> dict[Place, list[Place]]:
    """New parts of actions that are there, by the action's place in the new version."""
    found: dict[Place, list[Place]] = {}
    for each in taking.taken(Kind.ADDED, part):
        assert each.after is not None
        assert each.after.above is not None
        found.setdefault(each.after.above, []).append(each.after)
    return found


def _save_within(
    taking: Taking, above: Place, places: list[Place], name: str, parts: tuple[Any, ...]
) -> None:
    """Save milestones or criteria as an import does, of an action that is there."""
    row = taking.row_after(above)
    assert isinstance(row, Action)
    holder = interchange.Action(key=row.key, ref=row.number, **{name: parts})  # type: ignore[arg-type]
    holding = replace(taking.comparison.after, actions=(holder,))
    before = set(_rows_within(row, name))
    save = save_milestones if name == "milestones" else save_criteria
    save(holding, {row.key: row}, taking.importing)
    made = sorted(set(_rows_within(row, name)) - before, key=lambda each: each.pk)
    taking.made |= dict(zip(places, made, strict=True))


def _rows_within(row: Action, name: str) -> list[Any]:
    model: Any = Milestone if name == "milestones" else SuccessCriterion
    return list(model.objects.in_force().filter(action=row))
