"""What people type or send to record what was measured."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from lapwing.contexts.improvement.edit_forms.fields import FigureField, WordsField, reason_field
from lapwing.platform.ui.forms import DateField, Form

LARGEST_FILE = 1_000_000


class ActualForm(Form):
    """A figure for a period: a value, or how many out of how many."""

    from_date = DateField(
        label="First day of the period", required=False, help_text="Leave empty for a count on one day."
    )
    to_date = DateField(label="Last day of the period")
    value = FigureField(label="Value", required=False)
    numerator = FigureField(label="How many", required=False, widget=forms.NumberInput(attrs={"width": 5}))
    denominator = FigureField(label="Out of", required=False, widget=forms.NumberInput(attrs={"width": 5}))
    source = forms.CharField(
        label="Source",
        required=False,
        max_length=200,
        help_text="Where the figure comes from. For example, SEN casework report, October 2026.",
    )
    note = WordsField(label="Note", required=False, rows=2, max_length=2000)
    reason = reason_field("Why the figure changes. The old one stays on record with it.", required=False)

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit:
            self.fields["value"].widget.attrs["suffix"] = unit


class FileForm(Form):
    """A file of figures, read as UTF-8 text."""

    file = forms.FileField(
        label="CSV file",
        help_text="At most 1 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> str:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                "The file is larger than 1 MB. Send the figures of fewer periods at a time"
            )
        return text_of(file.read())


class TextForm(Form):
    """The text of a file that was looked through, sent back to be saved."""

    text = WordsField(max_length=LARGEST_FILE, widget=forms.HiddenInput)
    reason = reason_field("Why figures change that were recorded before.", required=False)


def text_of(content: bytes) -> str:
    """The text of a file. Raises ValidationError when it is not text."""
    if b"\0" in content:
        raise forms.ValidationError("This is not a text file. In Excel, choose Save as, then CSV UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        # What Excel saves where it is not told to save UTF-8.
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise forms.ValidationError("The file's letters cannot be read. Save it as CSV UTF-8") from error
