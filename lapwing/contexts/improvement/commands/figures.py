"""Recording many figures at once, and undoing that: what ``record_actual`` does, in a few statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.db import transaction

from lapwing.contexts.improvement import events
from lapwing.contexts.improvement.commands.common import recorded, user_id_of
from lapwing.contexts.improvement.commands.details import ActualDetails
from lapwing.contexts.improvement.models import Actual, Series
from lapwing.contexts.improvement.presenters.entered import period_words, series_name
from lapwing.platform.access.actor import Actor
from lapwing.platform.imports.errors import RowsMovedError
from lapwing.platform.many_rows import among, insert_many

REPLACED = "Replaced by a file of figures."
TAKEN_BACK = "The file of figures it came in was undone."
NOT_YOURS = "its series was taken out of the plan, or is no longer yours to enter figures for."
_NAMES = ("from_date", "to_date", "value", "numerator", "denominator", "source", "note")
_values = attrgetter(*_NAMES)
Period = tuple[int, date | None, date]


@dataclass(frozen=True)
class Figure:
    """A checked figure for a series; ``replaces`` is the number of the one that stands, if any."""

    series_id: int
    details: ActualDetails
    replaces: int | None


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
    made = insert_many(
        Actual,
        ("series_id", *_NAMES, "reason"),
        [
            (each.series_id, *_values(each.details), why if each.replaces is not None else "")
            for each in figures
        ],
        **{name: value for name, value in recorded(by, now, partnership_id).items() if name != "reason"},
    )
    events.figures_entered(made, partnership_id, now)
    return made


def what_stands_in_the_way(actuals: Sequence[int], allowed: Collection[int]) -> Mapping[int, str]:
    """Why figures cannot be undone, in words: changed since, by whom; or of a series not ``allowed``."""
    rows = Actual.objects.filter(pk__in=among(actuals))
    found = rows.exclude(withdrawn_at=None, series__in=allowed)
    return {
        row.pk: _changed(row) or f"{_words(row)}: {NOT_YOURS}"
        for row in found.select_related("series__measure", "withdrawn_by")
    }


@transaction.atomic
def put_figures_back(
    pairs: Sequence[tuple[int, int | None]], *, by: Actor, now: datetime, partnership_id: int
) -> None:
    """Withdraw figures, and record anew those that they replaced, as they were. Raises RowsMovedError.

    By recorded time both stay true: until now the file's figure stood, from now on the one before it does.
    """
    made = [figure for figure, _ in pairs]
    _withdraw(made, by, now, TAKEN_BACK)
    events.figures_entered(made, partnership_id, now)
    replaced = [before for _, before in pairs if before is not None]
    columns = ("series_id", "effective_on", *_NAMES)
    insert_many(
        Actual,
        columns,
        list(Actual.objects.filter(pk__in=among(replaced)).order_by("pk").values_list(*columns))
        if replaced
        else (),
        **{
            name: value
            for name, value in recorded(by, now, partnership_id, reason=TAKEN_BACK).items()
            if name != "effective_on"
        },
    )


def _withdraw(actuals: Sequence[int], by: Actor, now: datetime, why: str) -> None:
    if not actuals:
        return
    withdrawn = Actual.objects.standing().filter(pk__in=among(actuals))
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
    return f"{_words(row)} was changed or withdrawn since, by {who}{said}"
