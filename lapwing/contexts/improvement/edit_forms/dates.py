"""What people type about when a milestone is due."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_forms.rows import RowsForm
from lapwing.contexts.improvement.models import DuePoint
from lapwing.platform.ui.forms import DateField
from lapwing.registry.names import AsksAboutNames

ROLES = {"complete": "It is done", "start": "It starts"}


def _words() -> forms.Field:
    return forms.CharField(label="As written", max_length=300, help_text="For example, by Q2 2026")


def _role() -> forms.Field:
    return forms.CharField(
        label="What happens by then",
        max_length=100,
        help_text="“complete”, “start”, or the plan's own verb",
        widget=forms.TextInput(attrs={"width": 10}),
    )


class DatesForm(AsksAboutNames, RowsForm):
    """The dates of a milestone as written and worked out. Where no days are given, the words are read."""

    row_word = "Date"
    always_filled = frozenset({"role"})
    row_fields = {
        "as_written": _words,
        "role": _role,
        "earliest": lambda: DateField(label="Earliest day", help_text="May be left empty"),
        "latest": lambda: DateField(
            label="Latest day", help_text="Left empty, it is worked out from the words"
        ),
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, row in self.typed_rows():
            if not row["as_written"] and f"as_written-{number}" not in self.errors:
                self.add_error(f"as_written-{number}", "Enter the date as the plan words it")
            if row["earliest"] and row["latest"] and row["latest"] < row["earliest"]:
                self.add_error(f"latest-{number}", "The latest day cannot come before the earliest")
        return cleaned


def due_details(form: DatesForm, quarter_basis: str) -> list[commands.DueDetails]:
    """The dates as typed; days that were left empty are read from the words, where these name one date."""
    found = []
    for _, row in form.typed_rows():
        earliest, latest = row["earliest"], row["latest"]
        role = row["role"] or "complete"
        if earliest is None and latest is None:
            read = commands.read_dates(row["as_written"], quarter_basis)
            if len(read) == 1:
                earliest, latest = read[0].earliest, read[0].latest
        found.append(
            commands.DueDetails(as_written=row["as_written"], role=role, earliest=earliest, latest=latest)
        )
    return found


def due_rows(points: Iterable[DuePoint]) -> list[dict[str, Any]]:
    return [
        {
            "as_written": point.as_written,
            "role": point.role,
            "earliest": point.earliest,
            "latest": point.latest,
        }
        for point in points
    ]
