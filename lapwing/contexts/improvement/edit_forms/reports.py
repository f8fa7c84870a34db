"""What people type to say how a milestone stands."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.fields import WordsField, reason_field
from lapwing.contexts.improvement.rules import TRANSITIONS, Period, Status
from lapwing.platform.ui.forms import DateField, Form
from lapwing.registry.names import AsksAboutNames


class ReportForm(AsksAboutNames):
    """How a milestone stands; offered is what may follow what was said last.

    “Done and evidenced” is offered where evidence is accepted (``evidenced``), and where it stands.
    """

    status = forms.ChoiceField(
        label="How does it stand?",
        choices=Status.as_choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands", "invalid_choice": "Choose how it stands"},
    )
    note = WordsField(
        label="Note",
        required=False,
        help_text="What was done, what is in the way, and what comes next. Needed when it is at risk, off "
        "track or stopped.",
        rows=4,
        max_length=5000,
    )
    mitigation = WordsField(
        label="If it is at risk or off track: what is being done about it?",
        required=False,
        help_text="Needed when it is off track.",
        rows=3,
        max_length=5000,
    )
    forecast_on = DateField(
        label="By when will it be done?",
        required=False,
        help_text=(
            "Your forecast. The plan's own date stays as it is. Needed when it is off track, and then "
            "after the plan's date."
        ),
    )
    effective_on = DateField(
        label="Since when?", help_text="Today, or an earlier day on which this became so."
    )

    def __init__(self, *args: Any, before: Status, evidenced: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = TRANSITIONS[before]
        if not evidenced and before is not Status.EVIDENCED:
            offered = offered - {Status.EVIDENCED}
        self.offered = [status for status in Status if status in offered]


class ReportTogetherForm(ReportForm):
    """The same for several milestones, of some of which it may not be sayable."""

    leave_out = forms.BooleanField(
        label="Leave out those of which this cannot be said",
        required=False,
        help_text="Otherwise nothing is saved, and you are told which they are.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, before=Status.NOT_STARTED, **kwargs)


class TakeBackForm(AsksAboutNames):
    reason = reason_field("Kept with what was said. For example: wrong milestone.")


class WithdrawReportWordsForm(AsksAboutNames):
    reason = reason_field(
        "Everybody who reads the plan reads this. Do not say again what should not be there."
    )


class UndoVersionForm(AsksAboutNames):
    reason = reason_field("Kept with the version. For example: it was an earlier draft.")


class OccurrenceForm(Form):
    """One turn of a recurring milestone."""

    label = forms.CharField(
        label="What is it called?", help_text="For example, Autumn term 2026", max_length=100
    )
    due_on = DateField(label="Due on")


class TurnsForm(Form):
    """The turns of a stretch of time."""

    period = forms.ChoiceField(label="How often?", choices=Period.as_choices(), widget=forms.RadioSelect)
    first = DateField(label="From")
    until = DateField(label="Until", help_text="The last day on which one may be due. For example, 31 7 2027")
