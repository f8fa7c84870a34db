"""Many figures at once, from a program: all are recorded, or none, and each that cannot be is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from lapwing.contexts.improvement import access, events
from lapwing.contexts.improvement.commands.actuals import save_actual, says_the_same
from lapwing.contexts.improvement.commands.checks import checked_actual
from lapwing.contexts.improvement.commands.common import RefusedError, clean, fetch, required
from lapwing.contexts.improvement.commands.details import ActualDetails
from lapwing.contexts.improvement.models import Actual, Plan, Series
from lapwing.platform.access.actor import Actor

Effect = Literal["new", "changed", "same"]
Period = tuple[int, date | None, date]


@dataclass(frozen=True, kw_only=True)
class ActualRow:
    """A figure for a series of the plan. ``replaces`` is the reference of the figure it corrects, or ""."""

    series_ref: str
    details: ActualDetails
    replaces: str = ""
    reason: str = ""


@dataclass(frozen=True)
class RowError:
    """What is wrong with a row, counted from 0. ``field`` is the detail at fault."""

    row: int
    field: str
    message: str


@dataclass(frozen=True)
class SavedRow:
    effect: Effect
    actual: Actual


class RowsRefusedError(ValueError):
    """Nothing was saved; ``errors`` names every row that cannot be, in order."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        self.errors = tuple(errors)
        super().__init__(f"{len(errors)} rows cannot be recorded.")


@transaction.atomic
def record_actuals(
    *, actor: Actor, now: datetime, plan_ref: str, rows: Sequence[ActualRow]
) -> tuple[SavedRow, ...]:
    """Record figures for series of one plan. Raises NotVisible and RowsRefusedError: then nothing is saved.

    A row whose figure stands already changes nothing. One that differs from what stands must name that in
    ``replaces`` and say why: so nobody overwrites what they have not read.
    """
    plan = fetch(actor, access.READ, Plan, plan_ref)
    series = _series(plan, actor, {row.series_ref for row in rows})
    standing = _standing(series)
    seen: set[Period] = set()
    errors: list[RowError] = []
    checked: list[tuple[ActualRow, Series, ActualDetails, Effect]] = []
    for number, row in enumerate(rows):
        try:
            checked.append(_checked(row, series, standing, seen, now))
        except RefusedError as error:
            errors.append(RowError(number, error.field or "series", str(error)))
    if errors:
        raise RowsRefusedError(errors)
    saved = tuple(
        SavedRow(effect, save_actual(of, details, actor, now, clean(row.reason)))
        for row, of, details, effect in checked
    )
    events.actuals_entered([each.actual for each in saved if each.effect != "same"], now)
    return saved


def _checked(
    row: ActualRow,
    series: Mapping[str, Series],
    standing: Mapping[Period, Actual],
    seen: set[Period],
    now: datetime,
) -> tuple[ActualRow, Series, ActualDetails, Effect]:
    of = series.get(row.series_ref)
    if of is None:
        raise RefusedError("There is no such series that you may enter figures for.", field="series")
    details = checked_actual(row.details, now)
    period = (of.pk, details.from_date, details.to_date)
    if period in seen:
        raise RefusedError("This series and period stand in the batch before.", field="to_date")
    seen.add(period)
    before = standing.get(period)
    if before is not None and says_the_same(before, details):
        return row, of, details, "same"
    if before is None and not row.replaces:
        return row, of, details, "new"
    if before is None or before.ref != row.replaces:
        what = f"The figure {before.ref} stands for this period." if before else "No figure stands there."
        raise RefusedError(f"{what} Read it, and name what is replaced.", field="replaces")
    required(row.reason, field="reason", message="Say why the figure changes.")
    return row, of, details, "changed"


def _series(plan: Plan, actor: Actor, refs: set[str]) -> Mapping[str, Series]:
    """The series of the plan that the actor may enter figures for, locked until the command ends."""
    found = Series.objects.in_force().filter(measure__plan=plan, measure__voided_at=None, ref__in=refs)
    allowed = access.series.visible_to(actor, found, permission=access.ENTER)
    # in one order, so that two batches never wait for each other
    rows = allowed.select_related("measure").select_for_update(of=("self",)).order_by("pk")
    return {row.ref: row for row in rows}


def _standing(series: Mapping[str, Series]) -> Mapping[Period, Actual]:
    rows = Actual.objects.standing().filter(series__in=[row.pk for row in series.values()])
    return {(row.series_id, row.from_date, row.to_date): row for row in rows}
