"""Forms with as many rows as somebody needs, which work without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.fields import reason_field
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.forms import plain_words

MOST_ROWS = 60
ADD = "add-row"


class RowsForm(EditForm):
    """Rows of the same fields, and why they change. A row in which nothing stands is left out.

    The button named ``add-row`` asks for one more row; nothing is saved by it and nothing typed is lost.
    """

    row_fields: ClassVar[Mapping[str, Callable[[], forms.Field]]] = {}
    row_word: ClassVar[str] = "Row"
    says_optional = False
    # Fields that alone do not make a row: they are filled in from the start.
    always_filled: ClassVar[frozenset[str]] = frozenset()

    count = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = reason_field("Needed when it was said before. The earlier one stays on record.", required=False)

    def __init__(
        self, data: QueryDict | None = None, *, rows: Sequence[Mapping[str, Any]], version: int
    ) -> None:
        asked = _count(data) if data is not None else len(rows) + 1
        more = data is not None and ADD in data
        self.rows_shown = min(asked + more, MOST_ROWS)
        initial: dict[str, Any] = {"version": version, "count": self.rows_shown}
        for number, row in enumerate(rows):
            initial |= {f"{name}-{number}": value for name, value in row.items()}
        super().__init__(None if more else data, initial=initial)
        for number in range(self.rows_shown):
            for name, make in self.row_fields.items():
                self.fields[f"{name}-{number}"] = self._field(name, make, number)
        if more and data is not None:
            self._take_over(data)

    def _field(self, name: str, make: Callable[[], forms.Field], number: int) -> forms.Field:
        field = make()
        field.required = False
        plain_words(name, field)
        return field

    def _take_over(self, data: QueryDict) -> None:
        """Show what was typed so far."""
        for name, field in self.fields.items():
            if name != "count" and not field.widget.value_omitted_from_data(data, {}, name):
                self.initial[name] = field.widget.value_from_datadict(data, {}, name)

    @property
    def row_numbers(self) -> range:
        return range(self.rows_shown)

    def typed_rows(self) -> list[tuple[int, dict[str, Any]]]:
        """The rows in which something stands, with their numbers."""
        found = []
        for number in self.row_numbers:
            row = {name: self.cleaned_data.get(f"{name}-{number}") for name in self.row_fields}
            if any(value not in (None, "") for name, value in row.items() if name not in self.always_filled):
                found.append((number, row))
        return found


def _count(data: QueryDict) -> int:
    return min(whole_number(data.get("count"), otherwise=1, digits=3), MOST_ROWS)
