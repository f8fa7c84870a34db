"""The field of a form by which files are sent: it says what is taken, and refuses the rest beside the box."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.platform.documents.purposes import PURPOSES, Purpose
from lapwing.platform.refs import new_ref
from lapwing.platform.ui.forms import Form


class UploadField(forms.FileField):
    """A file for a purpose. What comes out is an open upload, for ``keep_file``.

    The hint says the kinds and the limit; ``help_text`` stands before it.
    """

    def __init__(self, purpose: str, **more: Any) -> None:
        self.purpose: Purpose = PURPOSES.known(purpose)
        said = more.pop("help_text", "")
        accept = ",".join(self.purpose.suffixes)
        widget = forms.FileInput(attrs={"accept": accept, "data-most-bytes": str(self.purpose.limit)})
        more.setdefault("widget", widget)
        more.setdefault("max_length", 1000)
        super().__init__(help_text=" ".join(filter(None, (said, self.purpose.hint))), **more)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Raises ValidationError in the words of the refusal."""
        if refusal := getattr(data, "refusal", None):
            raise forms.ValidationError(str(refusal))
        found = super().clean(data, initial)
        if found is not None and (found.size or 0) > self.purpose.limit:
            raise forms.ValidationError(str(self.purpose.too_large()))
        return found


class UploadForm(Form):
    """A form with files. ``sent_in`` goes to ``keep_file``: sent twice, it keeps each content once."""

    sent_in = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40, initial=new_ref)
