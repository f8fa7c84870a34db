"""What people choose and say to have limits worked out afresh."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.fields import WordsField
from lapwing.contexts.improvement.edit_forms.reports import TakeBackForm
from lapwing.registry.names import AsksAboutNames


class RecalculationForm(AsksAboutNames):
    """From which figure, and why. ``figures`` are the days that may be chosen with their words."""

    from_date = forms.TypedChoiceField(
        label="The first figure of the new stretch",
        help_text="This figure and those after it get limits of their own.",
        coerce=date.fromisoformat,
        empty_value=None,
        error_messages={"required": "Choose a figure", "invalid_choice": "Choose a figure of this series"},
    )
    reason = WordsField(
        label="Reason",
        help_text="It stands on the chart. For example: a new team began, or the way of counting changed.",
        rows=2,
        max_length=300,
        error_messages={"required": "Say why the limits are worked out afresh"},
    )

    def __init__(self, *args: Any, figures: Sequence[tuple[date, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["from_date"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", "Choose a figure"), *((day.isoformat(), said) for day, said in figures)]


class RunOnForm(TakeBackForm):
    """Why the limits run on again."""
