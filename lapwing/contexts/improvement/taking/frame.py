"""The plan and its frame: areas for improvement, findings, groups and objectives."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.commands.common import LONGEST_SHORT, save_changes
from lapwing.contexts.improvement.commands.findings import lead_to_objectives
from lapwing.contexts.improvement.comparing import Difference, Kind, Part, part_at
from lapwing.contexts.improvement.comparing.compare import place_of_ref
from lapwing.contexts.improvement.models import Area, Finding, Group, Objective
from lapwing.contexts.improvement.taking.work import Taking

Columns = Callable[[Any], Mapping[str, object]]
_FORMER = " (former)"

_PLAN: Mapping[str, Columns] = {
    "title": lambda plan: {"title": plan.title},
    "local_area": lambda plan: {"local_area": plan.local_area or ""},
    "inspection": lambda plan: {
        "inspected_from": plan.inspection.from_,
        "inspected_to": plan.inspection.to,
        "inspection_as_written": plan.inspection.as_written or "",
        "inspection_outcome": plan.inspection.outcome or "",
    },
    "governance_group": lambda plan: {"governance_group": plan.governance_group or ""},
    "legend": lambda plan: {"legend": [dataclasses.asdict(entry) for entry in plan.legend]},
}
_AREA: Mapping[str, Columns] = {
    "title": lambda area: {"title": area.title},
    "recommendations": lambda area: {"recommendations": list(area.recommendations)},
    "narrative": lambda area: {"narrative": list(area.narrative)},
    "governance_group": lambda area: {"governance_group": area.governance_group or ""},
    "place": lambda area: {"number": area.ref or ""},
}
_GROUP: Mapping[str, Columns] = {"title": lambda group: {"title": group.title}}
_OBJECTIVE: Mapping[str, Columns] = {
    "title": lambda objective: {"title": objective.title},
    "subtitle": lambda objective: {"subtitle": objective.subtitle or ""},
    "findings": lambda objective: {"findings_quoted": list(objective.findings)},
}
WORDS: Mapping[Part, Mapping[str, Columns]] = {
    Part.PLAN: _PLAN,
    Part.AREA: _AREA,
    Part.GROUP: _GROUP,
    Part.OBJECTIVE: _OBJECTIVE,
}


def change_words(taking: Taking, words: Mapping[Part, Mapping[str, Columns]]) -> None:
    """Save the fields that a column holds as they are printed."""
    for each in taking.intention.taken:
        columns = words.get(each.part, {}).get(each.field)
        if columns is not None and each.kind in (Kind.CHANGED, Kind.MOVED):
            taking.change(each, columns(taking.after(each)))


def take_frame(taking: Taking) -> None:
    """Everything of the frame but what goes: that goes when nothing stands under it any more."""
    change_words(taking, WORDS)
    _areas(taking)
    _free_numbers(taking, Part.GROUP)
    _groups(taking)
    _free_numbers(taking, Part.OBJECTIVE)
    _objectives(taking)
    _findings(taking)


def _areas(taking: Taking) -> None:
    for each in taking.taken(Kind.ADDED, Part.AREA):
        area: interchange.Area = taking.after(each)
        assert each.after is not None
        taking.made[each.after] = Area.objects.create(
            **taking.importing.editable(area.source),
            plan=taking.plan,
            number=area.ref or "",
            title=area.title,
            recommendations=list(area.recommendations),
            narrative=list(area.narrative),
            governance_group=area.governance_group or "",
        )


def _free_numbers(taking: Taking, part: Part) -> None:
    """Numbers stand once among groups, and once among objectives: one whose number another takes gives way.

    What is renumbered itself gets its new number next; what goes keeps the mark.
    """
    needed = {
        part_at(taking.comparison.after, each.after).ref
        for each in taking.intention.taken
        if each.part is part and each.after is not None and (each.kind is Kind.ADDED or each.field == "place")
    }
    leaving = {
        each.before
        for each in taking.intention.taken
        if each.part is part and (each.kind is Kind.REMOVED or _is_renumbered(taking, each))
    }
    for place, row in taking.rows.items():
        if place in leaving and row.number in needed:
            aside = row.number[: LONGEST_SHORT - len(_FORMER)] + _FORMER
            taking.rows[place] = save_changes(row, {"number": aside})


def _is_renumbered(taking: Taking, difference: Difference) -> bool:
    return difference.field == "place" and taking.after(difference).ref != taking.row(difference).number


def _groups(taking: Taking) -> None:
    for each in taking.taken(Kind.ADDED, Part.GROUP):
        group: interchange.Group = taking.after(each)
        assert each.after is not None
        taking.made[each.after] = Group.objects.create(
            **taking.importing.editable(group.source), plan=taking.plan, number=group.ref, title=group.title
        )
    for each in taking.taken(Kind.MOVED, Part.GROUP, "place"):
        taking.change(each, {"number": taking.after(each).ref})


def _objectives(taking: Taking) -> None:
    for each in taking.taken(Kind.ADDED, Part.OBJECTIVE):
        objective: interchange.Objective = taking.after(each)
        group = group_row(taking, objective.group)
        assert each.after is not None
        assert isinstance(group, Group)
        taking.made[each.after] = Objective.objects.create(
            **taking.importing.editable(objective.source),
            plan=taking.plan,
            group=group,
            number=objective.ref,
            title=objective.title,
            subtitle=objective.subtitle or "",
            findings_quoted=list(objective.findings),
        )
    for each in taking.taken(Kind.MOVED, Part.OBJECTIVE, "place"):
        found: interchange.Objective = taking.after(each)
        group = group_row(taking, found.group)
        taking.change(
            each, {"number": found.ref, "group_id": group.pk if group else taking.row(each).group_id}
        )


def group_row(taking: Taking, ref: str | None) -> Any | None:
    """The row of the group that the new version numbers so."""
    return taking.row_after(place_of_ref(taking.comparison.after, Part.GROUP, ref))


def objective_row(taking: Taking, ref: str | None) -> Any | None:
    """The row of the objective that the new version numbers so."""
    return taking.row_after(place_of_ref(taking.comparison.after, Part.OBJECTIVE, ref))


def _findings(taking: Taking) -> None:
    for each in taking.taken(Kind.ADDED, Part.FINDING):
        finding: interchange.Finding = taking.after(each)
        assert each.after is not None
        made = Finding.objects.create(
            **taking.importing.editable(finding.source),
            plan=taking.plan,
            number=finding.ref or "",
            area=_area_numbered(taking, finding.area),
            area_as_written=finding.area or "",
            text=finding.text,
            objectives_as_written=list(finding.objectives),
        )
        lead_to_objectives(made)
        taking.made[each.after] = made
    for kind in (Kind.CHANGED, Kind.MOVED):
        for each in taking.taken(kind, Part.FINDING):
            finding = taking.after(each)
            taking.change(each, _finding_columns(taking, each.field, finding))
            if each.field == "objectives":
                lead_to_objectives(taking.row(each))


def _finding_columns(taking: Taking, name: str, finding: interchange.Finding) -> dict[str, object]:
    if name == "text":
        return {"text": finding.text}
    if name == "area":
        area = _area_numbered(taking, finding.area)
        return {"area_as_written": finding.area or "", "area_id": area.pk if area else None}
    if name == "objectives":
        return {"objectives_as_written": list(finding.objectives)}
    return {"number": finding.ref or ""} if name == "place" else {}


def _area_numbered(taking: Taking, number: str | None) -> Area | None:
    """Of areas with the same number the first is meant."""
    if not number:
        return None
    return Area.objects.in_force().filter(plan=taking.plan, number=number).first()
