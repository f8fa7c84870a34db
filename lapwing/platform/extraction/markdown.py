"""Markdown on its own lines: headings, lists and pipe tables. HTML between is read as a web page is.

Lines that hold tabs are left as they stand: tables parted by tabs are read later, from the lines themselves.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lapwing.platform.extraction.cell_text import cell_text
from lapwing.platform.extraction.document import Element, Grid, GridCell, Paragraph, Span
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.numbered import lines_of
from lapwing.platform.extraction.pipe_tables import pipe_tables_in
from lapwing.platform.extraction.plain_text import decode_text
from lapwing.platform.extraction.tidy import tidy_lines
from lapwing.platform.extraction.web_page.blocks import Passage
from lapwing.platform.extraction.web_page.page import Table, contents_of
from lapwing.platform.extraction.writer import FoundCell, Writer

_BULLET = "•"
# Lines of one table of HTML.
_LONGEST_TABLE = 5_000
_VERBATIM = frozenset({"fence", "code_block"})
_CONTENT = _VERBATIM | {"inline", "html_block"}


def read_markdown(data: bytes, writer: Writer) -> None:
    """Write down a Markdown file. Raises UnreadableFileError for what is not text."""
    text = decode_text(data)
    lines = lines_of(text)
    try:
        tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(lines))
    except RecursionError as error:
        raise UnreadableFileError(
            "too-deep", "The lists in the file go deeper than any plan's. Save it as PDF and send that."
        ) from error
    elements = list(_Elements(lines).read(tokens))
    writer.take(lines, _with_loose_tables(lines, elements))


def _with_loose_tables(lines: Sequence[str], elements: Sequence[Element]) -> list[Element]:
    """The elements, with tables drawn with pipes but without the rule that Markdown asks for."""
    drawn = [found for found in elements if isinstance(found, Grid)]
    loose = [
        grid
        for grid in pipe_tables_in(lines)
        if not any(_overlap(grid.lines, other.lines) for other in drawn)
    ]
    kept = [found for found in elements if not any(_overlap(found.lines, grid.lines) for grid in loose)]
    return sorted([*kept, *loose], key=lambda element: element.lines)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


@dataclass
class _List:
    ordered: bool
    level: int


class _Elements:
    """Turns the tokens of a file into elements; ``lines`` are those of the file."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._lists: list[_List] = []
        self._mark: str | None = None
        self._heading: int | None = None

    def read(self, tokens: Sequence[Token]) -> Iterator[Element]:
        at = read_to = 0
        while at < len(tokens):
            token = tokens[at]
            taken = token.map is not None and token.map[0] < read_to
            if token.type == "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                if not taken:
                    yield from self._table(tokens[at:end])
                at = end
            elif token.type in _CONTENT and taken:
                pass
            elif token.type == "html_block":
                read_to = self._end_of_table(token)
                yield from self._html(token, read_to)
            else:
                yield from self._token(token)
            at += 1

    def _token(self, token: Token) -> Iterator[Element]:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._lists.append(_List(token.type == "ordered_list_open", len(self._lists) + 1))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                ordered = self._lists[-1].ordered
                self._mark = f"{token.info}{token.markup}" if ordered else _BULLET
            case "heading_open":
                self._heading = int(token.tag[1:])
            case "heading_close":
                self._heading = None
            case "inline":
                yield from self._paragraph(token)
            case kind if kind in _VERBATIM:
                yield from self._verbatim(self._filled(token))

    def _paragraph(self, token: Token) -> Iterator[Element]:
        span = self._filled(token)
        if any("\t" in line for line in self._slice(span)):
            yield from self._verbatim(span)
            return
        text = _words(token)
        if text:
            yield Paragraph(
                text=text,
                lines=span,
                heading=self._heading,
                mark=self._mark,
                level=len(self._lists),
            )
            self._mark = None

    def _verbatim(self, span: Span) -> Iterator[Element]:
        text = "\n".join(self._slice(span))
        if text.strip():
            yield Paragraph(text=text, lines=span)

    def _html(self, token: Token, end: int) -> Iterator[Element]:
        """HTML between paragraphs; all that is in it stands on the lines of the whole of it."""
        span = ((token.map or [0])[0] + 1, end)
        lines = self._slice(span)
        if any("\t" in line.strip() for line in lines):
            yield from self._verbatim(span)
            return
        for found in contents_of("\n".join(lines)):
            if isinstance(found, Table):
                yield from _grid(found.cells, {}, span, found.title)
            elif found.text:
                yield Paragraph(
                    text=found.text, lines=span, heading=found.heading, mark=found.mark, level=found.level
                )

    def _end_of_table(self, token: Token) -> int:
        """The last line of HTML, which for a table is where it closes, not the next blank line."""
        first, end = (token.map or [0])[0], self._filled(token)[1]
        open_tables = 0
        for at in range(first, min(first + _LONGEST_TABLE, len(self._lines))):
            line = self._lines[at].lower()
            open_tables += line.count("<table") - line.count("</table")
            if at + 1 >= end and open_tables <= 0:
                return at + 1
        return end

    def _table(self, tokens: Sequence[Token]) -> Iterator[Element]:
        cells: list[FoundCell] = []
        spans: dict[int, Span] = {}
        row, column, header, span = -1, 0, False, self._filled(tokens[0])
        for token in tokens:
            if token.type == "tr_open":
                row, column = row + 1, 0
                span = self._filled(token)
            elif token.type in {"th_open", "td_open"}:
                header = token.type == "th_open"
            elif token.type == "inline":
                spans[row] = span
                text = _words(token)
                cells.append(FoundCell(text=text, row=row, column=column, header=header and bool(text)))
                column += 1
        yield from _grid(cells, spans, self._filled(tokens[0]))

    def _filled(self, token: Token) -> Span:
        """The lines that a token stands on, without blank ones at its end."""
        first, end = token.map or [0, 1]
        while end > first + 1 and not self._lines[end - 1].strip():
            end -= 1
        return first + 1, end

    def _slice(self, span: Span) -> Sequence[str]:
        return self._lines[span[0] - 1 : span[1]]


