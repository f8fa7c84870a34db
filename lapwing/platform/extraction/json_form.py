"""Documents to JSON and back, to be kept and to pass between processes. Empty parts are left out."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from lapwing.platform.extraction.document import (
    Document,
    Element,
    Grid,
    GridCell,
    Kind,
    Note,
    Paragraph,
    Span,
)


def to_json(document: Document) -> str:
    """The document as JSON text."""
    return json.dumps(to_plain(document), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Document:
    """The document that ``to_json`` wrote. Raises ValueError or KeyError for anything else."""
    return from_plain(json.loads(text))


def to_plain(document: Document) -> dict[str, Any]:
    """The document as lists, objects and plain values, as a JSON column holds them."""
    return {
        "kind": document.kind.value,
        "name": document.name,
        "complete": document.complete,
        "lines": list(document.lines),
        "notes": [dataclasses.asdict(note) for note in document.notes],
        "elements": [plain_element(element) for element in document.elements],
    }


def from_plain(raw: dict[str, Any]) -> Document:
    """The document that ``to_plain`` gave. Raises ValueError or KeyError for anything else."""
    return Document(
        kind=Kind(raw["kind"]),
        name=raw["name"],
        complete=raw["complete"],
        lines=tuple(raw["lines"]),
        notes=tuple(Note(**note) for note in raw["notes"]),
        elements=tuple(element_from_plain(each) for each in raw["elements"]),
    )


def plain_element(element: Element) -> dict[str, Any]:
    """A paragraph or table as plain values."""
    if isinstance(element, Paragraph):
        return _filled(element)
    return {**_filled(element, without="cells"), "cells": [_filled(cell) for cell in element.cells]}


def _filled(part: Paragraph | Grid | GridCell, without: str = "") -> dict[str, Any]:
    return {
        field.name: list(value) if isinstance(value, tuple) else value
        for field in dataclasses.fields(part)
        if field.name != without and (value := getattr(part, field.name)) != field.default
    }


def element_from_plain(raw: dict[str, Any]) -> Element:
    """The paragraph or table that ``plain_element`` gave; a table is told by its cells."""
    if "cells" not in raw:
        return Paragraph(**{**raw, "lines": _span(raw["lines"])})
    cells = tuple(GridCell(**{**cell, "lines": _span(cell["lines"])}) for cell in raw["cells"])
    return Grid(**{**raw, "lines": _span(raw["lines"]), "cells": cells})


def _span(raw: list[int]) -> Span:
    first, last = raw
    return first, last
