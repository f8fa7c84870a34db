"""A pack as a tagged PDF that meets PDF/UA-1: contents, bookmarks, header rows, charts told in words."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lapwing.insight.packs.forms.arrangement import document_of, pictures_in
from lapwing.insight.packs.forms.blocks import (
    Beside,
    Block,
    Bullets,
    Card,
    Document,
    Heading,
    Line,
    Note,
    Part,
    Picture,
    Row,
    Table,
    Text,
    Together,
)
from lapwing.insight.packs.forms.pictures import Pictures
from lapwing.insight.packs.forms.titles import COLOPHON, FIGURES, LOGO
from lapwing.insight.packs.shapes import Mark, Pack
from lapwing.platform.writing import brand
from lapwing.platform.writing.legible import legible
from lapwing.platform.writing.typesetting import FONTS, typeset

_TEMPLATE = Path(__file__).with_name("document.typ")
# Rows longer than this may break across pages; shorter ones stay whole.
_WHOLE = 900


def to_pdf(pack: Pack, digest: str, pictures: Pictures, logo: bytes | None = None) -> bytes:
    """The pack on paper. ``digest`` is the SHA-256 of the frozen pack; ``logo`` a PNG, JPEG or SVG.

    The same pack gives the same text and figures whenever it is built, and bears the moment it was frozen.
    """
    # as a text alone: its thousands of parts would be held while it is set
    told = json.dumps(_document(document_of(pack, digest), pictures, logo))
    return typeset(_TEMPLATE, told, made_at=pack.cover.built_at)


def _document(document: Document, pictures: Pictures, logo: bytes | None) -> dict[str, Any]:
    front = document.front
    return {
        "title": legible(front.title),
        "over": legible(front.over),
        "under": [legible(line) for line in front.under],
        "facts": _pairs(front.facts),
        "words": [_in_lines(words) for words in front.words],
        "running": legible(document.running),
        "footer": legible(front.title),
        "colophon": _pairs(document.colophon),
        "colophon-title": COLOPHON,
        "logo": list(logo) if logo else None,
        "logo-alt": LOGO.format(legible(front.over)),
        "fonts": FONTS,
        "brand": {name: f"#{colour}" for name, colour in _COLOURS.items()},
        "parts": [_part(part, at, pictures) for at, part in enumerate(document.parts)],
    }


_COLOURS = {
    "ink": brand.INK,
    "quiet": brand.QUIET,
    "green": brand.GREEN,
    "chestnut": brand.CHESTNUT,
    "band": brand.BAND,
    "aside": brand.ASIDE,
    "hairline": brand.HAIRLINE,
    **{name: colour for name, colour in brand.STATUS.items() if name != "green"},
}


def _pairs(facts: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [[name, legible(value)] for name, value in facts]


def _part(part: Part, at: int, pictures: Pictures) -> dict[str, Any]:
    charts = tuple(pictures_in(part.blocks))
    return {
        "title": legible(part.title),
        "fresh": part.fresh or at == 0,
        "one-page": part.one_page,
        "blocks": [_block(block, pictures) for block in part.blocks],
        "figures-title": FIGURES,
        "figures": [
            {"title": legible(chart.figures.about), "table": _table(chart.figures)} for chart in charts
        ],
    }


def _block(block: Block, pictures: Pictures) -> dict[str, Any]:
    if isinstance(block, Heading):
        told = {
            "kind": "heading",
            "level": block.level,
            "text": _in_lines(block.text),
            "listed": block.listed,
        }
        return told | ({"mark": _mark(block.mark)} if block.mark else {})
    if isinstance(block, Text):
        return {"kind": "text", "text": _in_lines(block.text), "look": block.look}
    if isinstance(block, Note):
        return {"kind": "note", "paragraphs": [_in_lines(each) for each in block.paragraphs]}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": [_line(line) for _, line in block.items]}
    if isinstance(block, Card):
        return _card(block)
    if isinstance(block, Table):
        return {"kind": "table", **_table(block)}
    if isinstance(block, Picture):
        return _picture(block, pictures)
    if isinstance(block, Together):
        return {"kind": "together", "blocks": [_block(each, pictures) for each in block.blocks]}
    assert isinstance(block, Beside)
    columns = [[_block(heading, pictures), _block(table, pictures)] for heading, table in block.columns]
    return {"kind": "beside", "columns": columns}


def _card(card: Card) -> dict[str, Any]:
    return {
        "kind": "card",
        "title": legible(card.title),
        "paragraphs": [_in_lines(each) for each in card.quoted],
        "quote": card.quote,
        "under": [_line(line) for line in card.under],
    }


def _picture(picture: Picture, pictures: Pictures) -> dict[str, Any]:
    return {
        "kind": "picture",
        "title": legible(picture.title),
        "subtitle": legible(picture.subtitle),
        "alt": legible(picture.alt),
        "svg": pictures.svg(picture.key),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "columns": [asdict(column) for column in table.columns],
        "rows": [_row(row) for row in table.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    letters = max((sum(len(line.said) for line in cell) for cell in row.cells), default=0)
    return {
        "band": row.band,
        "long": letters >= _WHOLE,
        "cells": [[_line(line) for line in cell] for cell in row.cells],
    }


def _line(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {"text": _in_lines(line.text), "look": line.look}
    if line.label:
        told["label"] = line.label
    if line.mark:
        told["mark"] = _mark(line.mark)
    return told


def _mark(mark: Mark) -> dict[str, str]:
    return {"label": legible(mark.label), "shape": mark.shape, "colour": mark.colour}


def _in_lines(text: str) -> str:
    """A text whose lines are parted by a blank too: whoever has it read aloud hears two words, not one."""
    return legible(text).replace("\n", " \n")
