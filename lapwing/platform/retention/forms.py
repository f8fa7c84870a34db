"""The forms by which people decide how long records are kept."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.platform.retention.kinds import declared_kinds
from lapwing.platform.retention.models import LONGEST
from lapwing.platform.ui.forms import DateField, Form, VersionedForm


class RuleForm(VersionedForm):
    months = forms.IntegerField(
        label="Months kept",
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"suffix": "months", "width": 4}),
    )
    basis = forms.CharField(
        label="Why so long",
        help_text="The law, guidance or published schedule that it rests on.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class HoldForm(Form):
    kind = forms.ChoiceField(label="Kind of record", widget=forms.Select)
    record_ref = forms.CharField(
        label="Reference of the record",
        help_text="The letters and figures that stand for it in its page's address. "
        "Leave it empty to hold the whole kind.",
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"width": 20}),
    )
    reason = forms.CharField(
        label="Why it must be kept",
        help_text="An inquiry, a claim or a complaint, say. Do not name a child or a family.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = DateField(label="Last day", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["kind"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", "Choose"), *((code, kind.label) for code, kind in declared_kinds().items())]


class LiftForm(Form):
    reason = forms.CharField(
        label="Why it need no longer be kept", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecideForm(Form):
    approved = forms.ChoiceField(
        label="Your decision",
        choices=[
            ("yes", "Approve: these records may be removed"),
            ("no", "Refuse: none of them goes by this simulation"),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why",
        help_text="It is kept with what is said of the removal. Name nobody.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
