"""What each form says, section by section, and what the pack says: to be held against each other."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import html

from lapwing.insight.packs.forms import titles
from lapwing.insight.packs.forms.sheets_of_data import DATA
from lapwing.insight.packs.forms.tests.pdf_ua import page_texts
from lapwing.insight.packs.shapes import Headed, Pack
from lapwing.insight.packs.shapes import Mark as Standing
from lapwing.platform.extraction.pdf.tags import Mark, Tag, tags_of

# Codes and what no form prints: everything else that is text or a date stands in every form.
_UNSAID = frozenset(
    {
        *("key", "kind", "shape", "colour", "meaning", "ref", "link", "unit_short", "direction", "spc_kind"),
        *("variation", "assurance", "empty", "group_word", "objective_word"),
    }
)
# Said in Excel alone, whose cells have no sentence around them.
_OF_EXCEL: dict[str, set[str]] = {
    "MovedLine": {"what", "before", "now"},
    "PathPoint": {"text"},
    "Series": {"unit"},
    "Spc": {"variation_text", "assurance_text"},
}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BLANKS = re.compile(r"\s+")
Sections = dict[str, str]


def printed(pack: Pack, *, in_cells: bool = False) -> dict[str, list[str]]:
    """The texts of the pack by the title of their section, in the order of the shapes.

    ``in_cells``: with those that Excel alone says, and all the data.
    """
    found = {section.title: list(_texts(section, in_cells)) for section in pack.sections}
    if in_cells:
        found[DATA] = list(_texts(pack.data, in_cells))
    return {"": list(_texts(pack.cover, in_cells)), **found}


def numbers_in(texts: Iterable[str]) -> set[str]:
    """The numbers in texts, without what groups their thousands."""
    return {match.replace(",", "") for text in texts for match in _NUMBER.findall(text)}


def lines_of(section: Headed) -> list[str]:
    """What each line of a section is known by: its longest text but its group, which may head several."""
    lines = [
        each
        for field in dataclasses.fields(section)
        if isinstance(value := getattr(section, field.name), tuple)
        for each in value
    ]
    return [tidied(max(_own_texts(line), key=len)) for line in lines]


def tidied(text: str) -> str:
    """Blanks are all alike, shapes and quotation marks are drawn as a form draws them."""
    return _BLANKS.sub(" ", re.sub("[■●◆▲○“”]", " ", text)).strip()


def pdf_sections(data: bytes) -> Sections:
    """By the tags, in the order of reading: without contents and without the letters inside charts."""
    root = tags_of(data)
    assert root is not None
    pages = page_texts(data)
    found: dict[str, list[str]] = {"": []}
    for kind, text in _tagged(root, pages):
        _add(found, text, heading=kind == "H1")
    found.pop(titles.CONTENTS)
    return _whole(found)


def paragraphs_of_pdf(data: bytes) -> list[str]:
    """What is tagged as a paragraph, a heading, an item or a cell, one by one."""
    root = tags_of(data)
    assert root is not None
    return [_BLANKS.sub(" ", text).strip() for _, text in _tagged(root, page_texts(data))]


def word_sections(data: bytes) -> Sections:
    """Paragraphs and cells in their order, without the contents."""
    document = docx.Document(BytesIO(data))
    found: dict[str, list[str]] = {"": []}
    for each in document.element.body:
        if each.tag == qn("w:tbl"):
            for row in Table(each, document).rows:
                for cell in row.cells:
                    _add(found, cell.text)
        elif each.tag == qn("w:p"):
            paragraph = Paragraph(each, document)
            style = paragraph.style.name.casefold() if paragraph.style and paragraph.style.name else ""
            if not style.startswith("toc"):
                _add(found, paragraph.text, heading=style == "heading 1")
    return _whole(found)


def page_sections(markup: str) -> Sections:
    """The words of a page, without those inside drawings and without its contents."""
    root = html.fragment_fromstring(markup, create_parent=True)
    for each in root.xpath("//svg | //nav"):
        each.drop_tree()
    found: dict[str, list[str]] = {"": []}
    for each in root.iter():
        if isinstance(each.tag, str):
            _add(found, each.text or "", heading=each.tag == "h2")
        _add(found, each.tail or "")
    return _whole(found)


def excel_sections(data: bytes) -> Sections:
    """The cells of every sheet as they are displayed; a sheet's name stands before them."""
    book = openpyxl.load_workbook(BytesIO(data))
    return {
        sheet.title: tidied("\n".join(displayed(cell) for row in sheet.iter_rows() for cell in row))
        for sheet in book.worksheets
    }


