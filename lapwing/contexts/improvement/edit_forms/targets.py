"""What people type about targets and figures to compare with, a row for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_forms.fields import FigureField
from lapwing.contexts.improvement.edit_forms.rows import RowsForm
from lapwing.contexts.improvement.models import Comparator, Target, TargetType
from lapwing.platform.ui.forms import DateField
from lapwing.registry.names import AsksAboutNames

_TARGET = ("type", "value", "low", "high", "latest", "as_written", "by_as_written")


class TargetsForm(AsksAboutNames, RowsForm):
    """Targets of a series. How a change was resolved is kept while the change stays as it is."""

    row_word = "Target"
    always_filled = frozenset({"type"})
    row_fields = {
        "type": lambda: forms.ChoiceField(label="Kind", choices=TargetType.choices),
        "value": lambda: FigureField(label="Value", help_text="Or the signed change"),
        "low": lambda: FigureField(label="From", help_text="Between two values only"),
        "high": lambda: FigureField(label="To", help_text="Between two values only"),
        "latest": lambda: DateField(label="To reach by"),
        "as_written": lambda: forms.CharField(label="As written", max_length=300),
        "by_as_written": lambda: forms.CharField(label="Its date as written", max_length=200),
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, row in self.typed_rows():
            if row["type"] == TargetType.RANGE:
                for name in ("low", "high"):
                    if row[name] is None and f"{name}-{number}" not in self.errors:
                        self.add_error(f"{name}-{number}", "Enter both ends of the range")
            elif row["value"] is None and f"value-{number}" not in self.errors:
                self.add_error(f"value-{number}", "Enter the figure to reach")
        return cleaned


def target_rows(targets: Iterable[Target]) -> list[dict[str, Any]]:
    return [{name: getattr(target, name) for name in _TARGET} for target in targets]


def target_details(form: TargetsForm, standing: Iterable[Target]) -> list[commands.TargetDetails]:
    """As typed; a change that stands as it did keeps the value that somebody resolved it to."""
    found = []
    before = list(standing)
    for _, row in form.typed_rows():
        typed = {**row, "as_written": row["as_written"] or "", "by_as_written": row["by_as_written"] or ""}
        like = next((each for each in before if _same(each, typed)), None)
        kept: dict[str, Any] = {}
        if like is not None:
            kept = {name: getattr(like, name) for name in ("resolved", "resolved_by", "resolved_on")}
        found.append(commands.TargetDetails(**typed, **kept))
    return found


def _same(target: Target, typed: dict[str, Any]) -> bool:
    return all(getattr(target, name) == typed[name] for name in ("type", "value", "low", "high"))


class ComparatorsForm(RowsForm):
    """Figures to compare with."""

    row_word = "Figure"
    row_fields = {
        "name": lambda: forms.CharField(label="Whose", max_length=200, help_text="For example, England"),
        "value": lambda: FigureField(label="Value"),
        "as_at": lambda: DateField(label="As at"),
        "as_written": lambda: forms.CharField(label="As written", max_length=300),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, row in self.typed_rows():
            if not row["name"] and f"name-{number}" not in self.errors:
                self.add_error(f"name-{number}", "Enter whose figure it is")
        return cleaned


_COMPARATOR = ("name", "value", "as_at", "as_written")


def comparator_rows(rows: Iterable[Comparator]) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in _COMPARATOR} for row in rows]


def comparator_details(form: ComparatorsForm) -> list[commands.ComparatorDetails]:
    return [
        commands.ComparatorDetails(**{**row, "as_written": row["as_written"] or ""})
        for _, row in form.typed_rows()
    ]
