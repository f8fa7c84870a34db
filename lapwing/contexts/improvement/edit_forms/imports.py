"""What people send to bring a plan in."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.fields import WordsField
from lapwing.contexts.improvement.plan_files import PLAN_DOCUMENT
from lapwing.platform.documents.forms import UploadField
from lapwing.platform.ui.forms import Form

# What a browser sends of a form is limited further down; a longer text comes as a file.
LONGEST_PASTE = 500_000


class ImportForm(Form):
    """A file, or pasted text. ``cleaned_data`` holds ``name`` and ``content`` of whichever was given."""

    says_optional = False

    file = UploadField(
        PLAN_DOCUMENT,
        label="The plan, as it was published",
        required=False,
        help_text="A document, or a plan that Lapwing wrote:",
        allow_empty_file=True,
    )
    text = WordsField(
        label="Or paste the text of the plan",
        required=False,
        rows=6,
        max_length=LONGEST_PASTE,
        help_text="All of it, in the order of the pages.",
    )

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
        name, content = (file.name, file) if file else ("Pasted text", text.encode())
        return {**cleaned, "name": name, "content": content}
