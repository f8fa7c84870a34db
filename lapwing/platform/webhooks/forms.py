"""What is said of a webhook."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.platform.ui.forms import Form
from lapwing.platform.webhooks.events import declared_events


class WebhookForm(Form):
    name = forms.CharField(label="What is it for?", max_length=100)
    url = forms.CharField(
        label="Address",
        help_text="Where messages are sent. It begins with https:// and is open to the internet.",
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
    )
    events = forms.MultipleChoiceField(
        label="When is it told?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select when it is told"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["events"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(declared_events().items())
