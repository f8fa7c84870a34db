"""The example pack in every form, made once for all tests."""

from __future__ import annotations

from functools import cache

from lapwing.insight.packs import frozen
from lapwing.insight.packs.forms.excel import to_excel
from lapwing.insight.packs.forms.pdf import to_pdf
from lapwing.insight.packs.forms.pictures import Pictures, drawn
from lapwing.insight.packs.forms.tests.factories import large_pack
from lapwing.insight.packs.forms.web import to_page
from lapwing.insight.packs.forms.word import to_word
from lapwing.insight.packs.shapes import Pack
from lapwing.insight.packs.tests.examples import empty_pack, example_pack

# A short one with everything in it, one with nothing in it, and one with many measures of both kinds.
PACKS: dict[str, Pack] = {"example": example_pack(), "empty": empty_pack(), "many": large_pack(12, 3, 15)}


@cache
def digest_of(name: str) -> str:
    return frozen.sha256_of(frozen.to_text(PACKS[name]))


@cache
def pictures_of(name: str) -> Pictures:
    return drawn(PACKS[name])


@cache
def pdf_of(name: str) -> bytes:
    return to_pdf(PACKS[name], digest_of(name), pictures_of(name))


@cache
def word_of(name: str) -> bytes:
    return to_word(PACKS[name], digest_of(name), pictures_of(name))


@cache
def excel_of(name: str) -> bytes:
    return to_excel(PACKS[name], digest_of(name))


@cache
def page_of(name: str) -> str:
    return str(
        to_page(PACKS[name], digest_of(name), pictures_of(name), lambda link: f"/{link.kind}/{link.ref}")
    )
