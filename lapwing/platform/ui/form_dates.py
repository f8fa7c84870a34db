"""Dates in forms: three boxes, and errors that say which of them is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

PARTS = ("day", "month", "year")
# Beyond these a year is a slip, and reckoning with the day after or the month before would fail.
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


class DateParts(forms.Widget):
    """A date asked as day, month and year, which people get right more often than one box or a calendar."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The three parts as typed, or the text of one box (ISO) when a program sends that."""
        if name in data:
            return data[name]
        return tuple(str(data.get(f"{name}-{part}", "")).strip() for part in PARTS)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and all(f"{name}-{part}" not in data for part in PARTS)

    def parts(self, value: Any) -> tuple[str, str, str]:
        """The three boxes' contents for a date, for what was typed, or for nothing."""
        if isinstance(value, dt.date):
            return str(value.day), str(value.month), str(value.year)
        if isinstance(value, tuple) and len(value) == 3:
            return value
        return "", "", ""


class DateField(forms.Field):
    """A date in three parts; says which part is missing or wrong. Two figures are never taken for a year."""

    widget = DateParts

    def to_python(self, value: Any) -> dt.date | None:
        if value is None or isinstance(value, dt.date):
            return value
        if isinstance(value, str):
            return self._from_text(value)
        day, month, year = value
        if not any(value):
            return None
        missing = [part for part, given in zip(PARTS, value, strict=True) if not given]
        if missing:
            raise ValidationError(
                f"{self._name()} must include a {' and '.join(missing)}",
                code="incomplete",
                params={"parts": missing},
            )
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise ValidationError(
                "Year must have 4 figures, like 2026", code="year", params={"parts": ["year"]}
            )
        try:
            return self._within(dt.date(int(year), _month(month), int(day)))
        except (ValueError, OverflowError):
            raise ValidationError(f"{self._name()} must be a real date", code="invalid") from None

    def _from_text(self, value: str) -> dt.date | None:
        try:
            return self._within(dt.date.fromisoformat(value)) if value else None
        except ValueError:
            raise ValidationError(f"{self._name()} must be a real date", code="invalid") from None

    def _within(self, value: dt.date) -> dt.date:
        if EARLIEST <= value <= LATEST:
            return value
        raise ValidationError(
            f"Year must be between {EARLIEST.year} and {LATEST.year}", code="year", params={"parts": ["year"]}
        )

    def _name(self) -> str:
        return str(self.label or "Date")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


def _month(text: str) -> int:
    """5, 05, May or may. Raises ValueError."""
    names = [dt.date(2000, month, 1).strftime("%B").lower() for month in range(1, 13)]
    found = [index for index, name in enumerate(names, 1) if len(text) >= 3 and name.startswith(text.lower())]
    return found[0] if found else int(text)


def wrong_parts(bound: BoundField) -> list[str]:
    """Which boxes of a date to outline: the ones an error names, all of them when it names none."""
    for error in bound.form.errors.as_data().get(bound.name, ()):
        return list((error.params or {}).get("parts", PARTS))
    return []
