"""What people say about the rhythm of reporting and about a cycle."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.fields import WordsField, reason_field
from lapwing.contexts.improvement.edit_forms.plans import TakeOutForm
from lapwing.contexts.improvement.models import Cycle, Rhythm, RhythmKind
from lapwing.platform.ui.forms import DateField
from lapwing.registry.names import AsksAboutNames

RHYTHM_FIELDS = ("kind", "first_closes_on", "days_open", "remind_before", "reports_after")
_DAYS = {"suffix": "days", "width": 3}


def _days(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=0, max_value=90, widget=forms.NumberInput(attrs=_DAYS)
    )


class RhythmForm(EditForm):
    kind = forms.ChoiceField(
        label="How often is the plan reported on?", choices=RhythmKind.choices, widget=forms.RadioSelect
    )
    first_closes_on = DateField(
        label="Last day for updates of the first cycle",
        help_text="The others follow from it. The end of a month stays the end of each month.",
    )
    days_open = _days("Owners are asked", "So many days before the last day")
    remind_before = _days("Who has not answered is reminded", "So many days before the last day")
    reports_after = _days("The board is reported to", "So many days after the last day")
    # The values whose effect on what is planned was shown, so that they are saved when sent once more.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    @property
    def as_seen(self) -> str:
        """The values that were typed, as one word. For a form that is valid."""
        return " ".join(str(self.cleaned_data[name]) for name in RHYTHM_FIELDS)

    def foretell(self) -> None:
        """What these values change is shown now."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = self.as_seen
        self.data = data


def rhythm_details(typed: dict[str, Any]) -> commands.RhythmDetails:
    return commands.RhythmDetails(**{name: typed[name] for name in RHYTHM_FIELDS})


def rhythm_values(rhythm: Rhythm) -> dict[str, Any]:
    return {name: getattr(rhythm, name) for name in RHYTHM_FIELDS}


class CycleForm(EditForm):
    label = forms.CharField(
        label="Name",
        help_text="Left empty, it is called by the time it tells of.",
        max_length=100,
        required=False,
    )
    from_date = DateField(label="It tells of the time from")
    to_date = DateField(label="To")
    opens_on = DateField(label="Owners are asked on")
    closes_on = DateField(label="Last day for updates")
    reports_on = DateField(label="The board is reported to on", required=False)


def cycle_details(typed: dict[str, Any]) -> commands.CycleDetails:
    return commands.CycleDetails(**{name: typed[name] for name in CycleForm.base_fields if name != "version"})


def cycle_values(cycle: Cycle) -> dict[str, Any]:
    return {name: getattr(cycle, name) for name in CycleForm.base_fields if name != "version"}


class MoreTimeForm(AsksAboutNames, EditForm):
    closes_on = DateField(label="Last day for updates")
    reason = reason_field("Kept in the history. Who has not answered is told the new day.", required=False)


class SignOffForm(AsksAboutNames, EditForm):
    missing_reason = WordsField(
        label="Why is it signed off without what is missing?",
        help_text="Stands beside each of them, for all who read the plan. Name no child and no family.",
        rows=3,
        max_length=1000,
        required=False,
    )


class TakeCycleOutForm(AsksAboutNames, TakeOutForm):
    """Why a cycle is taken out."""
