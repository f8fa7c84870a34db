"""What a person sees of a plan in print: by this, a plan and its reading back are equal.

Left out or made alike: lines of a source, the remainder, dependencies, how control charts are worked out,
keys of Lapwing's own making, the order of
objectives and actions beyond that of the outline, blanks and empty lines, signs without width, a label that
repeats a name.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from lapwing.contexts.improvement.interchange.places import in_order, objectives_in_order
from lapwing.contexts.improvement.interchange.plain import block, one_line
from lapwing.contexts.improvement.interchange.shapes import (
    Action,
    Actual,
    Area,
    Baseline,
    Comparator,
    Due,
    DuePoint,
    Finding,
    Group,
    Inspection,
    LegendEntry,
    Measure,
    Milestone,
    Objective,
    Plan,
    Question,
    Series,
    StatusReport,
    Target,
)

T = TypeVar("T")

# Texts that are printed in one line, whatever breaks they hold.
_IN_ONE_LINE: dict[type, tuple[str, ...]] = {
    Plan: ("title", "local_area", "governance_group"),
    Inspection: ("as_written",),
    Area: ("ref", "governance_group"),
    Finding: ("ref", "area", "objectives"),
    Group: ("ref", "title"),
    Objective: ("ref", "group", "title"),
    Action: ("key", "ref", "group", "objective", "owners", "accountable"),
    Milestone: ("label", "status"),
    Due: ("recurrence",),
    DuePoint: ("role", "as_written"),
    StatusReport: ("as_written", "period"),
    LegendEntry: ("word", "colour"),
    Measure: ("key", "refs", "actions"),
    Series: ("unit", "breakdown"),
    Baseline: ("as_written", "date_as_written"),
    Comparator: ("as_written",),
    Target: ("by_as_written", "as_written"),
    Actual: ("source",),
    Question: ("code", "where", "choices"),
}


def tidied(plan: Plan) -> Plan:
    """The plan with its texts as they are seen in print; a text without any is None where it may be."""
    return _settled(_tidy(plan))


def visible(plan: Plan) -> Plan:
    """The plan as a person sees it in print, for comparing."""
    tidy = tidied(plan)
    actions = in_order(tidy)
    names = {action.key: f"action {at}" for at, action in enumerate(actions, start=1)}
    names |= {each.key: f"measure {at}" for at, each in enumerate(tidy.measures, start=1)}
    return replace(
        _without_sources(tidy),
        objectives=tuple(_without_sources(each) for each in objectives_in_order(tidy)),
        actions=_counted(tuple(_named(_without_sources(each), names) for each in actions)),
        measures=tuple(_measure(_without_sources(each), names) for each in tidy.measures),
        questions=tuple(
            replace(each, where=tuple(_renamed(key, names) for key in each.where)) for each in tidy.questions
        ),
        remainder=(),
        dependencies=(),
        two_in_three="between",
    )


def _named(action: Action, names: Mapping[str, str]) -> Action:
    return replace(action, key=names[action.key])


def _measure(measure: Measure, names: Mapping[str, str]) -> Measure:
    actions = tuple(names.get(key, key) for key in measure.actions)
    series = tuple(replace(each, recalculations=()) for each in measure.series)
    return replace(measure, key=names[measure.key], actions=actions, series=series, two_in_three=None)


def _renamed(place: str, names: Mapping[str, str]) -> str:
    """A place in a question: a key, or a part of what bears one (``1.2/m3``)."""
    key, stroke, part = place.rpartition("/")
    return names.get(place) or (f"{names[key]}{stroke}{part}" if key in names else place)


def _counted(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """The actions, each with how often its number has been met."""
    met: Counter[str] = Counter()
    found: list[Action] = []
    for action in actions:
        met[action.ref or ""] += 1
        found.append(replace(action, occurrence=met[action.ref or ""] if action.ref else 1))
    return tuple(found)


def _settled(plan: Plan) -> Plan:
    """What is printed in one way only: a role that is not said, a label that repeats a name."""
    return replace(
        plan,
        measures=tuple(
            replace(
                measure,
                series=tuple(replace(each, label=each.label or measure.name) for each in measure.series),
            )
            for measure in plan.measures
        ),
    )


def _tidy(value: T) -> T:
    """A part of a plan, and all its parts, with tidy texts."""
    changed: dict[str, Any] = {}
    lines = _IN_ONE_LINE.get(type(value), ())
    for field in dataclasses.fields(value):  # type: ignore[arg-type]
        changed[field.name] = _tidy_value(
            getattr(value, field.name), field.name in lines, _may_be_none(field)
        )
    if isinstance(value, DuePoint) and not changed["role"]:
        changed["role"] = "complete"
    return replace(value, **changed)  # type: ignore[type-var]


def _tidy_value(value: Any, in_one_line: bool, may_be_none: bool) -> Any:
    if isinstance(value, str):
        text = one_line(value) if in_one_line else block(value)
        return None if not text and may_be_none else text
    if isinstance(value, tuple):
        found = tuple(_tidy_value(each, in_one_line, False) for each in value)
        return tuple(each for each in found if each != "")
    if isinstance(value, dict):
        return {one_line(name): one_line(each) for name, each in value.items()}
    return _tidy(value) if dataclasses.is_dataclass(value) else value


def _may_be_none(field: dataclasses.Field[Any]) -> bool:
    return "None" in str(field.type)


def _without_sources(value: T) -> T:
    """A part of a plan, and all its parts, without the lines they were read from."""
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(value):  # type: ignore[arg-type]
        found = getattr(value, field.name)
        if field.name == "source" and (found is None or isinstance(found, tuple)):
            changed["source"] = None
        elif isinstance(found, tuple):
            changed[field.name] = tuple(
                _without_sources(each) if dataclasses.is_dataclass(each) else each for each in found
            )
    return replace(value, **changed)  # type: ignore[type-var]
