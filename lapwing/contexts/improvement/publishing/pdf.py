"""A layout as a tagged PDF that meets PDF/UA: headings, tables with header cells, a title, a language.

The layout goes to typst as data, never as markup: whatever signs a plan holds are printed as they are.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

from lapwing.contexts.improvement.publishing import brand, forms, words
from lapwing.contexts.improvement.publishing.layout import Block, Heading, Layout, Look, Prose, Row, Table
from lapwing.contexts.improvement.publishing.legible import legible

_TEMPLATE = Path(__file__).with_name("document.typ")
_SIGN = re.compile(rf"^([{''.join(words.COLOURS)}]) (.+)$")
# Rows longer than this may break across pages; shorter ones stay whole.
_WHOLE = 900
# Found on most machines, and last the one that typst brings along.
_FONTS = ("Inter", "Liberation Sans", "Arial", "DejaVu Sans", "Libertinus Serif")


def to_pdf(layout: Layout) -> bytes:
    """The document. A sign that no font on this machine has is left out of the claim to be accessible."""
    given = json.dumps(_plain(layout))
    try:
        return _compiled(given, accessible=True)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compiled(given, accessible=False)


@cache
def _fonts() -> typst.Fonts:
    """The fonts of this machine, looked for once: for signs that typst's own do not have."""
    return typst.Fonts(include_system_fonts=True)


def _compiled(given: str, *, accessible: bool) -> bytes:
    return typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"layout": given},
        pdf_standards="ua-1" if accessible else None,
    )


def _plain(layout: Layout) -> dict[str, Any]:
    return {
        "title": legible(layout.title),
        "under": [legible(line) for line in layout.under],
        "fonts": _FONTS,
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
