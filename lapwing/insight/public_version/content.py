"""What a public version says: every word and figure, as anybody may read it.

It is made of what is named here and of nothing else: a pack gains no way into it by gaining a field. Nothing
here names a person, a role or a group. ``to_text`` writes it as JSON, always the same bytes.
"""

from __future__ import annotations

import dataclasses
import json
import typing
from dataclasses import dataclass
from typing import Any

# Counts up with every change of the shapes, which are changed by adding fields with a default: what was
# published in an earlier shape is read and shown as it was. 2: days of the figures, and steps of targets.
# 3: the first day of each figure.
SHAPE = 3


@dataclass(frozen=True)
class Sign:
    """How something stands: always a word and a shape beside the colour."""

    label: str
    shape: str
    colour: str
    meaning: str = ""


@dataclass(frozen=True)
class Line:
    """A line of a section. ``when`` is a day or a count beside it, as it is printed; it may be empty."""

    key: str
    words: str
    sign: Sign | None = None
    when: str = ""


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Row:
    """A figure of a period as it may be read. ``counted`` reads "37 of 72" or is empty.

    ``on`` is the last day of the period, YYYY-MM-DD; empty in versions of the first shape. ``since`` is its
    first day; empty where the figure is of one day, and in versions of the first two shapes. There is no
    number beside ``figure``: a chart draws what is printed, so that it tells no more.
    """

    period: str
    figure: str
    counted: str = ""
    on: str = ""
    since: str = ""


@dataclass(frozen=True)
class Step:
    """What is aimed at by a day, YYYY-MM-DD. ``words`` say it: "60% by October 2027"."""

    on: str
    value: float
    words: str


@dataclass(frozen=True)
class Series:
    """``target`` is empty where there is none, or where it could tell what is hidden; ``steps`` likewise.

    ``better`` is "higher", "lower" or empty.
    """

    key: str
    label: str
    unit: str
    rows: tuple[Row, ...]
    target: str = ""
    steps: tuple[Step, ...] = ()
    better: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether any figure says of how many it is: where none does, there is no column for it."""
        return any(row.counted for row in self.rows)


@dataclass(frozen=True)
class Measure:
    key: str
    name: str
    series: tuple[Series, ...]


@dataclass(frozen=True)
class EasyLine:
    """One idea of the easy-read version, with the picture beside it (a name of ``easy_read.SYMBOLS``)."""

    key: str
    symbol: str
    words: str


@dataclass(frozen=True)
class Public:
    """The whole. ``hidden_means`` says what the mark of a hidden figure means; empty where none is hidden."""

    title: str
    partnership: str
    local_area: str
    plan: str
    as_at: str
    intro: str
    sections: tuple[Section, ...]
    measures: tuple[Measure, ...]
    hidden_means: str
    easy: tuple[EasyLine, ...]
    shape: int = SHAPE


class BrokenContentError(ValueError):
    """The text is no public version of a shape known here."""


def to_text(content: Public) -> str:
    """JSON with sorted keys and no blanks between."""
    raw = dataclasses.asdict(content)
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def from_text(text: str) -> Public:
    """What ``to_text`` wrote. Raises BrokenContentError."""
    try:
        found = _read(Public, json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BrokenContentError("This is no public version of a shape known here.") from error
    assert isinstance(found, Public)
    if not 1 <= found.shape <= SHAPE:
        raise BrokenContentError(f"Shape {found.shape} is not known here; the newest known is {SHAPE}.")
    return found


def _read(hint: Any, raw: Any) -> Any:
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return hint(**{name: _read(hints[name], value) for name, value in raw.items()})  # type: ignore[operator]
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        return tuple(_read(arguments[0], each) for each in raw)
    if arguments:
        return None if raw is None else _read(arguments[0], raw)
    if not isinstance(raw, hint):
        raise TypeError(f"{raw!r} should be a {hint.__name__}")
    return raw


def words_in(content: Public) -> dict[str, str]:
    """Everything that a person may word, by its key, in the order in which it is read."""
    return {
        "title": content.title,
        "intro": content.intro,
        **{line.key: line.words for section in content.sections for line in section.lines},
        **{measure.key: measure.name for measure in content.measures},
        **{
            series.key: series.label
            for measure in content.measures
            for series in measure.series
            if series.label
        },
        **{line.key: line.words for line in content.easy},
    }


def printed_in(content: Public) -> dict[str, str]:
    """What is printed beside the words, as the plan has it: it can be left out, and not be worded."""
    lines = [line for section in content.sections for line in section.lines]
    series = [each for measure in content.measures for each in measure.series]
    return {
        "plan": content.plan,
        **{f"when:{line.key}": line.when for line in lines},
        **{f"unit:{each.key}": each.unit for each in series},
        **{f"target:{each.key}": each.target for each in series},
        **{
            f"steps:{each.key}": ", ".join(step.words for step in each.steps) for each in series if each.steps
        },
    }
