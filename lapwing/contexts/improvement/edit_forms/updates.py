"""What people type in an update, and when they check one."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.fields import WordsField, reason_field
from lapwing.contexts.improvement.edit_forms.update_evidence import GivesEvidence
from lapwing.contexts.improvement.models import Confidence, Update
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import SAYABLE, Said
from lapwing.platform.ui.forms import DateField, Form
from lapwing.registry.names import AsksAboutNames

LONGEST = 5000


def _status(label: str, problem: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(each.value, each.label) for each in SAYABLE],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": problem},
    )


def _words(label: str, help_text: str, rows: int = 3) -> WordsField:
    return WordsField(label=label, required=False, help_text=help_text, rows=rows, max_length=LONGEST)


def _next_steps() -> WordsField:
    return _words("What comes next?", "Who will do what, and by when.")


class UpdateForm(AsksAboutNames, GivesEvidence, EditForm):
    """How something stands. A draft needs nothing; what a submission lacks, the command says."""

    says_optional = False

    status = _status("How does it stand?", "Choose how it stands")
    done = _words("What was done?", "What you and others did since last time. No names of children.", rows=4)
    impact = _words(
        "What changed for children and families?",
        "Not what you did, but what is different because of it: fewer wait, more are heard. Leave "
        "it empty when nothing can be said yet.",
    )
    next_steps = _next_steps()
    mitigation = _words(
        "If it is at risk or off track: what is being done about it?", "Needed when it is off track."
    )
    forecast_on = DateField(
        label="By when will it be done?",
        required=False,
        help_text=(
            "Your forecast. The plan's own date stays as it is. Needed when it is off track, and then "
            "after the plan's date."
        ),
    )
    confidence = forms.ChoiceField(
        label="How sure are you of that?",
        choices=[("", "Not said"), *Confidence.choices],
        required=False,
        error_messages={"invalid_choice": "Choose how sure you are"},
    )

    @property
    def said(self) -> Said:
        """What was typed. For a form that is valid."""
        typed = self.cleaned_data
        return Said(
            status=Status(typed["status"]) if typed["status"] else None,
            done=typed["done"],
            impact=typed["impact"],
            next_steps=typed["next_steps"],
            mitigation=typed["mitigation"],
            forecast_on=typed["forecast_on"],
            confidence=typed["confidence"],
        )

    def hold(self, version: int) -> None:
        """Shown again, the form goes on from this version of what it is about."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(version)
        self.data = data


FIELDS = ("status", "done", "impact", "next_steps", "mitigation", "forecast_on", "confidence")


def update_values(update: Update) -> dict[str, Any]:
    """An update by the form's names."""
    return {name: getattr(update, name) for name in FIELDS}


class DecisionForm(AsksAboutNames, EditForm):
    """A comment on an update that was looked at: needed when it is returned."""

    says_optional = False

    comment = _words("Comment", "Needed when you return it: what has to be changed?")


class WithdrawWordsForm(AsksAboutNames, EditForm):
    reason = reason_field(
        "Everybody who reads the plan reads this. Do not say again what should not be there."
    )


class DecideTogetherForm(AsksAboutNames, Form):
    """One comment on several updates."""

    says_optional = False

    comment = _words(
        "Comment on all that you picked", "Needed when you return them: what has to be changed?", rows=2
    )


class SameOfSeveralForm(AsksAboutNames):
    """What is said of several that are on track: the same words, in an update of each."""

    says_optional = False

    status = _status("How do they stand?", "Choose how they stand")
    done = _words("What was done?", "The same stands in the update of each. No names of children.", rows=4)
    next_steps = _next_steps()

    @property
    def said(self) -> Said:
        """What was typed. For a form that is valid."""
        typed = self.cleaned_data
        return Said(
            status=Status(typed["status"]) if typed["status"] else None,
            done=typed["done"],
            next_steps=typed["next_steps"],
        )
