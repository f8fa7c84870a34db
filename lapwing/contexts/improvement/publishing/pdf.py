"""A layout as a tagged PDF that meets PDF/UA: headings, tables with header cells, a title, a language.

The layout goes to typst as data, never as markup: whatever signs a plan holds are printed as they are.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from lapwing.contexts.improvement.publishing import forms, words
from lapwing.contexts.improvement.publishing.layout import Block, Heading, Layout, Look, Prose, Row, Table
from lapwing.platform.writing import brand
from lapwing.platform.writing.legible import legible
from lapwing.platform.writing.typesetting import FONTS, typeset

_TEMPLATE = Path(__file__).with_name("document.typ")
_SIGN = re.compile(rf"^([{''.join(words.COLOURS)}]) (.+)$")
# Rows longer than this may break across pages; shorter ones stay whole.
_WHOLE = 900


def to_pdf(layout: Layout) -> bytes:
    """The document. A sign that no font on this machine has is left out of the claim to be accessible."""
    return typeset(_TEMPLATE, json.dumps(_plain(layout)))


def _plain(layout: Layout) -> dict[str, Any]:
    return {
        "title": legible(layout.title),
        "under": [legible(line) for line in layout.under],
        "fonts": FONTS,
        "signs": {sign: f"#{colour}" for sign, colour in words.COLOURS.items()},
        "brand": {
            name: f"#{colour}"
            for name, colour in {
                "ink": brand.INK,
                "quiet": brand.QUIET,
                "green": brand.GREEN,
                "band": brand.BAND,
                "aside": brand.ASIDE,
                "hairline": brand.HAIRLINE,
            }.items()
        },
        "parts": [
            {"landscape": part.landscape, "blocks": [_block(block) for block in part.blocks]}
            for part in layout.parts
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": legible(block.text)}
    if isinstance(block, Prose):
        return {"kind": "prose", "text": legible(block.text)}
    return {
        "kind": "table",
        "titles": block.form.titles,
        "shares": [column.share for column in block.form.columns],
        "rows": [_row(block, row) for row in block.rows],
    }


def _row(table: Table, row: Row) -> dict[str, Any]:
    return {
        "look": row.look.value,
        "long": max((len(text) for text in row.cells.values()), default=0) >= _WHOLE,
        "cells": [
            [_line(line, row, title) for line in legible(row.cells.get(title, "")).split("\n") if line]
            for title in table.form.titles
        ],
    }


def _line(text: str, row: Row, title: str) -> dict[str, Any]:
    sign = _SIGN.match(text) if title in (forms.STATUS, "Counts as") else None
    if sign:
        return {"sign": sign[1], "text": sign[2]}
    bold = row.look is Look.BAND and title in (forms.NO, forms.WHAT)
    return {"text": text, "bold": bold, "quiet": title == forms.PART}
