"""Reads a web page from its bytes. No script runs, nothing is fetched, no entity expanded but HTML's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.plain_text import decode_text
from lapwing.platform.extraction.web_page.blocks import BlockReader, Passage
from lapwing.platform.extraction.web_page.colours import Grounds
from lapwing.platform.extraction.web_page.tables import TableReader
from lapwing.platform.extraction.web_page.wrapping import SILENT, Wrapping, length_of
from lapwing.platform.extraction.writer import FoundCell, Writer

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_HEAD = 4096
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"})
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LEAST_OF_PAGE = 0.3


class Table:
    """A table that was found, with its caption."""

    def __init__(self, cells: list[FoundCell], title: str) -> None:
        self.cells, self.title = cells, title


def read_html(data: bytes, writer: Writer) -> None:
    """Write down a web page. Raises UnreadableFileError when there is nothing in it that could be read."""
    empty = True
    for found in contents_of(_words_of(data)):
        empty = False
        if isinstance(found, Table):
            writer.grid(found.cells, title=found.title)
        else:
            writer.paragraph(found.text, heading=found.heading, mark=found.mark, level=found.level)
    if empty:
        raise UnreadableFileError(
            "empty",
            "There are no words in the web page. It may need a browser to put them there: "
            "open it in one, save it as PDF, and send that.",
        )


def contents_of(html: str) -> Iterator[Passage | Table]:
    """The paragraphs and tables of a page, or of a piece of one, in the order of reading."""
    root = _tree(html)
    body = None if root is None else root.find("body")
    if root is None or body is None:
        return
    grounds = Grounds(root)
    etree.strip_elements(root, *SILENT, with_tail=False)
    wrapping = Wrapping(length_of(body))
    tables = TableReader(wrapping, grounds)
    waiting: list[Passage | etree._Element] = [_main(body, wrapping)]
    try:
        while waiting:
            found = waiting.pop()
            if isinstance(found, Passage):
                yield found
            elif found.tag != "table":
                waiting.extend(reversed(BlockReader(wrapping).blocks(found)))
            elif tables.is_layout(found):
                waiting.extend(reversed(list(tables.parts(found))))
            else:
                yield Table(tables.cells(found), tables.title(found))
    except RecursionError as error:
        raise _too_deep() from error


def _main(body: etree._Element, wrapping: Wrapping) -> etree._Element:
    """The part that the page itself marks as what it is about; the whole where that leaves much out."""
    marked = [
        found for found in body.iter("main", "div") if found.tag == "main" or found.get("role") == "main"
    ]
    if len(marked) != 1:
        return body
    main = marked[0]
    rows, rows_in_main = (sum(1 for _ in part.iter("tr")) for part in (body, main))
    enough = length_of(main) >= _LEAST_OF_PAGE * length_of(body)
    return main if rows == rows_in_main and (enough or rows) else body


def _tree(html: str) -> etree._Element | None:
    """The tree of a page; None when there is nothing in it."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root: etree._Element | None = etree.fromstring(html.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def _too_deep() -> UnreadableFileError:
    return UnreadableFileError(
        "too-deep", "The web page is built deeper than any page for people. Save it as PDF and send that."
    )


def _words_of(data: bytes) -> str:
    """The text of a page by its mark, by the character set that it names, or as text of any kind."""
    named = _CHARSET.search(data[:_HEAD])
    if data.startswith(_MARKS) or named is None:
        return decode_text(data)
    name = named.group(1).decode("ascii").lower()
    if name in _LATIN or name.replace("-", "") == "utf8":
        return decode_text(data)
    try:
        return data.decode(name, errors="replace")
    except (LookupError, ValueError):
        return decode_text(data)
