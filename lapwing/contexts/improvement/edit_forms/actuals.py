"""What people type or send to record what was measured."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.fields import FigureField, WordsField, reason_field
from lapwing.platform.ui.forms import DateField
from lapwing.registry.names import AsksAboutNames


class ActualForm(AsksAboutNames):
    """A figure for a period: a value, or how many out of how many."""

    from_date = DateField(
        label="First day of the period", required=False, help_text="Leave empty for a count on one day."
    )
    to_date = DateField(label="Last day of the period")
    value = FigureField(label="Value", required=False)
    numerator = FigureField(label="How many", required=False, widget=forms.NumberInput(attrs={"width": 5}))
    denominator = FigureField(label="Out of", required=False, widget=forms.NumberInput(attrs={"width": 5}))
    source = forms.CharField(
        label="Source",
        required=False,
        max_length=200,
        help_text="Where the figure comes from. For example, SEN casework report, October 2026.",
    )
    note = WordsField(label="Note", required=False, rows=2, max_length=2000)
    reason = reason_field("Why the figure changes. The old one stays on record with it.", required=False)

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit:
            self.fields["value"].widget.attrs["suffix"] = unit
