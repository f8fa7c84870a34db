"""Actions, areas and proposed measures of a plan whose tables stand between tab characters.

The whole document is read twice: once for what it says of its own words (names, items with their marks,
owners that stand alone), then row by row with that evidence beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lapwing.contexts.improvement.interchange import Action, Group
from lapwing.contexts.improvement.reading.action_rows import Place, read_row, unread_cells
from lapwing.contexts.improvement.reading.areas import Heading, areas_in, headings_in, plain_markdown
from lapwing.contexts.improvement.reading.cells import Kind, passages_of, plain_text
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.lexicon import Lexicon, lexicon_of
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.oddities import ask_about_oddities
from lapwing.contexts.improvement.reading.pieces import PartialPlan, Role, Row, Table
from lapwing.contexts.improvement.reading.proposals import propose_measures
from lapwing.contexts.improvement.reading.tab_tables import ragged, span_of_table, tables_in
from lapwing.domain.due_columns import evidence_in

_DATES = frozenset({Role.START, Role.DUE})
_LEADING_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,2})\.?\s+[A-Z]")


def read_delimited_tables(lines: Sequence[Line], doubts: Doubts) -> PartialPlan:
    """What the tables and the headings above them hold; nothing when the document has no such table."""
    tables = tables_in(lines)
    if not tables:
        return PartialPlan()
    headings = headings_in(lines, map(span_of_table, tables))
    _ask_titles(headings, doubts)
    areas = areas_in(lines, map(span_of_table, tables))
    lexicon = _lexicon(lines, tables)
    actions = _actions(tables, headings, lexicon, doubts)
    measures = propose_measures(actions, doubts)
    ask_about_oddities(lines, areas, actions, measures, doubts)
    return PartialPlan(
        areas_for_improvement=areas,
        groups=_groups(headings, tables),
        actions=actions,
        measures=measures,
    )


def _ask_titles(headings: Iterable[Heading], doubts: Doubts) -> None:
    """The heading of an area stands above each of its tables; a second title under one number is a doubt."""
    first: dict[str, str] = {}
    for heading in headings:
        if first.setdefault(heading.ref, heading.title).casefold() != heading.title.casefold():
            text = f"Area {heading.ref} has two titles: “{first[heading.ref]}” is kept. Which is meant?"
            doubts.add("ref.duplicate", heading.ref, text, cause=f"area {heading.ref}", raw=heading.title)


def _lexicon(lines: Sequence[Line], tables: Sequence[Table]) -> Lexicon:
    in_tables = {
        number for table in tables for number in range(span_of_table(table)[0], span_of_table(table)[1] + 1)
    }
    prose = [plain_markdown(line.text) for line in lines if line.number not in in_tables and not line.blank]
    runs: list[str] = []
    items: list[str] = []
    owners: list[str] = []
    for cell in (cell for table in tables for row in table.rows for cell in row.cells):
        for passage in passages_of(cell.text):
            if passage.kind is Kind.RUN:
                runs.append(passage.text)
                continue
            prose.append(passage.text)
            if passage.kind is Kind.ITEM:
                (owners if cell.role is Role.OWNER else items).append(passage.text)
    return lexicon_of(prose, runs, items, owners)


def _groups(headings: Iterable[Heading], tables: Iterable[Table]) -> tuple[Group, ...]:
    """An area is a group when a table of actions stands under one of its headings."""
    headed = list(headings)
    over = [_heading_over(table, headed) for table in tables]
    used = dict.fromkeys(heading.ref for heading in over if heading)
    first = {heading.ref: heading for heading in reversed(over) if heading}
    return tuple(
        Group(ref=ref, title=first[ref].title, source=(first[ref].line, first[ref].line)) for ref in used
    )


def _heading_over(table: Table, headings: Iterable[Heading]) -> Heading | None:
    above = [heading for heading in headings if heading.line < table.header[0]]
    return above[-1] if above else None


def _actions(
    tables: Sequence[Table], headings: Sequence[Heading], lexicon: Lexicon, doubts: Doubts
) -> tuple[Action, ...]:
    found: list[Action] = []
    met: Counter[str] = Counter()
    for table in tables:
        heading = _heading_over(table, headings)
        uneven = {row.source for row in ragged(table)}
        dates = evidence_in([cell.text for row in table.rows for cell in row.cells if cell.role in _DATES])
        for row in table.rows:
            place = _place(row, met, heading.ref if heading else None, doubts)
            found.append(read_row(row, place, lexicon, doubts, dates))
            _ask_unread(row, table, place.key, row.source in uneven, doubts)
    return tuple(found)


def _printed_number(row: Row) -> str:
    """What stands in the column of numbers; without one, the number that the row's first cell begins with."""
    if cell := row.cell(Role.REFERENCE):
        return plain_text(cell.text)
    leading = _LEADING_NUMBER.match(plain_text(row.cells[0].text)) if row.cells else None
    return leading[1] if leading else ""


def _place(row: Row, met: Counter[str], group: str | None, doubts: Doubts) -> Place:
    """The key of a row: its number, marked when the number has been met before; a row may have none."""
    ref = _printed_number(row)
    met[ref] += 1
    if not ref:
        return Place("", f"row-{row.source[0]}", 1, group)
    key = ref if met[ref] == 1 else f"{ref}-{met[ref]}"
    if met[ref] > 1:
        text = (
            f"The number {ref} is printed for {met[ref]} actions. It is shown as printed; should it change?"
        )
        doubts.add("ref.duplicate", key, text, cause=ref)
    return Place(ref, key, met[ref], group)


def _ask_unread(row: Row, table: Table, key: str, uneven: bool, doubts: Doubts) -> None:
    if uneven:
        text = "The row has not as many cells as the table has columns. Does each stand in its own column?"
        raw = " | ".join(plain_text(cell.text) for cell in row.cells)
        doubts.add("cell.slipped", key, text, raw=raw)
    for title, words in unread_cells(row, table.titles):
        named = f"The column “{title}”" if title else "A column without a title"
        doubts.add(
            "cell.unread",
            key,
            f"{named} is not part of an action here. What is it for?",
            cause=title,
            raw=words,
        )
