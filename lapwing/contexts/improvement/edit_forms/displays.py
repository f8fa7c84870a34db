"""What is said of a screen that is to show a plan."""

from __future__ import annotations

from django import forms

from lapwing.platform.ui.forms import DateField, Form


class DisplayForm(Form):
    """Where it hangs, and until when it works."""

    name = forms.CharField(
        label="Where the screen hangs",
        help_text="For example: SEND team, second floor.",
        max_length=100,
        error_messages={"required": "Say where the screen hangs"},
    )
    last_day = DateField(label="Works until the end of", help_text="A year from today at most.")
