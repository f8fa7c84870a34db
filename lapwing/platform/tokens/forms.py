"""What a person says of a token that they make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lapwing.platform.ui.forms import DateField, Form

# How long a token counts unless somebody says otherwise.
USUAL_DAYS = 90


class TokenForm(Form):
    name = forms.CharField(
        label="What is it for?",
        help_text="So that you know it again, for example: Power BI on the data team's laptop.",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        help_text="Only what you may do yourself is offered. It loses what you lose.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select what the token may do"},
    )
    partnerships = forms.TypedMultipleChoiceField(
        label="Where?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select where the token counts"},
    )
    last_day = DateField(label="Last day", help_text="At most a year from today. For example, 31 3 2027")

    def __init__(
        self,
        *args: Any,
        scopes: Sequence[tuple[str, str]],
        places: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("scopes", scopes), ("partnerships", places)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class EndTokenForm(Form):
    reason = forms.CharField(
        label="Why does it end?",
        help_text="Kept in the history.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
