"""What forms over a record that others may be editing have in common."""

from __future__ import annotations

from django import forms

from lapwing.platform.ui.forms import VersionedForm


class EditForm(VersionedForm):
    """Carries the version that was read. Without one it counts as the oldest: the editor is shown both."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_version(self) -> int:
        return self.cleaned_data.get("version") or 0
