"""Reads an Excel file sheet by sheet. Formulas are never worked out: what they last showed is read."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.excel.blocks import Remark, blocks_of
from lapwing.platform.extraction.excel.colours import Palette
from lapwing.platform.extraction.excel.outline import Area, Outline, outline_of
from lapwing.platform.extraction.excel.sheet import SheetReader
from lapwing.platform.extraction.office_package import OfficePackage, damaged
from lapwing.platform.extraction.writer import Writer

# All the sheets of a file together; a plan of 500 actions in 20 columns has 10,000.
_MOST_CELLS = 200_000
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_STRINGS = 64 * 1024 * 1024
_VISIBLE = "visible"
_Found = TypeVar("_Found")


@dataclass
class _LeftOut:
    """What a person does not see, or not all of, counted over the whole file."""

    sheets: int = 0
    rows: int = 0
    columns: int = 0
    unreckoned: int = 0
    conditional: bool = False
    cut: bool = False

    def add(self, outline: Outline) -> None:
        self.rows += sum(row <= outline.last_row for row in outline.hidden_rows)
        self.columns += sum(column <= outline.last_column for column in outline.hidden_columns)
        self.unreckoned += outline.unreckoned
        self.conditional = self.conditional or outline.conditional
        self.cut = self.cut or outline.cut


def read_excel(data: bytes, writer: Writer) -> None:
    """Write down an Excel file (.xlsx, .xlsm). Raises UnreadableFileError when it is damaged or unsafe."""
    package = OfficePackage(data)
    package.refuse_document_types()
    main = package.main("xl/workbook.xml")
    parts = {found.key: found.part for found in package.related(main)}
    if any(
        name.endswith("sharedstrings.xml") and package.size(name) > _MOST_STRINGS for name in package.names()
    ):
        raise UnreadableFileError(
            "too-large", "The file holds more words than a plan can. Send the sheet that holds the plan."
        )
    sheets = {
        element.get("name", ""): parts.get(element.get(_RELATED, ""), "")
        for element in package.tree(main).iter("{*}sheet")
    }
    workbook = _tried(lambda: _workbook(data))
    try:
        _Reading(package, workbook, writer).read(sheets)
    finally:
        workbook.close()
    if any(name.endswith("vbaproject.bin") for name in package.names()):
        writer.note("macros", "The file holds macros. They were not run.")


class _Reading:
    def __init__(self, package: OfficePackage, workbook: Workbook, writer: Writer) -> None:
        self._package, self._workbook, self._writer = package, workbook, writer
        theme = workbook.loaded_theme
        self._palette = Palette(theme if isinstance(theme, bytes) else None, _numbered_colours(package))
        self._left_out = _LeftOut()
        self._cells = _MOST_CELLS

    def read(self, sheets: dict[str, str]) -> None:
        visible = [sheet for sheet in self._workbook.worksheets if sheet.sheet_state == _VISIBLE]
        self._left_out.sheets = len(self._workbook.worksheets) - len(visible)
        for done, sheet in enumerate(visible):
            self._writer.step(done, len(visible))
            part = sheets.get(sheet.title, "")
            if part in self._package:
                self._sheet(sheet.title, part)
        self._writer.step(len(visible), len(visible))
        self._tell()

    def _sheet(self, title: str, part: str) -> None:
        with self._package.open(part) as opened:
            outline = outline_of(opened, self._cells)
        outline.titled += self._tables_of(part)
        self._left_out.add(outline)
        self._cells = max(self._cells - outline.cells, 0)
        if not outline.last_row:
            return
        reader = SheetReader(self._workbook[title], outline, self._palette)
        place = f"sheet {title}"
        for block in blocks_of(_tried(reader.cells)):
            if isinstance(block, Remark):
                self._writer.paragraph(block.text, heading=1 if block.title else None, place=place)
            else:
                self._writer.grid(block, title=title, place=place)

    def _tables_of(self, part: str) -> list[Area]:
        """The areas that a sheet makes tables of, with titles in their first row."""
        named = (found.part for found in self._package.related(part) if found.kind == "table")
        tables = (self._package.tree(name) for name in named if name in self._package)
        areas = (Area.of(table.get("ref", "")) for table in tables if table.get("headerRowCount") != "0")
        return [area for area in areas if area is not None]

    def _tell(self) -> None:
        left = self._left_out
        counts = ((left.sheets, "sheet"), (left.rows, "row"), (left.columns, "column"))
        hidden = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
        if hidden:
            self._writer.note(
                "hidden",
                f"Hidden in the file, and left out: {', '.join(hidden)}. Unhide what belongs to the plan.",
            )
        if left.unreckoned:
            formulas = "1 formula has" if left.unreckoned == 1 else f"{left.unreckoned} formulas have"
            self._writer.note(
                "formulas",
                f"{formulas} no result in the file, and nothing is worked out here. "
                "Open it in Excel, save it, and send that.",
            )
        if left.conditional:
            self._writer.note(
                "conditional-colours",
                "Some cells get their colour by a rule. Such colours are not read; words in the cells are.",
            )
        if left.cut:
            self._writer.note("cut", "The file holds more cells than a plan can. Those beyond were not read.")


def _numbered_colours(package: OfficePackage) -> tuple[str, ...]:
    """The colours that a file numbers in its own way, as those do that were once of an older format."""
    if "xl/styles.xml" not in package:
        return ()
    colours = package.tree("xl/styles.xml").iterfind("{*}colors/{*}indexedColors/{*}rgbColor")
    return tuple(colour.get("rgb", "") for colour in colours)


def _workbook(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        # Told of parts that openpyxl would lose on saving; nothing is saved here.
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _tried(work: Callable[[], _Found]) -> _Found:
    """What a piece of work gives. Openpyxl fails on damaged files in whatever way it happens to."""
    try:
        return work()
    except (UnreadableFileError, MemoryError):
        raise
    except Exception as error:
        raise damaged() from error
