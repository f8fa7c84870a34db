"""What people say about the publication of a plan."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.fields import WordsField, reason_field
from lapwing.contexts.improvement.publication_files import PUBLICATION_FILE
from lapwing.contexts.improvement.rules.publication import MOST_DAYS
from lapwing.platform.documents.forms import UploadField, UploadForm
from lapwing.platform.ui.forms import DateField
from lapwing.registry.names import AsksAboutNames


class ReportDayForm(EditForm):
    published_on = DateField(
        label="On which day was the inspection report published?",
        help_text="It stands on the report and beside it on the inspectorate’s website. Working days are "
        "counted from the day after.",
    )


class SayPublishedForm(UploadForm, EditForm):
    published_on = DateField(label="On which day was the plan published?")
    address = forms.CharField(
        label="Where does it stand?",
        help_text="The whole address, for example of the page on the Local Offer.",
        max_length=2000,
        required=False,
    )
    file = UploadField(
        PUBLICATION_FILE,
        label="The published document",
        help_text="If it has no address, or so that what was published can be shown later.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("address") and not cleaned.get("file") and "file" not in self.errors:
            self.add_error("address", "Give the address where it stands, or the document")
        return cleaned


class TakeBackForm(AsksAboutNames, EditForm):
    reason = reason_field("Kept in the history of the plan.")


class TermForm(EditForm):
    working_days = forms.IntegerField(
        label="Working days after the inspection report is published",
        help_text="Leave it empty when no time is set.",
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        widget=forms.NumberInput(attrs={"suffix": "days", "width": 3}),
    )
    basis = WordsField(
        label="Where does that stand?",
        help_text="The document that says so, or who agreed it. Name no child and no family.",
        rows=3,
        max_length=1000,
    )
