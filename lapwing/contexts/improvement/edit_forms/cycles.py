"""What people say about the rhythm of reporting and about a cycle."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.day_lines import DayLinesField
from lapwing.contexts.improvement.edit_forms.fields import WordsField, reason_field
from lapwing.contexts.improvement.edit_forms.plans import TakeOutForm
from lapwing.contexts.improvement.models import Cycle, Rhythm, RhythmKind
from lapwing.platform.ui.forms import DateField
from lapwing.registry.names import AsksAboutNames

RHYTHM_FIELDS = ("kind", "own_days", "first_closes_on", "days_open", "remind_before", "reports_after")
_DAYS = {"suffix": "days", "width": 3}


def _days(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=0, max_value=90, widget=forms.NumberInput(attrs=_DAYS)
    )


class RhythmForm(EditForm):
    kind = forms.ChoiceField(
        label="How often is the plan reported on?",
        choices=RhythmKind.choices,
        widget=forms.RadioSelect(attrs={"reveals": {RhythmKind.OWN.value: "own_days"}}),
    )
    own_days = DayLinesField(
        label="Last days for updates",
        help_text="One on each line, for example 12 March 2027. Each cycle tells of the days since the one "
        "before. A date that has passed plans no cycle; the next one begins after it.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    first_closes_on = DateField(
        label="Last day for updates of the first cycle",
        help_text="The others follow from it. The end of a month stays the end of each month.",
    )
    days_open = _days("Owners are asked", "So many days before the last day")
    remind_before = _days("Who has not answered is reminded", "So many days before the last day")
    reports_after = _days("The board is reported to", "So many days after the last day")
    # The values whose effect on what is planned was shown, so that they are saved when sent once more.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        """Days of the kind that was not chosen count for nothing, however they were typed."""
        cleaned = super().clean() or {}
        own = cleaned.get("kind") == RhythmKind.OWN
        self.errors.pop("first_closes_on" if own else "own_days", None)
        if not own:
            cleaned["own_days"] = ()
        elif cleaned.get("own_days"):
            cleaned["first_closes_on"] = cleaned["own_days"][0]
        return cleaned

    @property
    def as_seen(self) -> str:
        """The values that were typed, as one word. For a form that is valid."""
        own = [str(each) for each in self.cleaned_data["own_days"]]
        others = [str(self.cleaned_data[name]) for name in RHYTHM_FIELDS if name != "own_days"]
        return " ".join([*others, *own])

    def foretell(self) -> None:
        """What these values change is shown now."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = self.as_seen
        self.data = data


def rhythm_details(typed: dict[str, Any]) -> commands.RhythmDetails:
    """What was typed. Of dates of one's own the first stands for itself."""
    fields = {name: typed[name] for name in RHYTHM_FIELDS if name != "own_days"}
    if typed["kind"] == RhythmKind.OWN and typed["own_days"]:
        fields["first_closes_on"], *further = typed["own_days"]
        return commands.RhythmDetails(**fields, further_days=tuple(further))
    return commands.RhythmDetails(**fields)


def rhythm_values(rhythm: Rhythm) -> dict[str, Any]:
    """The first day of dates of one's own is one of them."""
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


class TakeCycleOutForm(TakeOutForm):
    """Why a cycle is taken out."""
