"""The series of a plan by every name that a file may use for them, and who may enter figures for which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Plan, Series
from lapwing.platform.access.actor import Actor
from lapwing.platform.imports.feeds import Choice, Option, Problem, Row, Wrong


@dataclass(frozen=True)
class Book:
    """Series in force by the measure's key, reference and name (in small letters), and those allowed.

    ``_known`` remembers what was found: a file names the same few series in all its rows.
    """

    by_name: Mapping[str, tuple[Series, ...]]
    allowed: frozenset[int]
    _known: dict[tuple[str, str, str], Series] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, actor: Actor) -> Book:
        found = (
            Series.objects.in_force()
            .filter(measure__plan=plan, measure__voided_at=None)
            .select_related("measure")
            .order_by("measure__position", "measure_id", "position", "pk")
        )
        allowed = access.series.visible_to(actor, found, permission=access.ENTER)
        by_name: dict[str, list[Series]] = {}
        for series in found:
            measure = series.measure
            for name in {plain(measure.key), measure.ref, plain(measure.name)}:
                by_name.setdefault(name, []).append(series)
        return cls(
            {name: tuple(several) for name, several in by_name.items()},
            frozenset(allowed.values_list("pk", flat=True)),
        )

    def series_of(self, row: Row) -> Series | Wrong | Choice:
        """The series that a row is about; when it could be several, a person says which."""
        asked = row.text("measure"), row.text("series"), row.choice
        if known := self._known.get(asked):
            return known
        found = self._found(row)
        if isinstance(found, Series):
            self._known[asked] = found
        return found

    def _found(self, row: Row) -> Series | Wrong | Choice:
        written, label = row.text("measure"), row.text("series")
        among = self.by_name.get(plain(written), ())
        if not among:
            return _wrong(row, "measure", written, f"There is no measure “{written}” in the plan. {_HOW}")
        if not any(series.pk in self.allowed for series in among):
            return _wrong(
                row,
                "measure",
                written,
                f"“{written}” is not a measure of your own actions, and you may enter figures for those "
                "only. Leave the line out, or ask whoever owns the action.",
            )
        named = [s for s in among if not label or plain(s.label) == plain(label)]
        found = [series for series in named if series.pk in self.allowed]
        if len(found) == 1:
            return found[0]
        return self._undecided(row, among, found)

    def _undecided(self, row: Row, among: tuple[Series, ...], found: list[Series]) -> Series | Wrong | Choice:
        written, label = row.text("measure"), row.text("series")
        if not found or len({series.measure_id for series in among}) == 1:
            labels = ", ".join(f"“{series.label}”" for series in among)
            return _wrong(
                row, "series", label, f"The series of “{written}” should be one of {labels}, to the letter."
            )
        for series in found:
            if series.ref == row.choice:
                return series
        options = tuple(Option(series.ref, words_of(series)) for series in found)
        return Choice(row.line, f"“{written}” could be any of {len(found)}. Say which it is.", options)


_HOW = "Write its key, its reference, or its name, as the plan's page of measures shows them."


def plain(text: str) -> str:
    """A name without capitals and doubled blanks."""
    return " ".join(text.casefold().split())


def words_of(series: Series) -> str:
    """M2 Visits made in time: Under fives."""
    name = f"{series.measure.key} {series.measure.name}".strip()
    return f"{name}: {series.label}" if series.label else name


def _wrong(row: Row, column: str, shown: str, words: str) -> Wrong:
    return Wrong(row.line, (Problem(column, words, shown),))
