"""The index of a bundle: every file in it with its size and SHA-256, as a page and as a table. No Django."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

HTML, CSV = "index.html", "index.csv"
_HEADINGS = ("File", "What it is", "Bytes", "SHA-256")
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;"
    "border-bottom:1px solid #b1b4b6}code{overflow-wrap:anywhere;font-size:.8rem}"
    "caption{text-align:left;font-weight:700;padding:.5rem 0}.n{text-align:right}"
)


@dataclass(frozen=True)
class Part:
    """A file of a bundle; ``size`` in bytes."""

    path: str
    what: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Head:
    """What a bundle is of. ``facts`` are pairs of a name and what stands there; ``notes`` are sentences."""

    title: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def as_page(head: Head, parts: Sequence[Part]) -> bytes:
    """The index as a page that stands alone: no script, nothing fetched."""
    facts = "".join(f"<tr><th scope='row'>{escape(k)}</th><td>{escape(v)}</td></tr>" for k, v in head.facts)
    notes = "".join(f"<li>{escape(note)}</li>" for note in head.notes)
    rows = "".join(
        f"<tr><td><a href='{escape(part.path, quote=True)}'>{escape(part.path)}</a></td>"
        f"<td>{escape(part.what)}</td><td class='n'>{part.size}</td><td><code>{part.sha256}</code></td></tr>"
        for part in parts
    )
    headings = "".join(f"<th scope='col'>{each}</th>" for each in _HEADINGS)
    page = (
        "<!doctype html><html lang='en-GB'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(head.title)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(head.title)}</h1><table><caption>About this bundle</caption>{facts}</table>"
        f"<h2>What to know</h2><ul>{notes}</ul>"
        f"<table><caption>Files in this bundle</caption><thead><tr>{headings}</tr></thead>"
        f"<tbody>{rows}</tbody></table></main></body></html>\n"
    )
    return page.encode()


def as_table(parts: Iterable[Part]) -> bytes:
    """The same as CSV."""
    return table(_HEADINGS, ((part.path, part.what, part.size, part.sha256) for part in parts))


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV that Excel opens: with a mark of its encoding, and nothing that would be a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([_cell(each) for each in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
