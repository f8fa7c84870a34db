"""The plan as a tree: groups → objectives → actions, with the worst colour and counts at each level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from lapwing.contexts.improvement.models import Action, Area, Finding, Group, Objective, Plan, Service
from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine
from lapwing.contexts.improvement.queries.loading import Loaded, load_actions
from lapwing.contexts.improvement.queries.pages import Tree
from lapwing.contexts.improvement.queries.standing import When, plan_and_head, when
from lapwing.contexts.improvement.queries.tree_lines import AreaLine, FindingLine, GroupLine, ObjectiveLine
from lapwing.contexts.improvement.rules import Counts, Status, count, worst
from lapwing.platform.access.actor import Actor


def tree(*, actor: Actor, plan_ref: str, on: date, as_at: date | None = None) -> Tree:
    """The whole plan. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, as_at)
    asked = when(on, as_at)
    loaded = load_actions(plan_actions(plan), asked)
    areas, findings = _areas(plan, asked)
    return Tree(
        plan=head,
        areas=areas,
        findings=findings,
        groups=group_lines(plan, loaded, asked),
        loose=tuple(line for line in loaded.actions if not line.group_ref and not line.objective_ref),
    )


def plan_actions(plan: Plan) -> QuerySet[Action]:
    """The plan's own actions, and those of other plans that serve its objectives."""
    serving = Service.objects.filter(objective__plan=plan).values("action")
    return Action.objects.filter(Q(plan=plan) | Q(pk__in=serving))


def group_lines(plan: Plan, loaded: Loaded, asked: When) -> tuple[GroupLine, ...]:
    """The groups of a plan with their objectives and actions, in two queries."""
    groups = list(asked.editable(Group.objects.filter(plan=plan)))
    objectives = list(asked.editable(Objective.objects.filter(plan=plan)))
    return tuple(
        _group_line(group, [each for each in objectives if each.group_id == group.pk], loaded)
        for group in groups
    )


def counts_of(actions: Iterable[ActionLine], loaded: Loaded) -> Counts:
    """The unstopped milestones of some actions by colour; an action met twice is counted once."""
    return count(line.colour for line in milestones_of(actions, loaded) if line.status is not Status.STOPPED)


def milestones_of(actions: Iterable[ActionLine], loaded: Loaded) -> list[MilestoneLine]:
    refs = dict.fromkeys(line.ref for line in actions)
    return [line for ref in refs for line in loaded.by_action.get(ref, ())]


def _group_line(group: Group, objectives: Sequence[Objective], loaded: Loaded) -> GroupLine:
    lines = tuple(_objective_line(each, loaded) for each in objectives)
    direct = tuple(
        line
        for line in loaded.actions
        if line.group_ref == group.ref and not _serves_an_objective_of(group.plan_id, line, loaded)
    )
    everything = [*direct, *(action for line in lines for action in line.actions)]
    return GroupLine(
        ref=group.ref,
        number=group.number,
        title=group.title,
        colour=worst(action.colour for action in everything),
        counts=counts_of(everything, loaded),
        overdue=sum(line.is_overdue for line in milestones_of(everything, loaded)),
        objectives=lines,
        actions=direct,
    )


def _serves_an_objective_of(plan_id: int, line: ActionLine, loaded: Loaded) -> bool:
    return any(service.plan_id == plan_id for service in loaded.serves[line.ref])


def _objective_line(row: Objective, loaded: Loaded) -> ObjectiveLine:
    actions = loaded.by_objective.get(row.pk, ())
    return ObjectiveLine(
        ref=row.ref,
        number=row.number,
        title=row.title,
        subtitle=row.subtitle,
        findings_quoted=tuple(row.findings_quoted),
        colour=worst(action.colour for action in actions),
        counts=counts_of(actions, loaded),
        overdue=sum(action.overdue for action in actions),
        actions=actions,
    )


def _areas(plan: Plan, asked: When) -> tuple[tuple[AreaLine, ...], tuple[FindingLine, ...]]:
    findings = list(asked.editable(Finding.objects.filter(plan=plan)))
    areas = list(asked.editable(Area.objects.filter(plan=plan)))
    lines = tuple(
        AreaLine(
            ref=area.ref,
            number=area.number,
            title=area.title,
            recommendations=tuple(area.recommendations),
            narrative=tuple(area.narrative),
            governance_group=area.governance_group,
            findings=tuple(_finding_line(row) for row in findings if row.area_id == area.pk),
        )
        for area in areas
    )
    known = {area.pk for area in areas}
    return lines, tuple(_finding_line(row) for row in findings if row.area_id not in known)


def _finding_line(row: Finding) -> FindingLine:
    return FindingLine(
        ref=row.ref,
        number=row.number,
        text=row.text,
        area_as_written=row.area_as_written,
        objectives_as_written=tuple(row.objectives_as_written),
    )
