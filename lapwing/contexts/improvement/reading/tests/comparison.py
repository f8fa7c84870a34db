"""Compares a reading with a hand-checked inventory, field by field: right, asked about, or silently wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lapwing.contexts.improvement.interchange import Action, Due, Measure, Plan, Question, Series, Target


@dataclass(frozen=True)
class Field:
    """One thing the inventory knows. A question is about it when its code begins like one of ``codes`` and it
    names the field's ``place`` (``M3/s2``), or all that the place is part of (``M3``)."""

    kind: str
    place: str
    got: object
    want: object
    codes: tuple[str, ...]
    part: str = ""

    @property
    def right(self) -> bool:
        return self.got == self.want

    @property
    def names(self) -> set[str]:
        whole = self.place.split("/")[0]
        return {whole, self.place, f"{whole}/{self.part}"}


@dataclass(frozen=True)
class Outcome:
    """The fields of a plan, each with whether a question is about it."""

    fields: tuple[tuple[Field, bool], ...]

    @property
    def right_and_unquestioned(self) -> float:
        return sum(field.right and not asked for field, asked in self.fields) / len(self.fields)

    @property
    def silently_wrong(self) -> tuple[Field, ...]:
        return tuple(field for field, asked in self.fields if not field.right and not asked)

    def lines(self) -> Iterator[str]:
        """A table of figures, a line for each kind of field."""
        total = Counter(field.kind for field, _ in self.fields)
        right = Counter(field.kind for field, _ in self.fields if field.right)
        about = Counter(field.kind for field, asked in self.fields if asked)
        wrong = Counter(field.kind for field in self.silently_wrong)
        yield f"{'field':<22}{'all':>6}{'right':>7}{'asked':>7}{'silently wrong':>16}"
        for kind in total:
            yield f"{kind:<22}{total[kind]:>6}{right[kind]:>7}{about[kind]:>7}{wrong[kind]:>16}"
        yield f"right and unquestioned: {self.right_and_unquestioned:.1%} of {len(self.fields)} fields"


def outcome_of(plan: Plan, fields: Iterable[Field]) -> Outcome:
    """Sets the plan's questions beside the fields: one is about a field when its code and place are."""
    return Outcome(
        tuple((field, any(_is_about(question, field) for question in plan.questions)) for field in fields)
    )


def _is_about(question: Question, field: Field) -> bool:
    return (
        bool(field.codes)
        and question.code.startswith(field.codes)
        and bool(field.names & set(question.where))
    )


def heading_fields(plan: Plan, known: dict[str, Any]) -> Iterator[Field]:
    """What stands above the tables: areas, findings, groups and objectives."""
    for area, row in zip(plan.areas_for_improvement, known["areas"], strict=True):
        yield Field("area title", f"area {area.ref}", area.title, row["title"], ())
        yield Field(
            "recommendations", f"area {area.ref}", len(area.recommendations), row["recommendations"], ()
        )
    for finding, row in zip(plan.findings, known["reference_table"], strict=True):
        key = f"finding {finding.ref}"
        yield Field(
            "finding",
            key,
            finding.ref or finding.text[: len(row["finding"])],
            row["finding"],
            ("ref.typing",),
        )
        named = " & ".join(finding.objectives)
        yield Field("finding's objectives", key, named, row["objectives_as_written"], ("ref.dangling",))
    for group in plan.groups:
        yield Field("group title", f"group {group.ref}", group.title, known["ambitions"].get(group.ref), ())
    for objective, row in zip(plan.objectives, known["objectives"], strict=True):
        key = f"objective {objective.ref}"
        yield Field("objective title", key, objective.title, row["title"], ())
        yield Field("objective subtitle", key, objective.subtitle, row["subtitle"], ())
        quoted = tuple(row["inspection_findings_quoted"])
        yield Field("findings quoted", key, objective.findings, quoted, ("text.disagrees",))


def action_fields(read: Iterable[Action], known: Iterable[dict[str, Any]]) -> Iterator[Field]:
    """The fields of Hillingdon-shaped actions: one row and its milestones."""
    for action, row in zip(read, known, strict=True):
        key = action.key
        yield Field("action number", key, action.ref, row["id_as_written"], ("ref.typing",))
        yield Field("occurrence", key, action.occurrence, row["occurrence"], ())
        yield Field("group", key, action.group, str(row["ambition_group"]), ("ref.typing",))
        yield Field("objective", key, action.objective, row["objective"], ("ref.typing",))
        yield Field("action text", key, action.text or None, row["action_text"], ("text.",))
        yield Field("key area", key, action.key_area, row["key_area"], ("cell.merged", "cell.split"))
        # whether two spellings are one role is no doubt about the words of either
        yield Field(
            "number of owners", key, len(action.owners), len(row["owners_as_written"]), ("owner.split",)
        )
        for owner, written in zip(action.owners, row["owners_as_written"], strict=False):
            yield Field("owner", key, owner, written, ("owner.split",))
        for at, (milestone, part) in enumerate(
            zip(action.milestones, row["milestones"], strict=True), start=1
        ):
            place = f"{key}/m{at}"
            span = tuple(part["source_lines"])
            yield Field("milestone text", place, milestone.text, part["text"], ("cell.slipped", "text."))
            yield Field("milestone lines", place, milestone.source, span, ("cell.slipped",))
            yield from _due_fields(place, milestone.due, part["due"])


