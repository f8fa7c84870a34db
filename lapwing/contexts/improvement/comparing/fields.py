"""What is compared of each part: what the document prints, as text for people.

Dates and targets are compared as written: what they were worked out to be is not the document's but
Lapwing's, and stays as people settled it. A text that every part of its kind must have is never changed
to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.comparing.shapes import Part

Printed = Callable[[Any], str]


@dataclass(frozen=True)
class Field:
    """``name`` as in the interchange form or of several of its fields; ``label`` in words."""

    name: str
    label: str
    printed: Printed
    # Without it the part would say nothing: an empty one in the document changes nothing.
    needed: bool = False


def _text(name: str) -> Printed:
    return lambda part: str(getattr(part, name) or "")


def _lines(name: str) -> Printed:
    return lambda part: "\n".join(getattr(part, name))


def inspection_words(plan: interchange.Plan) -> str:
    found = plan.inspection
    days = [f"{each.day} {each:%B %Y}" for each in (found.from_, found.to) if each]
    return "\n".join(part for part in (found.as_written or " to ".join(days), found.outcome) if part)


def legend_words(plan: interchange.Plan) -> str:
    return "\n".join(
        " – ".join(filter(None, (entry.word, entry.status, entry.meaning))) for entry in plan.legend
    )


def _direction(measure: interchange.Measure) -> str:
    return "" if measure.direction == "none" else measure.direction


def dates_words(milestone: interchange.Milestone) -> str:
    return "\n".join(point.as_written for point in milestone.due.points)


def baseline_words(series: interchange.Series) -> str:
    found = series.baseline
    value = found.as_written or ("" if found.value is None else f"{found.value:g}")
    dated = f"({found.date_as_written})" if found.date_as_written else ""
    return " ".join(part for part in (value, dated, found.sample, found.note) if part)


def target_words(target: interchange.Target) -> str:
    figure = target.as_written or ("" if target.value is None else f"{target.value:g}")
    return f"{target.by_as_written}: {figure}" if target.by_as_written else figure


def comparator_words(comparator: interchange.Comparator) -> str:
    figure = comparator.as_written or ("" if comparator.value is None else f"{comparator.value:g}")
    return f"{comparator.name}: {figure}"


def series_words(series: interchange.Series) -> str:
    apart = ", ".join(f"{name}: {value}" for name, value in sorted(series.breakdown.items()))
    return "\n".join(part for part in (series.label, apart) if part)


def _each(name: str, words: Callable[[Any], str]) -> Printed:
    def printed(part: Any) -> str:
        entries: Iterable[Any] = getattr(part, name)
        return "\n".join(map(words, entries))

    return printed


FIELDS: Mapping[Part, tuple[Field, ...]] = {
    Part.PLAN: (
        Field("title", "title", _text("title"), needed=True),
        Field("local_area", "local area", _text("local_area"), needed=True),
        Field("inspection", "inspection", inspection_words, needed=True),
        Field("governance_group", "governance group", _text("governance_group"), needed=True),
        Field("legend", "legend of statuses", legend_words, needed=True),
    ),
    Part.AREA: (
        Field("title", "title", _text("title"), needed=True),
        Field("recommendations", "recommendations", _lines("recommendations")),
        Field("narrative", "narrative", _lines("narrative")),
        Field("governance_group", "governance group", _text("governance_group")),
    ),
    Part.FINDING: (
        Field("text", "words", _text("text"), needed=True),
        Field("area", "area for improvement", _text("area")),
        Field("objectives", "objectives", _lines("objectives")),
    ),
    Part.GROUP: (Field("title", "title", _text("title"), needed=True),),
    Part.OBJECTIVE: (
        Field("title", "title", _text("title"), needed=True),
        Field("subtitle", "subtitle", _text("subtitle")),
        Field("findings", "findings quoted", _lines("findings")),
    ),
    Part.ACTION: (
        Field("text", "words", _text("text"), needed=True),
        Field("key_area", "key area", _text("key_area")),
        Field("owners", "owners", _lines("owners")),
        Field("accountable", "who is accountable", _lines("accountable")),
        Field("governance", "group it is brought to", _text("governance")),
        Field("rationale", "rationale", _text("rationale")),
        Field("progress", "progress as printed", _text("progress")),
    ),
    Part.MILESTONE: (
        Field("text", "words", _text("text"), needed=True),
        Field("dates", "dates", dates_words),
        Field("recurrence", "how often", lambda part: part.due.recurrence or ""),
    ),
    Part.CRITERION: (Field("text", "words", _text("text"), needed=True),),
    Part.MEASURE: (
        Field("name", "name", _text("name"), needed=True),
        Field("refs", "numbers of its actions", _lines("refs")),
        Field("source_as_written", "source", _text("source_as_written")),
        Field("direction", "which way is better", _direction, needed=True),
    ),
    Part.SERIES: (
        Field("label", "label", series_words, needed=True),
        Field("unit", "unit", _text("unit")),
        Field("baseline", "baseline", baseline_words),
        Field("targets", "targets", _each("targets", target_words)),
        Field("comparators", "figures to compare with", _each("comparators", comparator_words)),
    ),
}

# Fields of every part that is numbered, placed or ordered, and of what a document tells of how things stand.
OTHER_LABELS = {
    "place": "number and place",
    "order": "order",
    "status": "status",
    "judgement": "whether it is met",
    "actual": "figure",
}
LABELS: Mapping[tuple[Part, str], str] = {
    (part, field.name): field.label for part, fields in FIELDS.items() for field in fields
}


def label_of(part: Part, name: str) -> str:
    """What a field is called."""
    return LABELS.get((part, name)) or OTHER_LABELS.get(name, name)


def text_of(part: Part, found: Any) -> str:
    """The words by which a part is known again, and by which it is shown."""
    if part in (Part.PLAN, Part.AREA, Part.GROUP, Part.OBJECTIVE):
        return str(found.title)
    if part is Part.MEASURE:
        return str(found.name)
    if part is Part.SERIES:
        return series_words(found)
    return str(found.text)


def number_of(part: Part, found: Any) -> str:
    """The number that the document prints before a part; measures print those of their actions."""
    if part in (Part.AREA, Part.FINDING, Part.GROUP, Part.OBJECTIVE, Part.ACTION):
        return found.ref or ""
    if part is Part.MILESTONE:
        return found.label or ""
    if part is Part.MEASURE:
        return ", ".join(found.refs)
    return ""
