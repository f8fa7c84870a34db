"""What is asked of whoever wants an export."""

from __future__ import annotations

from django import forms

from lapwing.platform.exports.models import Form as ExportForm
from lapwing.platform.ui.forms import Form


class AskForm(Form):
    """In which form, and why. The reason is required where personal data may be in it."""

    form = forms.ChoiceField(
        label="As what kind of file?",
        choices=[
            (ExportForm.XLSX, "Excel, with a sheet that says whose it is and why"),
            (ExportForm.CSV, "CSV files in a zip, with a text beside them"),
            (ExportForm.JSON, "JSON, for programs"),
        ],
        widget=forms.RadioSelect,
        initial=ExportForm.XLSX,
    )
    reason = forms.CharField(
        label="Why you need it",
        help_text="It stands in the file, and the information governance lead reads it. Name no child.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *arguments: object, needs_reason: bool, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.fields["reason"].required = needs_reason