def texts_of(value: Any) -> list[str]:
    """All texts of a part of a pack, with those that Excel alone says."""
    return list(_texts(value, in_cells=True))


def _texts(value: Any, in_cells: bool) -> Iterator[str]:
    if isinstance(value, Standing):
        yield value.label
    elif isinstance(value, str):
        yield from filter(None, (tidied(each) for each in re.split(r"\n\s*\n", value)))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each, in_cells)
    elif dataclasses.is_dataclass(value):
        alone = set() if in_cells else _OF_EXCEL.get(type(value).__name__, set())
        alone = alone | ({"title"} if isinstance(value, Headed) else set())
        for field in dataclasses.fields(value):
            if field.name not in _UNSAID | alone:
                yield from _texts(getattr(value, field.name), in_cells)


def _own_texts(line: Any) -> Iterator[str]:
    for field in dataclasses.fields(line):
        value = getattr(line, field.name)
        if field.name not in _UNSAID | {"group"} and isinstance(value, str):
            yield from re.split(r"\n\s*\n", value)


def _tagged(tag: Tag, pages: list[Any]) -> Iterator[tuple[str, str]]:
    if tag.kind in {"Figure", "TOC"}:
        return
    if tag.kind in {"TD", "TH", "LI", "H1", "H2", "H3", "P"}:
        yield tag.kind, _said(tag, pages)
        return
    if loose := [each for each in tag.within if isinstance(each, Mark)]:
        yield "", _marked(loose, pages)
    for each in tag.within:
        if isinstance(each, Tag):
            yield from _tagged(each, pages)


def _said(tag: Tag, pages: list[Any]) -> str:
    """The words of an element: those of paragraphs in it apart, those of one paragraph as they run on."""
    parts: list[str] = []
    loose: list[Mark] = []
    for each in tag.within:
        if isinstance(each, Mark):
            loose.append(each)
        elif each.kind in {"Span", "Link", "Reference"}:
            loose += each.marks()
        else:
            parts += [_marked(loose, pages), _said(each, pages)]
            loose = []
    return " ".join([*parts, _marked(loose, pages)])


def _marked(marks: list[Mark], pages: list[Any]) -> str:
    found: dict[int, list[int]] = {}
    for mark in marks:
        found.setdefault(mark.page, []).append(mark.number)
    return "".join(pages[page].of(numbers) for page, numbers in found.items())


def _add(found: dict[str, list[str]], text: str, *, heading: bool = False) -> None:
    if heading:
        found.setdefault(tidied(text), [])
    elif found:
        found[next(reversed(found))].append(text)


def _whole(found: dict[str, list[str]]) -> Sections:
    return {title: tidied("\n".join(texts)) for title, texts in found.items()}


def displayed(cell: Any) -> str:
    """A cell as Excel shows it, for the formats that packs use."""
    value, form = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, dt.date):
        month = f"{value:%B}" if "mmmm" in form else f"{value:%b}"
        return f"{value.day} {month} {value.year}"
    if isinstance(value, int | float):
        first = form.split(";")[1 if value < 0 else 0]
        places = len(re.search(r"0(?:\.(0+))?", first)[1] or "")  # type: ignore[index]
        figure = f"{abs(value):{',' if '#,##0' in first else ''}.{places}f}"
        return re.sub(r"(?:#,##)?0(?:\.0+)?", figure, first, count=1).replace('"', "")
    return str(value)
