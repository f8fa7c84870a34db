"""What Excel can hold only in parts, or not as it is, is whole in the workbook all the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from lapwing.insight.packs.forms import excel
from lapwing.insight.packs.forms.excel import in_rows, named, number_format, to_excel
from lapwing.insight.packs.forms.long_texts import NAME, parts_of
from lapwing.insight.packs.forms.sheet_shapes import Sheet
from lapwing.insight.packs.forms.tests.made import PACKS
from lapwing.insight.packs.shapes import (
    Day,
    DueSection,
    Figure,
    GlossarySection,
    MeasuresSection,
    Pack,
    TermLine,
)
from lapwing.platform.writing.excel_parts import LONGEST_CELL, letters_of

PACK = PACKS["many"]
SENTENCE = "The offer of short breaks was written anew with parents, and every school was told. "


def with_meanings(*meanings: str) -> bytes:
    """A workbook whose sheet "Words" explains words so, each in the second column."""
    terms = tuple(TermLine(f"t{at}", f"word {at}", each) for at, each in enumerate(meanings))
    section = GlossarySection(key="g", title="Words", annotation="", empty="", lines=terms)
    return to_excel(replace(PACK, sections=(section,), data=None), "0")


def sheet(data: bytes, name: str) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(data))[name]


def rows(data: bytes, name: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet(data, name).iter_rows(min_row=2)]


LONG = {
    "sentences": SENTENCE * 800,
    "one word": "x" * 40_000,
    "letters that Excel counts twice": "😀" * 20_000,
    "letters that are written as seven": "_x0041_" * 3_000 + "y" * 12_000,
    "lines": "A line.\n" * 300,
    "what begins like a formula": "=1+1 " * 8_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_text_too_long_for_a_cell_is_begun_there_and_whole_on_a_sheet_of_its_own(text: str) -> None:
    data = with_meanings("Short.", text, "short again", text[::-1])
    kept = rows(data, "Words")
    assert [row[0] for row in kept] == ["word 0", "word 1", "word 2", "word 3"]
    assert [kept[0][1], kept[2][1]] == ["Short.", "short again"]
    parts = rows(data, NAME)
    for number, whole in ((1, text), (2, text[::-1])):
        begun = shown(kept[2 * number - 1][1])
        assert begun.endswith(f"… [The whole text is number {number} on the sheet “Long texts”.]")
        assert whole.startswith(begun.rpartition("… [")[0])
        mine = [row for row in parts if row[0] == number]
        assert "".join(shown(row[4]) for row in mine) == whole
        assert {tuple(row[1:3]) for row in mine} == {("Words", "What it means here")}
        assert [row[3] for row in mine] == [f"{at + 1} of {len(mine)}" for at in range(len(mine))]


def shown(value: object) -> str:
    """A text as Excel shows it: openpyxl leaves what Excel is told of an underline as it found it."""
    return str(value).replace("_x005F_", "_")


def test_no_cell_is_longer_or_has_more_lines_than_excel_takes() -> None:
    data = with_meanings(*LONG.values())
    with ZipFile(BytesIO(data)) as package:
        parts = [
            name for name in package.namelist() if name.startswith(("xl/sharedStrings", "xl/worksheets/"))
        ]
        told = "".join(package.read(name).decode() for name in parts)
    texts = [unescape(each) for each in re.findall(r"<t[^>]*>([^<]*)</t>", told)]
    assert max(len(each.encode("utf-16-le")) // 2 for each in texts) <= LONGEST_CELL
    assert max(each.count("\n") for each in texts) <= 253


def test_a_text_that_just_fits_stays_where_it_is() -> None:
    data = with_meanings("x" * LONGEST_CELL)
    assert NAME not in openpyxl.load_workbook(BytesIO(data)).sheetnames
    assert rows(data, "Words")[0][1] == "x" * LONGEST_CELL


@given(
    text=st.text(alphabet="ab \n😀_x041", max_size=400), letters=st.integers(8, 60), breaks=st.integers(0, 3)
)
def test_parts_are_as_short_as_asked_and_joined_are_the_text(text: str, letters: int, breaks: int) -> None:
    parts = list(parts_of(text, letters, breaks))
    assert "".join(parts) == text
    assert all(parts)
    assert all(letters_of(each) <= letters and each.count("\n") <= max(breaks, 1) for each in parts)


def test_words_are_not_broken_where_a_part_can_end_with_one() -> None:
    assert all(part.endswith((" ", "\n")) for part in parts_of(SENTENCE * 200))


def test_more_rows_than_a_sheet_has_go_on_on_the_next() -> None:
    whole = Sheet("Every action", (("No.", 5),), tuple((str(at),) for at in range(10)))
    found = list(named(in_rows((whole,), most=5)))
    assert [name for name, _ in found] == ["Every action", "Every action 2", "Every action 3"]
    assert [len(each.rows) for _, each in found] == [4, 4, 2]
    assert [row for _, each in found for row in each.rows] == list(whole.rows)
    assert all(each.titles == whole.titles for _, each in found)


def test_sheets_have_names_that_excel_takes() -> None:
    wanted = [
        "History",
        "Due next, until 24 December 2026",
        "What became of what families had told the board",
        "'x'",
        "a\x01b",
        "[:]",
        "A",
        "a",
    ]
    found = [name for name, _ in named(Sheet(each, (), ()) for each in wanted)]
    assert found == [
        "History 2", "Due next, until 24 December", "What became of what families",
        "x", "ab", "Section", "A", "a 2",
    ]  # fmt: skip


def test_a_figure_whose_format_would_be_too_long_is_a_text() -> None:
    assert number_format("18 " + "weeks of waiting " * 10) is None


def test_figures_of_more_kinds_than_a_workbook_has_formats_are_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "_MOST_FORMATS", 4)
    kinds = [f"{number}.5 {'x' * number}" for number in range(1, 9)]
    cells = [
        each[6] for each in sheet(with_figures(*kinds, kinds[0]), "Measures, figures").iter_rows(min_row=2)
    ]
    values = [each.value for each in cells[: len(kinds) + 1]]
    assert [values[0], values[-2], values[-1]] == [1.5, kinds[-1], 1.5]
    assert len({each.number_format for each in cells} - {"@"}) <= 4


def with_figures(*texts: str) -> bytes:
    (section,) = (each for each in PACK.sections if isinstance(each, MeasuresSection))
    measure = section.measures[0]
    series = measure.series[0]
    points = tuple(replace(series.points[0], value=Figure(float(text.split()[0]), text)) for text in texts)
    measure = replace(measure, series=(replace(series, points=points, targets=(), trajectory=()),))
    return to_excel(replace(PACK, sections=(replace(section, measures=(measure,)),), data=None), "0")


def test_a_day_that_excel_cannot_count_is_a_text() -> None:
    data = to_excel(due_on(Day(date(1899, 5, 1), "1 May 1899")), "0")
    assert rows(data, "Due next")[0][0] == "1 May 1899"


def due_on(day: Day) -> Pack:
    pack = PACKS["example"]
    (section,) = (each for each in pack.sections if isinstance(each, DueSection))
    changed = replace(section, lines=(replace(section.lines[0], due=day),))
    return replace(pack, sections=(changed,), data=None)


def test_signs_that_no_workbook_can_carry_stand_in_no_title_and_no_format() -> None:
    pack = due_on(Day(None, "Soon"))
    pack = replace(pack, cover=replace(pack.cover, group_word="Work\x0bstream"))
    titles = [cell.value for cell in sheet(to_excel(pack, "0"), "Due next")[1]]
    assert "Workstream" in titles
    assert rows(with_figures("5 \x01days"), "Measures, figures")[0][6] == 5
