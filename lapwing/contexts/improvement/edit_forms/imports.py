"""What people send to bring a plan in."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from lapwing.contexts.improvement.edit_forms.fields import WordsField
from lapwing.platform.extraction.limits import LIMITS, MEGABYTE
from lapwing.platform.ui.forms import Form

# What a browser sends of a form is limited further down; a longer text comes as a file.
LONGEST_PASTE = 500_000
KINDS = (".docx", ".pdf", ".xlsx", ".csv", ".html", ".htm", ".md", ".txt", ".json")
LONGEST_NAME = 200


class ImportForm(Form):
    """A file, or pasted text. ``cleaned_data`` holds ``name`` and ``data`` of whichever was given."""

    says_optional = False

    file = forms.FileField(
        label="The plan, as it was published",
        required=False,
        help_text="Word (.docx), PDF, Excel (.xlsx), CSV, a web page, Markdown or text, "
        f"or a plan that Lapwing wrote. At most {LIMITS.bytes // MEGABYTE} MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
        allow_empty_file=True,
    )
    text = WordsField(
        label="Or paste the text of the plan",
        required=False,
        rows=6,
        max_length=LONGEST_PASTE,
        help_text="All of it, in the order of the pages.",
    )

    def clean_file(self) -> tuple[str, bytes] | None:
        file: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if not file:
            return None
        if (file.size or 0) > LIMITS.bytes:
            raise forms.ValidationError(
                f"The file is larger than {LIMITS.bytes // MEGABYTE} MB. "
                "Take pictures and appendices out of it"
            )
        name = PurePath((file.name or "").replace("\\", "/")).name
        return name[-LONGEST_NAME:] or "A file without a name", file.read()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file and text:
            raise forms.ValidationError("Choose a file or paste the text, not both")
        if not file and not text:
            self.add_error("file", "Choose a file, or paste the text of the plan")
            return cleaned
        name, data = file or ("Pasted text", text.encode())
        return {**cleaned, "name": name, "data": data}
