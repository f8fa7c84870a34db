"""What can be asked about: the lines of a pack, each in a few words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from lapwing.insight.packs import shapes

LONGEST = 150
# What is counted, by the second part of its line's key.
_COUNTED = {"milestones": "Milestones", "measures": "Lines of measures"}
# Asked about by their own pages, or said of every pack alike.
_LEFT_OUT = (shapes.TermLine, shapes.QuestionLine)


@dataclasses.dataclass(frozen=True)
class AskedLine:
    """A line: ``words`` as the question will quote it, ``link`` to what it is about."""

    key: str
    section: str
    words: str
    link: shapes.Link | None


def lines_of(pack: shapes.Pack) -> tuple[AskedLine, ...]:
    """Every line that can be asked about, below the section it stands in; each section as a whole first."""
    found: list[AskedLine] = []
    for section in pack.sections:
        if not isinstance(section, shapes.GlossarySection):
            found.append(AskedLine(section.key, section.title, f"{section.title} as a whole", None))
            found += _lines(section, section.title)
    return tuple(found)


def _lines(value: Any, title: str) -> Iterator[AskedLine]:
    """The lines anywhere in a value, in its order."""
    if isinstance(value, tuple):
        for each in value:
            if hasattr(each, "key") and not isinstance(each, _LEFT_OUT):
                yield AskedLine(each.key, title, _words(each), getattr(each, "link", None))
            yield from _lines(each, title)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _lines(getattr(value, field.name), title)


def _words(line: Any) -> str:
    if isinstance(line, shapes.CountLine):
        return _counted(f"{_COUNTED.get(line.key.split(':')[1], '')} {line.mark.label.lower()}".strip(), line)
    if isinstance(line, shapes.FactLine):
        return _counted(line.label, line)
    place = " ".join(
        str(found) for name in ("action", "number", "milestone") if (found := getattr(line, name, ""))
    )
    text = next(
        str(found)
        for name in ("subtitle", "what", "name", "text", "key")
        if (found := getattr(line, name, ""))
    )
    words = " ".join(f"{place} {text}".split())
    return words if len(words) <= LONGEST else words[: LONGEST - 2].rsplit(" ", 1)[0] + " …"


def _counted(what: str, line: shapes.CountLine | shapes.FactLine) -> str:
    """ "Milestones overdue: 9, last time 4"; without the second where nobody knew."""
    before = f", last time {line.before.text}" if line.before.value is not None else ""
    return f"{what}: {line.now.text}{before}"
