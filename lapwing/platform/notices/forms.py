"""The form in which people say how they want to be told."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.platform.notices.catalogue import Delivery, kinds
from lapwing.platform.notices.commands import Wishes
from lapwing.platform.notices.models import Preference, Rhythm
from lapwing.platform.ui.forms import Form

_BEFORE = "kind-"
_QUIET = (
    ("nights", "From 7pm to 7am"),
    ("weekends", "At weekends"),
    ("bank_holidays", "On bank holidays"),
)


class PreferenceForm(Form):
    """A choice for each kind that can be chosen, the rhythm of the summary, and quiet hours."""

    emails = forms.BooleanField(
        label="Send me emails",
        required=False,
        help_text="They never say more than that there is something to look at, and lead to it.",
    )
    rhythm = forms.ChoiceField(label="When the summary comes", choices=Rhythm, widget=forms.RadioSelect)
    quiet = forms.MultipleChoiceField(
        label="No emails",
        choices=_QUIET,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="What comes up in these hours is sent when they are over.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, kind in kinds().items():
            if not kind.fixed:
                self.fields[f"{_BEFORE}{code}"] = forms.ChoiceField(
                    label=kind.label, choices=Delivery, help_text=kind.explanation
                )
        self.order_fields(["emails", *(name for name in self.fields if name.startswith(_BEFORE))])

    @staticmethod
    def shown(preference: Preference) -> dict[str, Any]:
        """What the form begins with."""
        chosen = {code: preference.choices.get(code, kind.default) for code, kind in kinds().items()}
        return {
            "emails": preference.stopped_at is None,
            "rhythm": preference.rhythm,
            "quiet": [name for name, _ in _QUIET if getattr(preference, f"quiet_{name}")],
            **{f"{_BEFORE}{code}": delivery for code, delivery in chosen.items()},
        }

    def wishes(self) -> Wishes:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Wishes(
            choices={
                name.removeprefix(_BEFORE): Delivery(value)
                for name, value in said.items()
                if name.startswith(_BEFORE)
            },
            rhythm=Rhythm(said["rhythm"]),
            emails=said["emails"],
            quiet_nights="nights" in said["quiet"],
            quiet_weekends="weekends" in said["quiet"],
            quiet_bank_holidays="bank_holidays" in said["quiet"],
        )
