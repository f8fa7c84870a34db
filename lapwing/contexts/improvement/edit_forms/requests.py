"""What people type to ask for a change, and to decide one."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.dates import DatesForm
from lapwing.contexts.improvement.edit_forms.fields import WordsField, reason_field
from lapwing.contexts.improvement.edit_forms.measures import BaselineForm
from lapwing.contexts.improvement.edit_forms.targets import TargetsForm
from lapwing.platform.ui.forms import DateField
from lapwing.registry.names import AsksAboutNames

_WHY = "Whoever decides reads this, and it stays on record beside the change."
APPROVE, REFUSE = "approve", "refuse"


class AskDatesForm(DatesForm):
    reason = reason_field(_WHY)


class AskBaselineForm(BaselineForm):
    reason = reason_field(_WHY)


class AskTargetsForm(TargetsForm):
    reason = reason_field(_WHY)


class AskTurnForm(AsksAboutNames, EditForm):
    due_on = DateField(label="Day")
    reason = reason_field(_WHY)


class AskToTakeOutForm(AsksAboutNames, EditForm):
    reason = reason_field(_WHY)


class DecideForm(AsksAboutNames, EditForm):
    """``changed``: what the request is about was changed since it was asked for."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to approve or to refuse it"},
    )
    reason = WordsField(
        label="Reason",
        rows=3,
        required=False,
        max_length=1000,
        help_text="Needed when you refuse. Whoever asked is told of the decision and reads this.",
    )

    def __init__(self, *args: Any, changed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["decision"]
        assert isinstance(asked, forms.ChoiceField)
        asked.choices = [
            (
                APPROVE,
                "Approve: change it to what is asked for" + (", though it has changed" if changed else ""),
            ),
            (REFUSE, "Refuse: leave it as it is now"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == REFUSE and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say why it is refused")
        return cleaned
