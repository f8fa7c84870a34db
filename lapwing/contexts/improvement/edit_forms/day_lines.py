"""Several dates in one box, one on each line, as people copy them out of a calendar of meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lapwing.platform.imports import values
from lapwing.platform.imports.values import NotUnderstoodError
from lapwing.platform.ui.filters import day

# So many lines that cannot be read are named; whoever typed more looks at all of them again.
_MOST_NAMED = 5
# What lists that are copied begin or end a line with.
_ROUND_A_LINE = " \t\u00a0-*•·,;."


class DayLinesField(forms.Field):
    """Dates, one on each line, in the usual British spellings. The value is a tuple of days in their order.

    A line that is no date, or says one again, is named by its number.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> tuple[date, ...]:
        if not isinstance(value, str):
            return tuple(value or ())
        lines: dict[date, int] = {}
        wrong = []
        for number, line in enumerate(value.splitlines(), start=1):
            if text := line.strip(_ROUND_A_LINE):
                try:
                    found = _day(text)
                    if found in lines:
                        raise NotUnderstoodError(f"{day(found)} stands in line {lines[found]} already")
                    lines[found] = number
                except NotUnderstoodError as error:
                    wrong.append(f"Line {number}: {str(error).rstrip('.')}")
        if wrong:
            raise ValidationError(wrong[:_MOST_NAMED])
        return tuple(sorted(lines))

    def prepare_value(self, value: Any) -> str:
        """The days as they are typed; what was typed stays as it is."""
        return value if isinstance(value, str) else as_lines(value or ())

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def as_lines(days: Sequence[date]) -> str:
    return "\n".join(day(each) for each in days)


def _day(text: str) -> date:
    if text.isdigit():
        # a spreadsheet's number of a day is no date to whoever reads it here
        raise NotUnderstoodError(f"“{text[:20]}” is not a date. Write it as 30 April 2026")
    return values.day(text)
