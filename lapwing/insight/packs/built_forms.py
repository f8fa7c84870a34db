"""The files of a pack, and what they are dressed in: the partnership's Word styles and logo."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)

from lapwing.insight.packs import shapes
from lapwing.insight.packs.forms.excel import to_excel
from lapwing.insight.packs.forms.pdf import to_pdf
from lapwing.insight.packs.forms.pictures import Pictures
from lapwing.insight.packs.forms.word import to_word
from lapwing.insight.packs.forms.word_template import TemplateError
from lapwing.insight.packs.models import Form, PackTemplate
from lapwing.platform.documents.errors import MissingContentError
from lapwing.platform.documents.keeping import open_file
from lapwing.platform.documents.models import File
from lapwing.platform.jobs.errors import CannotBeDoneError

_NO_PICTURE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
BAD_LOGO = (
    "The logo of the template is damaged and cannot be drawn. Send another one in the template, and make the "
    "pack again."
)


@dataclass(frozen=True)
class Dress:
    """``word`` is a Word document whose styles, header and footer are taken, ``logo`` a PNG or JPEG."""

    word: bytes | None = None
    logo: bytes | None = None


@dataclass(frozen=True)
class BuiltForm:
    """A form in which packs are given out. ``build`` is told all it may know: the same gives the same."""

    label: str
    ending: str
    build: Callable[[Told], bytes]


@dataclass(frozen=True)
class Told:
    """What a form is built from: the pack, the SHA-256 of its snapshot, its charts, and its dress."""

    pack: shapes.Pack
    digest: str
    pictures: Pictures
    dress: Dress


FORMS: dict[str, BuiltForm] = {
    Form.WORD: BuiltForm(
        "Word",
        "docx",
        lambda told: to_word(told.pack, told.digest, told.pictures, told.dress.word, told.dress.logo),
    ),
    Form.PDF: BuiltForm(
        "PDF", "pdf", lambda told: to_pdf(told.pack, told.digest, told.pictures, told.dress.logo)
    ),
    Form.EXCEL: BuiltForm("Excel", "xlsx", lambda told: to_excel(told.pack, told.digest)),
}


def build(form: str, told: Told) -> bytes:
    """One form of a pack.

    Raises CannotBeDoneError, with a sentence for whoever asked, where the form cannot hold what it should.
    """
    try:
        return FORMS[form].build(told)
    except TemplateError as error:
        raise CannotBeDoneError(str(error)) from error
    except _NO_PICTURE as error:
        if told.dress.logo is None:
            raise
        raise CannotBeDoneError(BAD_LOGO) from error


def dress_of(template: PackTemplate | None) -> Dress:
    """What a template dresses its packs in.

    Raises CannotBeDoneError, saying which file of which template is not given out any more.
    """
    if template is None:
        return Dress()
    return Dress(
        _content(template.word_file, template, "Word document"), _content(template.logo, template, "logo")
    )


def name_of(pack: shapes.Pack, ref: str, form: str) -> str:
    """The name of a file: what, as at when, and the reference by which it can be traced."""
    title = re.sub(r"[^A-Za-z0-9]+", "-", pack.cover.title).strip("-")[:60] or "Board-pack"
    return f"{title}-{pack.cover.period_to.isoformat()}-{ref}.{FORMS[form].ending}"


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
