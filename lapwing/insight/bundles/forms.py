"""The forms of monitoring events and their bundles."""

from __future__ import annotations

from django import forms

from lapwing.insight.bundles.models import EventKind
from lapwing.platform.ui.forms import DateField, Form, VersionedForm
from lapwing.registry.names import AsksAboutNames


class EventForm(AsksAboutNames, VersionedForm):
    """What kind of event, when, and who came."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label="What it is",
        choices=EventKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    held_on = DateField(label="Day", help_text="The first day, when it takes several.")
    organisations = forms.CharField(
        label="Who came from outside",
        help_text="Organisations, such as the Department for Education and NHS England. No people's names.",
        max_length=300,
        error_messages={"required": "Say which organisations came from outside"},
    )
    notes = forms.CharField(
        label="Notes",
        help_text="What they looked at and what they said. No names of children or families.",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=20_000,
    )


class BundleForm(Form):
    """As at which day, and whether with evidence that is kept to some roles."""

    as_at = DateField(label="As at the end of", help_text="Today, or an earlier day.")
    with_kept = forms.BooleanField(
        label="Put evidence in that is kept to some roles, as far as I may read it",
        help_text="Only those who may read all of it can then have the bundle.",
        required=False,
    )


class ReasonForm(AsksAboutNames):
    """Why something is withdrawn."""

    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1_000,
        error_messages={"required": "Say why"},
    )
