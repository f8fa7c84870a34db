"""Lays a pack out as sheets of single values: one to a section, figures and dates as such."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from lapwing.insight.packs.forms import sheets_of_lines as lines
from lapwing.insight.packs.forms import sheets_of_measures as measures
from lapwing.insight.packs.forms.arrangement.laid_out import facts_of_cover, facts_of_file
from lapwing.insight.packs.forms.sheet_shapes import Rows, Sheet, Title
from lapwing.insight.packs.forms.sheets_of_data import DATA, about_data, data_sheets
from lapwing.insight.packs.forms.titles import PARTNERSHIP
from lapwing.insight.packs.shapes import Cover, Pack, Section

_ABOUT: tuple[Title, ...] = (("What", 34), ("Value", 80))


@dataclass(frozen=True)
class _Way:
    """How sections of a kind become rows below titles; ``ending`` is added to the name of a second sheet."""

    titles: tuple[Title, ...]
    rows: Callable[[Any], Iterator[tuple[Any, ...]]]
    ending: str = ""


_WAYS: dict[str, tuple[_Way, ...]] = {
    "summary": (_Way(lines.SUMMARY, lines.summary),),
    "exceptions": (_Way(lines.EXCEPTIONS, lines.exceptions),),
    "asked": (_Way(lines.ASKED, lines.asked),),
    "due": (_Way(lines.DUE, lines.due),),
    "measures": (
        _Way(measures.SERIES, lambda section: measures.series(section.measures)),
        _Way(measures.FIGURES, lambda section: measures.figures(section.measures), ", figures"),
    ),
    "voice": (_Way(lines.VOICE, lines.voice),),
    "date_changes": (_Way(lines.DATE_CHANGES, lambda section: lines.date_changes(section.lines)),),
    "risks": (_Way(lines.RISKS, lambda section: lines.risks(section.lines)),),
    "decisions": (_Way(lines.DECISIONS, lambda section: lines.decisions(section.lines)),),
    "questions": (_Way(lines.QUESTIONS, lines.questions),),
    "actions": (_Way(lines.ACTIONS, lines.actions),),
    "glossary": (_Way(lines.GLOSSARY, lines.glossary),),
}


def sheets_of(pack: Pack, digest: str) -> tuple[Sheet, ...]:
    """A sheet about the pack, those of its sections in their order, then all the data beside them."""
    sheets = [sheet for section in pack.sections for sheet in _of_section(section)]
    found = (_about(pack, digest), *sheets, *data_sheets(pack))
    return tuple(_in_words_of(pack.cover, sheet) for sheet in found)


def _in_words_of(cover: Cover, sheet: Sheet) -> Sheet:
    """With what the plan calls its groups and objectives over the columns that name them."""
    own = {"Group": cover.group_word, "Objective": cover.objective_word}
    return replace(sheet, titles=tuple((own.get(title) or title, width) for title, width in sheet.titles))


def _of_section(section: Section) -> Iterator[Sheet]:
    for way in _WAYS[section.kind]:
        rows = tuple(way.rows(section))
        if rows:
            yield Sheet(f"{section.title}{way.ending}", way.titles, rows)


def _about(pack: Pack, digest: str) -> Sheet:
    return Sheet("About", _ABOUT, tuple(_about_rows(pack, digest)))


def _about_rows(pack: Pack, digest: str) -> Rows:
    cover = pack.cover
    yield "Title", cover.title
    yield PARTNERSHIP, cover.partnership
    yield from facts_of_cover(cover)
    if cover.words:
        yield "Words to the readers", cover.words
    for section in pack.sections:
        if section.annotation:
            yield f"Note on “{section.title}”", section.annotation
        if section.empty:
            yield section.title, section.empty
    if pack.data is not None:
        yield f"Sheets named “{DATA.strip()}”", about_data(pack)
    yield from facts_of_file(cover, digest)
