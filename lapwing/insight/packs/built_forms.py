"""The files of a pack: what they are called, and the Word styles and logo that they are dressed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lapwing.insight.packs.forms.dress import Dress
from lapwing.insight.packs.models import Form, PackTemplate
from lapwing.platform.documents.errors import MissingContentError
from lapwing.platform.documents.keeping import open_file
from lapwing.platform.documents.models import File
from lapwing.platform.jobs.errors import CannotBeDoneError


@dataclass(frozen=True)
class BuiltForm:
    """A form in which packs are given out."""

    label: str
    ending: str


FORMS: dict[str, BuiltForm] = {
    Form.WORD: BuiltForm("Word", "docx"),
    Form.PDF: BuiltForm("PDF", "pdf"),
    Form.EXCEL: BuiltForm("Excel", "xlsx"),
}


def dress_of(template: PackTemplate | None) -> Dress:
    """What a template dresses its packs in.

    Raises CannotBeDoneError, saying which file of which template is not given out any more.
    """
    if template is None:
        return Dress()
    return Dress(
        _content(template.word_file, template, "Word document"), _content(template.logo, template, "logo")
    )


def name_of(title: str, as_at: date, ref: str, form: str) -> str:
    """The name of a file: what, as at when, and the reference by which it can be traced."""
    bare = re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-")[:60] or "Board-pack"
    return f"{bare}-{as_at.isoformat()}-{ref}.{FORMS[form].ending}"


def _content(file: File | None, template: PackTemplate, what: str) -> bytes | None:
    if file is None:
        return None
    try:
        with open_file(file) as content:
            return content.read()
    except MissingContentError as error:
        raise CannotBeDoneError(
            f"The {what} of the template “{template.name}” is not given out any more: {error} "
            "Send another one in the template, and make the pack again."
        ) from error
