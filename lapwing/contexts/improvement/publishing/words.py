"""Codes as words with their shapes, lists in a cell, and pairs: printed and read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lapwing.contexts.improvement.interchange import Direction
from lapwing.contexts.improvement.interchange.plain import lines_of, one_line
from lapwing.contexts.improvement.rules import COLOUR_OF_STATUS, DEFAULT_KEY, Colour, Status
from lapwing.platform.writing.brand import STATUS

_SIGNS = "■●◆▲○"
_SIGN_OF = {colour: DEFAULT_KEY[colour].shape.label[-1] for colour in Colour}
_JUDGED = {"met": ("■", "Met"), "partly": ("◆", "Partly met"), "not yet": ("○", "Not yet met")}
DIRECTIONS: dict[Direction, str] = {
    "increase": "Should rise",
    "decrease": "Should fall",
    "range": "Should stay within a range",
    "none": "",
}
BASES = {
    "calendar": "Quarters of the calendar year (Q1 is January to March)",
    "financial": "Quarters of the financial year (Q1 is April to June)",
}
BETWEEN = " · "
# The colour of a sign, as RRGGBB.
COLOURS = dict(zip(_SIGNS, STATUS.values(), strict=True))


def status_text(status: str) -> str:
    """A status with its shape, as ``● On track``; a word of its own stays as it is."""
    known = next((each for each in Status if each.value == status), None)
    return f"{_SIGN_OF[COLOUR_OF_STATUS[known]]} {known.label}" if known else one_line(status)


def status_in(text: str) -> str | None:
    """The status of a printed or typed word; None when it is not known."""
    plain = _bare(text)
    return next((each.value for each in Status if plain in (_bare(each.value), _bare(each.label))), None)


def judgement_text(status: str) -> str:
    sign, word = _JUDGED.get(status, ("", one_line(status)))
    return f"{sign} {word}".strip()


def judgement_in(text: str) -> str | None:
    plain = _bare(text)
    return next((code for code, (_, word) in _JUDGED.items() if plain in (code, word.casefold())), None)


def statuses() -> tuple[str, ...]:
    """Every status as it is printed, for lists to choose from."""
    return tuple(status_text(each.value) for each in Status)


def judgements() -> tuple[str, ...]:
    return tuple(judgement_text(code) for code in _JUDGED)


def direction_in(text: str) -> Direction | None:
    plain = one_line(text).casefold()
    return next((code for code, word in DIRECTIONS.items() if plain in (word.casefold(), code)), None)


def basis_in(text: str) -> str | None:
    """The basis of quarters: its sentence, or a word of it."""
    plain = one_line(text).casefold()
    return next((code for code in BASES if code in plain), None)


def items_text(items: Iterable[str]) -> str:
    """Items one to a line."""
    return "\n".join(filter(None, (one_line(item) for item in items)))


def run_text(items: Iterable[str]) -> str:
    """Short items in one line; one to a line where one of them holds the sign between them."""
    found = [line for line in (one_line(item) for item in items) if line]
    return ("\n" if any(BETWEEN in line for line in found) else BETWEEN).join(found)


def run_in(text: str) -> tuple[str, ...]:
    lines = lines_of(text)
    return (
        lines if len(lines) != 1 else tuple(part.strip() for part in lines[0].split(BETWEEN) if part.strip())
    )


def pairs_text(pairs: Mapping[str, str]) -> str:
    """``therapy = SALT``, one to a line."""
    return items_text(f"{one_line(name)} = {one_line(value)}" for name, value in pairs.items())


def pairs_in(text: str) -> dict[str, str]:
    split = (line.partition("=") for line in lines_of(text))
    return {name.strip(): value.strip() for name, _, value in split}


def _bare(text: str) -> str:
    """A word without its shape, and without commas, which a list to choose from cannot hold."""
    return one_line(text).lstrip(_SIGNS + " ").casefold().replace(",", "")