def _grid(cells: Sequence[FoundCell], spans: dict[int, Span], whole: Span, title: str = "") -> Iterator[Grid]:
    placed = tuple(
        GridCell(
            text=cell.text,
            row=cell.row,
            column=cell.column,
            lines=spans.get(cell.row, whole),
            rows=cell.rows,
            columns=cell.columns,
            colour=cell.colour,
            header=cell.header,
        )
        for cell in cells
        if cell.text or cell.colour
    )
    if placed:
        yield Grid(
            cells=placed,
            rows=max(cell.row + cell.rows for cell in placed),
            columns=max(cell.column + cell.columns for cell in placed),
            lines=whole,
            title=title,
        )


def _words(token: Token) -> str:
    """The words of a paragraph or cell. Its line ends stay; HTML within it is read as a web page is."""
    inner = token.children or []
    if any(part.type == "html_inline" for part in inner):
        pieces = "".join(_as_html(part) for part in inner)
        return cell_text(_flat(found) for found in contents_of(pieces))
    return tidy_lines("".join(_as_text(part) for part in inner))


def _flat(found: Passage | Table) -> Passage:
    if isinstance(found, Passage):
        return found
    return Passage(text=" | ".join(" ".join(cell.text.split()) for cell in found.cells if cell.text))


def _as_text(part: Token) -> str:
    if part.type in {"softbreak", "hardbreak"}:
        return "\n"
    return part.content if part.type in {"text", "code_inline"} else ""


def _as_html(part: Token) -> str:
    if part.type == "html_inline":
        return part.content
    return html.escape(_as_text(part)).replace("\n", "<br>")
