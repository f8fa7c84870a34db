"""What a file of figures would do, does, and how it is undone: each for many rows in a few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from lapwing.contexts.improvement.commands.actuals import says_the_same
from lapwing.contexts.improvement.commands.checks import checked_actual
from lapwing.contexts.improvement.commands.common import RefusedError
from lapwing.contexts.improvement.commands.details import ActualDetails
from lapwing.contexts.improvement.commands.figures import (
    Figure,
    put_figures_back,
    record_figures,
    standing_figures,
    what_stands_in_the_way,
)
from lapwing.contexts.improvement.figures.book import Book, words_of
from lapwing.contexts.improvement.models import Actual, Plan, Series
from lapwing.contexts.improvement.presenters.entered import figure_words, period_words
from lapwing.platform.imports.feeds import (
    Change,
    Decision,
    Dependent,
    Desk,
    Made,
    Problem,
    Row,
    Verdict,
    Wrong,
)

# The columns in which a refused detail of a figure stands.
_COLUMNS = {"to_date": "to", "from_date": "from"}
_WORDS = {"source": "Source", "note": "Note"}
_DEFAULT_SOURCE = "file"


class FigureWork:
    """The rows of one import of figures into one plan."""

    def __init__(self, plan: Plan, desk: Desk) -> None:
        self.desk = desk
        self._book = Book.of(plan, desk.actor)
        self._words: dict[int, str] = {}

    def decide(self, rows: Sequence[Row], *, locking: bool) -> Sequence[Verdict]:
        """Match each row to a series, check its figure, and compare it with what stands for the period."""
        wanted: dict[int, tuple[Series, ActualDetails]] = {}
        found: dict[int, Verdict] = {}
        unsaid = {row.line for row in rows if not row.text("source")}
        for row in rows:
            verdict = self._figure(row)
            if isinstance(verdict, tuple):
                wanted[row.line] = verdict
            else:
                found[row.line] = verdict
        standing = standing_figures(
            {series.pk for series, _ in wanted.values()},
            {details.to_date for _, details in wanted.values()},
            locking=locking,
        )
        for line, (series, details) in wanted.items():
            before = standing.get((series.pk, details.from_date, details.to_date))
            if before is not None and line in unsaid:
                # a file that says nothing of sources changes none
                details = replace(details, source=before.source)
            found[line] = self._decision(line, series, details, before)
        return [found[row.line] for row in rows]

    def apply(self, decisions: Sequence[Decision]) -> Sequence[Made]:
        """Record the figures; those they replace are withdrawn and stay on record. Raises RowsMovedError."""
        made = record_figures(
            [_figure_of(each.data) for each in decisions],
            by=self.desk.actor,
            now=self.desk.now,
            partnership_id=self.desk.partnership_id,
            reason=self.desk.reason,
        )
        return [
            Made(each.line, {"actual": pk, "replaced": each.data["replaces"]})
            for each, pk in zip(decisions, made, strict=True)
        ]

    def dependents(self, made: Sequence[Made]) -> Sequence[Dependent]:
        """Figures that were changed or withdrawn since, or that are no longer the actor's to enter."""
        found = what_stands_in_the_way([each.data["actual"] for each in made], self._book.allowed)
        return [
            Dependent(each.line, found[each.data["actual"]]) for each in made if each.data["actual"] in found
        ]

    def undo(self, made: Sequence[Made]) -> None:
        """Withdraw the figures, and record anew what they replaced."""
        put_figures_back(
            [(each.data["actual"], each.data["replaced"]) for each in made],
            by=self.desk.actor,
            now=self.desk.now,
            partnership_id=self.desk.partnership_id,
        )

    def _figure(self, row: Row) -> tuple[Series, ActualDetails] | Verdict:
        series = self._book.series_of(row)
        if not isinstance(series, Series):
            return series
        try:
            return series, checked_actual(_details(row), self.desk.now)
        except RefusedError as error:
            column = _COLUMNS.get(error.field, error.field)
            if column == "to" and row.values.get("to") is None and row.values.get("period") is not None:
                column = "period"
            return Wrong(row.line, (Problem(column, str(error)),))

    def _decision(self, line: int, series: Series, details: ActualDetails, before: Actual | None) -> Decision:
        period = period_words(details.from_date, details.to_date)
        effect = "add" if before is None else "same" if says_the_same(before, details) else "change"
        return Decision(
            line=line,
            effect=effect,  # type: ignore[arg-type]
            identity=f"{series.pk} {details.from_date} {details.to_date}",
            saw="" if before is None else str(before.pk),
            words=f"{self._words_of(series)}, {period}",
            changes=_changes(series, details, before),
            data={
                "series": series.pk,
                "from_date": details.from_date.isoformat() if details.from_date else None,
                "to_date": details.to_date.isoformat(),
                "value": details.value,
                "numerator": details.numerator,
                "denominator": details.denominator,
                "source": details.source,
                "note": details.note,
                "replaces": before.pk if before is not None and effect == "change" else None,
            },
        )

    def _words_of(self, series: Series) -> str:
        if series.pk not in self._words:
            self._words[series.pk] = words_of(series)
        return self._words[series.pk]


def _details(row: Row) -> ActualDetails:
    """The figure that a row gives. Raises RefusedError when its period is missing or said in two ways."""
    period, first, last = row.values.get("period"), row.values.get("from"), row.values.get("to")
    assert first is None or isinstance(first, date)
    assert last is None or isinstance(last, date)
    if isinstance(period, tuple):
        if (first or period[0], last or period[1]) != period:
            raise RefusedError(
                "The month is not what stands under From and To. Leave one of the two empty.", field="period"
            )
        first, last = period
    if last is None:
        raise RefusedError(
            "The last day of the period is missing. Put it in, as 31/10/2026.", field="to_date"
        )
    return ActualDetails(
        from_date=first,
        to_date=last,
        value=_number(row, "value"),
        numerator=_number(row, "numerator"),
        denominator=_number(row, "denominator"),
        source=row.text("source") or _DEFAULT_SOURCE,
        note=row.text("note"),
    )


def _number(row: Row, name: str) -> float | None:
    found = row.values.get(name)
    return float(found) if isinstance(found, int | float) else None


def _changes(series: Series, details: ActualDetails, before: Actual | None) -> tuple[Change, ...]:
    """The figure as people read it, and what else would differ."""
    changes = [Change("Figure", "" if before is None else _words(before, series), _words(details, series))]
    for name, label in _WORDS.items():
        old, new = (getattr(before, name) if before is not None else ""), getattr(details, name)
        if old != new and not (before is None and new == _DEFAULT_SOURCE):
            changes.append(Change(label, old, new))
    return tuple(changes)


def _words(found: Actual | ActualDetails, series: Series) -> str:
    return figure_words(found.value, found.numerator, found.denominator, series.unit)


def _figure_of(data: Mapping[str, Any]) -> Figure:
    first = data["from_date"]
    details = ActualDetails(
        from_date=date.fromisoformat(first) if first else None,
        to_date=date.fromisoformat(data["to_date"]),
        value=data["value"],
        numerator=data["numerator"],
        denominator=data["denominator"],
        source=data["source"],
        note=data["note"],
    )
    return Figure(data["series"], details, data["replaces"])
