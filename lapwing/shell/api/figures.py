"""Figures: reading targets and actuals, and entering, correcting and withdrawing actuals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from ninja import Query, Status

from lapwing.contexts.improvement import access, commands
from lapwing.contexts.improvement.models import Actual, Series, Target
from lapwing.contexts.improvement.queries.standing import when
from lapwing.platform.access.acting import for_partnership
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.shell.api import shapes, showing
from lapwing.shell.api.days import AsAt, past
from lapwing.shell.api.declaring import reads, writes
from lapwing.shell.api.door import ApiRequest
from lapwing.shell.api.paging import USUAL, After, Limit, part_of_rows
from lapwing.shell.api.problems import Fault, ProblemError

T = TypeVar("T")
# The names of details where programs know them by another.
_NAMES = {"from_date": "from", "to_date": "to"}


@reads("/plans/{plan}/targets", permission=access.READ, answer=shapes.TargetPage, tag="Measures")
def list_targets(
    request: ApiRequest, plan: str, as_at: AsAt = None, limit: Limit = USUAL, after: After = None
) -> Any:
    """What every series of a plan should reach, and by when: as written, and as worked out."""
    asked = when(timezone.localdate(), past(as_at))
    found = asked.recorded(Target.objects.filter(_of_plan(request, plan)))
    rows, following = part_of_rows(request, found.select_related("series__measure"), limit=limit, after=after)
    return {"items": [showing.target(row) for row in rows], "next": following}


@reads("/plans/{plan}/actuals", permission=access.READ, answer=shapes.ActualPage, tag="Figures")
def list_actuals(
    request: ApiRequest,
    plan: str,
    measure: Annotated[shapes.Ref | None, Query(description="Of this measure alone.")] = None,
    series: Annotated[shapes.Ref | None, Query(description="Of this series alone.")] = None,
    since: Annotated[date | None, Query(description="Whose period ends on this day or later.")] = None,
    until: Annotated[date | None, Query(description="Whose period ends on this day or earlier.")] = None,
    as_at: AsAt = None,
    limit: Limit = USUAL,
    after: After = None,
) -> Any:
    """The figures that stand, in the order in which they were recorded."""
    asked = when(timezone.localdate(), past(as_at))
    found = asked.recorded(Actual.objects.filter(_of_plan(request, plan)))
    for name, value in (
        ("series__measure__ref", measure),
        ("series__ref", series),
        ("to_date__gte", since),
        ("to_date__lte", until),
    ):
        found = found.filter((name, value)) if value is not None else found
    rows, following = part_of_rows(request, found.select_related("series__measure"), limit=limit, after=after)
    return {"items": [showing.actual(row) for row in rows], "next": following}


@writes(
    "/series/{series}/actuals", permission=access.ENTER, answer=shapes.ActualOut, tag="Figures", status=201
)
def enter_actual(request: ApiRequest, series: str, figure: shapes.ActualIn) -> Any:
    """Enter the figure of a period.

    A figure that says the same is left as it is. One that says something else is in the way (409): correct
    that one. People who own actions enter figures for the measures of those.
    """
    row = _series(request.actor, series)
    with for_partnership(row.partnership_id):
        made = _done(
            lambda: commands.record_actual(
                actor=request.actor, now=timezone.now(), series_ref=row.ref, details=_details(figure)
            )
        )
    return Status(201, _shown(made))


@writes("/plans/{plan}/actuals", permission=access.ENTER, answer=shapes.BatchOut, tag="Figures", status=201)
def enter_actuals(request: ApiRequest, plan: str, batch: shapes.BatchIn) -> Any:
    """Enter up to 500 figures: all of them, or none.

    What is wrong is said for each row. A row that replaces a figure names it in “replaces” and says why.
    """
    found = access.fetch_plan(request.actor, access.ENTER, plan)
    rows = [
        commands.ActualRow(
            series_ref=row.series, details=_details(row), replaces=row.replaces or "", reason=row.reason
        )
        for row in batch.actuals
    ]
    with for_partnership(found.partnership_id):
        try:
            saved = commands.record_actuals(
                actor=request.actor, now=timezone.now(), plan_ref=found.ref, rows=rows
            )
        except commands.RowsRefusedError as error:
            faults = [
                Fault(each.message, pointer=f"/actuals/{each.row}/{_NAMES.get(each.field, each.field)}")
                for each in error.errors
            ]
            raise ProblemError("not-valid", errors=faults) from error
    shown = [{"effect": each.effect, "actual": showing.actual(each.actual)} for each in saved]
    return Status(201, {"actuals": shown})


@writes("/actuals/{actual}/correction", permission=access.ENTER, answer=shapes.ActualOut, tag="Figures")
def correct_actual(request: ApiRequest, actual: str, correction: shapes.CorrectionIn) -> Any:
    """Put another figure in place of one that stands, and say why.

    The one before stays on record. When it no longer stands, somebody was quicker (409): read it again.
    """
    row = _actual(request.actor, actual)
    details = _details(correction, from_=row.from_date, to=row.to_date)
    with for_partnership(row.partnership_id):
        made = _done(
            lambda: commands.correct_actual(
                actor=request.actor,
                now=timezone.now(),
                actual_ref=row.ref,
                details=details,
                reason=correction.reason,
            )
        )
    return _shown(made)


@writes("/actuals/{actual}/withdrawal", permission=access.ENTER, answer=shapes.ActualOut, tag="Figures")
def withdraw_actual(request: ApiRequest, actual: str, withdrawal: shapes.WithdrawalIn) -> Any:
    """Withdraw a figure that is wrong, and say why. It stays on record."""
    row = _actual(request.actor, actual)
    with for_partnership(row.partnership_id):
        made = _done(
            lambda: commands.withdraw_actual(
                actor=request.actor, now=timezone.now(), actual_ref=row.ref, reason=withdrawal.reason
            )
        )
    return _shown(made)


def _of_plan(request: ApiRequest, plan: str) -> Q:
    found = access.fetch_plan(request.actor, access.READ, plan)
    return Q(series__measure__plan=found, series__voided_at=None, series__measure__voided_at=None)


def _standing_series() -> QuerySet[Series]:
    return Series.objects.in_force().filter(measure__voided_at=None, measure__plan__voided_at=None)


def _series(actor: Actor, ref: str) -> Series:
    """The series, if this person may enter figures for it. Raises NotVisible."""
    return access.series.fetch(actor, access.ENTER, queryset=_standing_series(), ref=ref)


def _actual(actor: Actor, ref: str) -> Actual:
    """The figure, if this person may enter figures for its series. Raises NotVisible."""
    row = Actual.objects.select_related("series").filter(ref=ref).first()
    if row is None:
        raise NotVisible("No such figure")
    _series(actor, row.series.ref)
    if row.withdrawn_at is not None:
        raise ProblemError("edited-meanwhile")
    return row


def _details(
    figure: shapes.FigureIn, *, from_: date | None = None, to: date | None = None
) -> commands.ActualDetails:
    last = figure.to if isinstance(figure, shapes.ActualIn) else to
    first = figure.from_ if isinstance(figure, shapes.ActualIn) else from_
    assert last is not None
    return commands.ActualDetails(
        from_date=first,
        to_date=last,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        source=figure.source,
        note=figure.note,
    )


def _done(command: Callable[[], T]) -> T:
    """What a command gives; what it refuses is told as a problem."""
    try:
        return command()
    except commands.AlreadyRecordedError as error:
        raise ProblemError("already-recorded", current=_current(error.current)) from error
    except commands.EditedByAnotherError as error:
        raise ProblemError("edited-meanwhile") from error
    except commands.RefusedError as error:
        name = _NAMES.get(error.field, error.field)
        raise ProblemError("not-valid", errors=[Fault(str(error), pointer=f"/{name}")]) from error


def _shown(row: Actual) -> dict[str, Any]:
    return showing.actual(Actual.objects.select_related("series__measure").get(pk=row.pk))


def _current(row: Actual) -> dict[str, Any]:
    shown = _shown(row)
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in shown.items()
    }
