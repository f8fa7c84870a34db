"""Recording many figures at once, and taking them back: what ``record_actual`` does, in a few statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lapwing.contexts.improvement import events
from lapwing.contexts.improvement.commands.common import fields_of, recorded, user_id_of
from lapwing.contexts.improvement.commands.details import ActualDetails
from lapwing.contexts.improvement.models import Actual, Series
from lapwing.contexts.improvement.presenters.entered import period_words, series_name
from lapwing.platform.access.actor import Actor
from lapwing.platform.imports.errors import RowsMovedError

REPLACED = "Replaced by a file of figures."
TAKEN_BACK = "The file of figures it came in was undone."
_NAMES = ("from_date", "to_date", "value", "numerator", "denominator", "source", "note")
Period = tuple[int, date | None, date]


@dataclass(frozen=True)
class Figure:
    """A checked figure for a series; ``replaces`` is the number of the one that stands, if any."""

    series_id: int
    details: ActualDetails
    replaces: int | None


@dataclass(frozen=True)
class Became:
    """A figure that was recorded, in words, and what happened to it since ("" for nothing)."""

    series_id: int
    words: str
    changed: str


def standing_figures(
    series: Collection[int], ends: Collection[date], *, locking: bool = False
) -> Mapping[Period, Actual]:
    """The standing figures of some series for periods with these last days; with ``locking``, kept so."""
    rows = Actual.objects.standing().filter(series__in=series, to_date__in=ends)
    if locking:
        # everything that records a figure locks its series first, and what withdraws one locks the figure
        list(Series.objects.filter(pk__in=series).order_by("pk").select_for_update().values_list("pk"))
        rows = rows.order_by("pk").select_for_update(of=("self",))
    return {(row.series_id, row.from_date, row.to_date): row for row in rows}


@transaction.atomic
def record_figures(
    figures: Sequence[Figure], *, by: Actor, now: datetime, partnership_id: int, reason: str
) -> list[int]:
    """Record checked figures of series that are the actor's to enter; the result is their numbers, in order.

    Raises RowsMovedError when one that should be replaced no longer stands.
    """
    why = reason or REPLACED
    _withdraw([each.replaces for each in figures if each.replaces is not None], by, now, why)
    made = Actual.objects.bulk_create(
        Actual(
            **recorded(by, now, partnership_id, reason=why if each.replaces is not None else ""),
            series_id=each.series_id,
            **fields_of(each.details),
        )
        for each in figures
    )
    events.actuals_entered(made, now)
    return [row.pk for row in made]


def what_became_of(actuals: Sequence[int]) -> Mapping[int, Became]:
    """Whether figures still stand, and if not who changed them or took them back, and why."""
    rows = Actual.objects.filter(pk__in=actuals).select_related("series__measure", "withdrawn_by")
    return {row.pk: Became(row.series_id, _words(row), _changed(row)) for row in rows}


@transaction.atomic
def put_figures_back(pairs: Sequence[tuple[int, int | None]], *, by: Actor, now: datetime) -> None:
    """Withdraw figures, and record anew those that they replaced, as they were. Raises RowsMovedError.

    By recorded time both stay true: until now the file's figure stood, from now on the one before it does.
    """
    _withdraw([made for made, _ in pairs], by, now, TAKEN_BACK)
    events.actuals_entered(list(Actual.objects.filter(pk__in=[made for made, _ in pairs])), now)
    replaced = [before for _, before in pairs if before is not None]
    Actual.objects.bulk_create(
        Actual(
            **recorded(by, now, row.partnership_id, effective_on=row.effective_on, reason=TAKEN_BACK),
            series_id=row.series_id,
            **{name: getattr(row, name) for name in _NAMES},
        )
        for row in Actual.objects.filter(pk__in=replaced).order_by("pk")
    )


def _withdraw(actuals: Sequence[int], by: Actor, now: datetime, why: str) -> None:
    if not actuals:
        return
    withdrawn = Actual.objects.standing().filter(pk__in=actuals)
    number = withdrawn.update(withdrawn_at=now, withdrawn_by_id=user_id_of(by), withdrawn_reason=why)
    if number != len(actuals):
        raise RowsMovedError


def _words(row: Actual) -> str:
    return f"{series_name(row.series)}, {period_words(row.from_date, row.to_date)}"


def _changed(row: Actual) -> str:
    if row.withdrawn_at is None:
        return ""
    who = row.withdrawn_by.name if row.withdrawn_by else "somebody"
    said = f": {row.withdrawn_reason}" if row.withdrawn_reason else "."
    return f"{_words(row)} was changed or taken back since, by {who}{said}"
