"""What a request wants, as it is kept, as the commands take it that carry it out, and in words.

What is kept is plain data, so that a request reads for good as it was asked, whatever became of the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeAlias

from lapwing.contexts.improvement.commands.checks import checked_baseline, checked_target
from lapwing.contexts.improvement.commands.common import RefusedError, fields_of
from lapwing.contexts.improvement.commands.dates import (
    DueDetails,
    checked_date,
    due_points_of,
    replace_due_points,
)
from lapwing.contexts.improvement.commands.details import BaselineDetails, TargetDetails
from lapwing.contexts.improvement.commands.measures import replace_recorded
from lapwing.contexts.improvement.commands.request_parts import (
    StandsDetails,
    TurnDetails,
    move_turn,
    turn_as_it_is,
    turn_words,
    what_goes,
)
from lapwing.contexts.improvement.commands.voiding import take_row_out
from lapwing.contexts.improvement.models import (
    Baseline,
    ChangeRequest,
    Milestone,
    Occurrence,
    RequestKind,
    Series,
    Target,
)
from lapwing.contexts.improvement.presenters.entered import baseline_words, due_words, target_words
from lapwing.platform.access.actor import Actor

Details: TypeAlias = DueDetails | BaselineDetails | TargetDetails | TurnDetails | StandsDetails
About: TypeAlias = Milestone | Series | Occurrence


@dataclass(frozen=True)
class Shape:
    """How requests of one kind are read, checked, said and carried out."""

    details: type[Any]
    nothing: str
    standing: Callable[[Any], list[Any]]
    words: Callable[[Any], str]
    checked: Callable[[Any, Actor, datetime], Any]
    carry_out: Callable[[Any, list[Any], Actor, datetime, str], object]


def kept(details: Sequence[Details]) -> dict[str, Any]:
    """As it is kept with a request."""
    return {
        "rows": [
            {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in fields_of(each).items()
            }
            for each in details
        ]
    }


def as_details(kind: str, data: Mapping[str, Any]) -> list[Any]:
    """What was kept, as the commands take it."""
    made = SHAPES[RequestKind(kind)].details
    dates = {field.name for field in fields(made) if field.type == "date | None"}
    return [
        made(
            **{
                name: date.fromisoformat(value) if name in dates and value else value
                for name, value in row.items()
            }
        )
        for row in data.get("rows", ())
    ]


def in_words(kind: str, details: Sequence[Any]) -> str:
    """What these details say, one on each line."""
    shape = SHAPES[RequestKind(kind)]
    return "\n".join(map(shape.words, details)) or shape.nothing


def about(request: ChangeRequest) -> About:
    """What a request would change or take out."""
    found = request.occurrence or request.milestone or request.series
    assert found is not None, "the table refuses a request about nothing"
    return found


def _baselines_of(series: Series) -> list[BaselineDetails]:
    rows = Baseline.objects.standing().filter(series=series)
    return [_like(BaselineDetails, row) for row in rows]


def targets_of(series: Series) -> list[TargetDetails]:
    """The targets that a series has, as they would be typed."""
    return [_like(TargetDetails, row) for row in Target.objects.standing().filter(series=series)]


def _like(details: type[Any], row: object) -> Any:
    return details(**{field.name: getattr(row, field.name) for field in fields(details)})


def _one_baseline(series: Series, found: list[Any], actor: Actor, now: datetime, reason: str) -> object:
    if len(found) != 1:
        raise RefusedError("A series has one baseline.")
    return replace_recorded(series, Baseline, found, actor, now, reason, "Say why the baseline changes.")


SHAPES: dict[RequestKind, Shape] = {
    RequestKind.DATE: Shape(
        DueDetails,
        "No date",
        due_points_of,
        due_words,
        lambda each, actor, now: checked_date(each),
        replace_due_points,
    ),
    RequestKind.BASELINE: Shape(
        BaselineDetails,
        "No baseline",
        _baselines_of,
        baseline_words,
        lambda each, actor, now: checked_baseline(each),
        _one_baseline,
    ),
    RequestKind.TARGET: Shape(
        TargetDetails,
        "No target",
        targets_of,
        target_words,
        lambda each, actor, now: checked_target(each, by=actor.name, on=now),
        lambda series, found, actor, now, reason: replace_recorded(
            series, Target, found, actor, now, reason, "Say why the targets change."
        ),
    ),
    RequestKind.TURN: Shape(
        TurnDetails,
        "No turn",
        turn_as_it_is,
        turn_words,
        lambda each, actor, now: each,
        move_turn,
    ),
    RequestKind.TAKE_OUT: Shape(
        StandsDetails,
        "Not in the plan any more",
        what_goes,
        lambda each: each.words,
        lambda each, actor, now: each,
        lambda thing, found, actor, now, reason: take_row_out(thing, actor, now, reason),
    ),
}