_ROLE = ("due.several-in-cell",)
_DATE = (
    "due.two-digit-year",
    "due.season",
    "due.before-plan",
    "due.no-year",
    "due.quarter-basis",
    "due.none",
)


def _due_fields(place: str, due: Due, known: dict[str, Any]) -> Iterator[Field]:
    points = list(zip(due.points, known["points"], strict=False))
    yield Field("number of due points", place, len(due.points), len(known["points"]), ("due.none",))
    for got, want in points:
        yield Field("due as written", place, got.as_written, want["as_written"], ())
        yield Field("due role", place, got.role, want["role"], _ROLE)
        dates = (_iso(got.earliest), _iso(got.latest))
        yield Field("due dates", place, dates, (want["earliest"], want["latest"]), _DATE)
    yield Field("recurrence", place, due.recurrence, known["recurrence"], ("due.recurrence",))


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def measure_fields(read: Iterable[Measure], known: Iterable[dict[str, Any]]) -> Iterator[Field]:
    """The fields of measures that stand in tables, with their series, baselines and targets."""
    for measure, row in zip(read, known, strict=True):
        key = measure.key
        refs = tuple(plain_ref(ref) for ref in measure.refs)
        known_refs = tuple(plain_ref(ref) for ref in row["ids_as_written"])
        yield Field("measure numbers", key, refs, known_refs, _MERGED, "reference")
        yield Field("measure name", key, measure.name, row["name"], ("measure.name",))
        yield Field(
            "data source", key, measure.source_as_written, row["source_as_written"], _MERGED, "source"
        )
        # a measure whose series go different ways has no direction of its own
        way = "none" if row["direction"].startswith("mixed") else row["direction"]
        yield Field("direction", key, measure.direction, way, ("target.direction", "target.sign"))
        yield Field("number of series", key, len(measure.series), len(row["series"]), ("target.missing",))
        for at, (series, part) in enumerate(zip(measure.series, row["series"], strict=False), start=1):
            yield from _series_fields(f"{key}/s{at}", series, part)


def _series_fields(place: str, series: Series, known: dict[str, Any]) -> Iterator[Field]:
    yield Field(
        "baseline value", place, series.baseline.value, known["baseline_value"], ("baseline.",), "baseline"
    )
    for at, want in enumerate(known["targets"]):
        yield from _target_fields(place, series.targets[at] if at < len(series.targets) else None, want)


_MERGED = ("cell.merged",)
_VALUE = (
    "target.sign",
    "target.direction",
    "target.not-a-sum",
    "target.missing",
    "cell.slipped",
    "cell.unlabelled",
)


def _target_fields(place: str, target: Target | None, known: dict[str, Any]) -> Iterator[Field]:
    """A target as printed is one thing; what a relative one comes to is another, and always asked about."""
    kind, value = known["type"], known["value"]
    value = tuple(value) if isinstance(value, list) else value
    got = (target.low, target.high) if target and target.type == "range" else target and target.value
    by, written = known["by_as_written"], _digits(known["value_as_written"])
    yield Field("target by as written", place, target and target.by_as_written, by, _MERGED, "dates")
    day = _iso(target.latest) if target else None
    yield Field("target date", place, day, known["latest"], ("due.", *_MERGED), "dates")
    yield Field("target as written", place, target and _digits(target.as_written), written, ())
    yield Field("target type", place, target and target.type, kind, ("target.missing",))
    yield Field("target value", place, got, value, _VALUE)
    resolved = value if kind == "absolute" else None
    yield Field(
        "target resolved", place, target and target.resolved, resolved, ("target.relative", "target.sign")
    )


def _digits(written: str) -> str:
    """The figures of a cell, whatever label is kept with them."""
    figures: list[str] = re.findall(r"[+-]?\s?\d[\d.,]*(?:\s?[-–]\s?\d[\d.]*)?\s?%?", written)
    return figures[-1].replace(" ", "")


def plain_ref(ref: str) -> str:
    """A number without blanks, so that ``1.2.3 b`` and ``1.2.3b`` are one."""
    return "".join(ref.split())


def exact_target_points(read: Iterable[Measure], known: Iterable[dict[str, Any]]) -> int:
    """Target points with the right date, type and value."""
    parts = {"target date", "target type", "target value"}
    fields = [field for field in measure_fields(read, known) if field.kind in parts]
    return sum(all(each.right for each in fields[at : at + 3]) for at in range(0, len(fields), 3))


def overdue(plan: Plan, on: str) -> int:
    """Milestones whose last point has passed, with nothing done."""
    last = [
        max(p.latest for p in m.due.points if p.latest)
        for action in plan.actions
        for m in action.milestones
        if any(p.latest for p in m.due.points)
    ]
    return sum(day.isoformat() < on for day in last)
