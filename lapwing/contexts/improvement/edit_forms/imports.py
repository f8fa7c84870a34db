"""What people send to bring a plan in."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from lapwing.contexts.improvement.edit_forms.fields import WordsField
from lapwing.platform.ui.forms import Form

LARGEST = 2_000_000
# What a browser sends of a form is limited further down; a longer text comes as a file.
LONGEST_PASTE = 500_000
# A long plan has some 2,000. Reading takes longer with each line, and others wait meanwhile.
MOST_LINES = 20_000
KINDS = (".txt", ".md", ".json")
_RIGHT = "Send the plan's text as .txt or .md, or a plan that Lapwing wrote as .json"


class ImportForm(Form):
    """A file, or pasted text. ``cleaned_data`` holds ``name`` and ``text`` of whichever was given."""

    says_optional = False

    file = forms.FileField(
        label="File",
        required=False,
        help_text="Text (.txt), Markdown (.md) or a plan that Lapwing wrote (.json), at most 2 MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
        allow_empty_file=True,
    )
    text = WordsField(
        label="Or paste the text of the plan",
        required=False,
        rows=8,
        max_length=LONGEST_PASTE,
        help_text="All of it, in the order of the pages.",
    )

    def clean_file(self) -> tuple[str, str] | None:
        file: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if not file:
            return None
        name = PurePath(file.name or "").name
        if PurePath(name).suffix.lower() not in KINDS:
            raise forms.ValidationError(f"“{name}” is not a kind that can be read yet. {_RIGHT}")
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                "The file is larger than 2 MB. Take pictures and appendices out of it"
            )
        return name, _decoded(file.read())

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
        name, found = file or ("Pasted text", text)
        if not found.strip():
            self.add_error("file", f"The file is empty. {_RIGHT}")
        if found.count("\n") > MOST_LINES:
            self.add_error("file", f"The document has more than {MOST_LINES:,} lines. Send the plan alone")
        return {**cleaned, "name": name, "text": found}


def _decoded(content: bytes) -> str:
    """The text of a file. Raises ValidationError with what would be right."""
    if content.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or b"\0" in content:
        raise forms.ValidationError(
            f"This is a PDF, Word or other program's file whatever its name ends in. {_RIGHT}"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                "The file's letters cannot be read. Save it as text in UTF-8"
            ) from error
    if "\0" in text:
        raise forms.ValidationError(f"The file is not text. {_RIGHT}")
    return text
