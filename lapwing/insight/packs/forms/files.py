"""The files of a pack, each built from the pack alone and from what it is dressed in. Knows no database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)

from lapwing.insight.packs import shapes
from lapwing.insight.packs.forms.dress import Dress
from lapwing.insight.packs.forms.excel import to_excel
from lapwing.insight.packs.forms.pdf import to_pdf
from lapwing.insight.packs.forms.pictures import Pictures
from lapwing.insight.packs.forms.word import to_word
from lapwing.insight.packs.forms.word_template import TemplateError

_NO_PICTURE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
BAD_LOGO = (
    "The logo of the template is damaged and cannot be drawn. Send another one in the template, and make the "
    "pack again."
)


@dataclass(frozen=True)
class Told:
    """What a form is built from: the pack, the SHA-256 of its snapshot, its charts, and its dress."""

    pack: shapes.Pack
    digest: str
    pictures: Pictures
    dress: Dress


class DressError(ValueError):
    """A pack cannot be dressed so; the message is a sentence for whoever asked for it."""


# By the codes that the database has for them.
_BUILT: dict[str, Callable[[Told], bytes]] = {
    "word": lambda told: to_word(told.pack, told.digest, told.pictures, told.dress.word, told.dress.logo),
    "pdf": lambda told: to_pdf(told.pack, told.digest, told.pictures, told.dress.logo),
    "excel": lambda told: to_excel(told.pack, told.digest),
}


def build(form: str, told: Told) -> bytes:
    """One form of a pack: the same is built of the same. Raises DressError."""
    try:
        return _BUILT[form](told)
    except TemplateError as error:
        raise DressError(str(error)) from error
    except _NO_PICTURE as error:
        if told.dress.logo is None:
            raise
        raise DressError(BAD_LOGO) from error
