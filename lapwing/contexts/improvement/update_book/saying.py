"""From the cells of a row to what an update says, and from an update to what its cells hold."""

from __future__ import annotations

from datetime import date

from lapwing.contexts.improvement.commands.update_parts import LONGEST, said_of
from lapwing.contexts.improvement.models import Update
from lapwing.contexts.improvement.queries.open_words import TEXTS
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.update_book.columns import CONFIDENCE_WORDS, OPEN, STATUS_WORDS
from lapwing.platform.imports.feeds import Change, Problem, Row
from lapwing.platform.imports.reading.cells import text_cell
from lapwing.platform.ui.filters import day
from lapwing.platform.writing.legible import legible

_WORD_OF = {code: words for words, code in CONFIDENCE_WORDS.items()}
NOTHING = Said()


def said_in(row: Row) -> tuple[Said, list[Problem]]:
    """What a row says, its words being those of the columns, and what of it cannot be kept."""
    texts = {name: row.text(name) for name in TEXTS}
    problems = [
        Problem(name, f"Use {LONGEST:,} letters at most; these are {len(text):,}.")
        for name, text in texts.items()
        if len(text) > LONGEST
    ]
    forecast = row.values.get("forecast_on")
    assert forecast is None or isinstance(forecast, date)
    said = Said(
        status=STATUS_WORDS.get(row.text("status")),
        forecast_on=forecast,
        confidence=CONFIDENCE_WORDS.get(row.text("confidence"), ""),
        **texts,
    )
    return said, problems


def said_by(update: Update | None) -> Said:
    """What an update says, as the workbook gives it back."""
    if update is None:
        return NOTHING
    said = said_of(update)
    texts = {name: _kept(getattr(said, name)) for name in TEXTS}
    return Said(status=said.status, forecast_on=said.forecast_on, confidence=said.confidence, **texts)


def shown(said: Said) -> dict[str, str]:
    """The words of each open cell, as people read them."""
    return {
        "status": said.status.label if said.status else "",
        **{name: getattr(said, name) for name in TEXTS},
        "forecast_on": day(said.forecast_on) if said.forecast_on else "",
        "confidence": _WORD_OF.get(said.confidence, ""),
    }


def changes_between(before: Said, after: Said) -> tuple[Change, ...]:
    """What a row would change, cell by cell."""
    old, new = shown(before), shown(after)
    return tuple(
        Change(column.title.rstrip("?"), old[column.name], new[column.name])
        for column in OPEN
        if old[column.name] != new[column.name]
    )


def plain_said(said: Said) -> dict[str, str]:
    """What is said as plain words, for a row of an import."""
    return {
        "status": said.status.value if said.status else "",
        **{name: getattr(said, name) for name in TEXTS},
        "forecast_on": said.forecast_on.isoformat() if said.forecast_on else "",
        "confidence": said.confidence,
    }


def said_from(words: dict[str, str]) -> Said:
    """The other way round."""
    forecast = words["forecast_on"]
    return Said(
        status=Status(words["status"]) if words["status"] else None,
        forecast_on=date.fromisoformat(forecast) if forecast else None,
        confidence=words["confidence"],
        **{name: words[name] for name in TEXTS},
    )


def _kept(text: str) -> str:
    found = text_cell(legible(text.replace("\r\n", "\n")))
    return found if isinstance(found, str) else found["shown"]
