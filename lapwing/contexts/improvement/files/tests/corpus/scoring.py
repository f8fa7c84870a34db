"""Sets a reading beside what was expected: right, asked about, or silently wrong, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.files.tests.corpus.expected import Gauge, Line, Part, Promise, Specimen
from lapwing.contexts.improvement.interchange import Action, Measure, Milestone, Plan, Series
from lapwing.contexts.improvement.reading.tests.comparison import Field, Outcome, outcome_of

_ANY = ("column.", "cell.", "table.")
_DUE = ("due.", *_ANY)
_TEXT = ("text.", "action.", *_ANY)


@dataclass(frozen=True)
class Score:
    """The figures of one document. ``missed`` and ``invented`` name actions and measures."""

    specimen: Specimen
    plan: Plan
    outcome: Outcome
    missed: tuple[str, ...]
    invented: tuple[str, ...]

    @property
    def right(self) -> int:
        return sum(field.right for field, _ in self.outcome.fields)

    def line(self) -> str:
        """One line of a table of figures."""
        return (
            f"{self.specimen.file:<28}{self.specimen.layout:<44}{len(self.plan.actions):>4}"
            f"{len(self.missed):>7}{len(self.invented):>9}{self.right:>6}/{len(self.outcome.fields):<5}"
            f"{len(self.outcome.silently_wrong):>6}{len(self.plan.questions):>10}"
        )


HEADING = f"{'file':<28}{'layout':<44}{'read':>4}{'missed':>7}{'invented':>9}{'right':>8}    {'wrong':>6}{'questions':>10}"


def score(specimen: Specimen, plan: Plan) -> Score:
    """Every field of the specimen, matched to what was read: actions by number and words, in order."""
    promises, missed, invented = _matched_actions(specimen.promises, plan.actions)
    gauges, missed_gauges, invented_gauges = _matched_measures(specimen.gauges, plan.measures)
    fields = [*_head_fields(specimen, plan)]
    for promise, action in promises:
        fields += _action_fields(promise, action, plan)
    for gauge, measure in gauges:
        fields += _measure_fields(gauge, measure)
    return Score(
        specimen,
        plan,
        outcome_of(plan, fields),
        (*missed, *missed_gauges),
        (*invented, *invented_gauges),
    )


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _matched_actions(
    promises: Sequence[Promise], actions: Sequence[Action]
) -> tuple[list[tuple[Promise, Action]], list[str], list[str]]:
    left = list(actions)
    found: list[tuple[Promise, Action]] = []
    missed: list[str] = []
    for promise in promises:
        match = next(
            (action for action in left if action.ref == promise.ref and _alike(action, promise)),
            next((action for action in left if _alike(action, promise)), None),
        )
        if match is None and promise.ref is not None:
            match = next((action for action in left if action.ref == promise.ref), None)
        if match is None:
            missed.append(f"{promise.ref} {promise.text[:40]}")
            continue
        left.remove(match)
        found.append((promise, match))
    return found, missed, [f"{action.ref} {action.text[:40]}" for action in left]


def _alike(action: Action, promise: Promise) -> bool:
    return _plain(action.text)[:25].casefold() == _plain(promise.text)[:25].casefold()


def _matched_measures(
    gauges: Sequence[Gauge], measures: Sequence[Measure]
) -> tuple[list[tuple[Gauge, Measure]], list[str], list[str]]:
    left = [measure for measure in measures if not measure.key.startswith("S")]
    found: list[tuple[Gauge, Measure]] = []
    missed: list[str] = []
    for gauge in gauges:
        match = next((each for each in left if _plain(each.name) == gauge.name), None)
        match = match or next((each for each in left if _plain(each.name)[:15] == gauge.name[:15]), None)
        if match is None:
            missed.append(gauge.name[:40])
            continue
        left.remove(match)
        found.append((gauge, match))
    return found, missed, [measure.name[:40] for measure in left]


def _head_fields(specimen: Specimen, plan: Plan) -> Iterator[Field]:
    yield Field("kind", "plan", plan.document, specimen.document, ())
    if specimen.title is not None:
        yield Field("title", "plan", plan.title, specimen.title, ())
    if specimen.local_area is not None:
        yield Field("local area", "plan", plan.local_area, specimen.local_area, ())
    legend = {entry.word: entry.status for entry in plan.legend}
    for word, status in specimen.legend.items():
        yield Field("legend", "plan", legend.get(word), status, ("status.",))


def _action_fields(promise: Promise, action: Action, plan: Plan) -> Iterator[Field]:
    key = action.key
    groups = {group.ref: group.title for group in plan.groups}
    yield Field("number", key, action.ref, promise.ref, ("ref.", *_ANY))
    yield Field("text", key, _plain(action.text), _text_of(promise), _TEXT)
    yield Field("group", key, groups.get(action.group or ""), promise.group, ("group.", *_ANY))
    yield Field("key area", key, action.key_area, promise.key_area, _ANY)
    yield Field("owners", key, action.owners, promise.owners, ("owner.", *_ANY))
    yield Field("accountable", key, action.accountable, promise.accountable, ("owner.", *_ANY))
    yield Field("governance", key, action.governance, promise.governance, _ANY)
    yield Field("rationale", key, _plain(action.rationale), _plain(promise.rationale), _ANY)
    yield Field("progress", key, _plain(action.progress), _plain(promise.progress), _ANY)
    criteria = tuple(_plain(each.text) for each in action.success_criteria)
    yield Field("criteria", key, criteria, promise.criteria, ("text.", *_ANY))
    yield Field(
        "number of milestones", key, len(action.milestones), len(promise.milestones), ("text.", *_ANY)
    )
    for at, (milestone, part) in enumerate(zip(action.milestones, promise.milestones, strict=False), start=1):
        yield from _part_fields(f"{key}/m{at}", milestone, part)


def _text_of(promise: Promise) -> str:
    return _plain(promise.text)


def _part_fields(place: str, milestone: Milestone, part: Part) -> Iterator[Field]:
    yield Field("milestone text", place, _plain(milestone.text), _plain(part.text), _TEXT)
    yield Field("label", place, milestone.label, part.label, _TEXT)
    points = tuple(
        (point.as_written, _iso(point.earliest), _iso(point.latest), point.role)
        for point in milestone.due.points
    )
    wanted = tuple((each.as_written, each.earliest, each.latest, each.role) for each in part.due)
    yield Field("due", place, points, wanted, _DUE)
    reports = tuple((each.as_written, each.status, each.period, _iso(each.on)) for each in milestone.reports)
    said = tuple((each.word, each.status, each.period, each.on) for each in part.said)
    yield Field("history", place, reports, said, ("status.", *_ANY))
    yield Field("status", place, milestone.status, _status(part), ("status.", *_ANY))


def _status(part: Part) -> str:
    known = [said.status for said in part.said if said.status]
    return known[-1] if known else part.status


def _measure_fields(gauge: Gauge, measure: Measure) -> Iterator[Field]:
    key = measure.key
    yield Field("measure name", key, _plain(measure.name), gauge.name, ("measure.", *_ANY))
    yield Field("measure numbers", key, measure.refs, gauge.refs, ("ref.", *_ANY))
    yield Field("source", key, measure.source_as_written, gauge.source, _ANY)
    yield Field(
        "number of series", key, len(measure.series), len(gauge.lines), ("target.", "baseline.", *_ANY)
    )
    for at, (series, line) in enumerate(zip(measure.series, gauge.lines, strict=False), start=1):
        yield from _series_fields(f"{key}/s{at}", series, line)


def _series_fields(place: str, series: Series, line: Line) -> Iterator[Field]:
    about = ("target.", "measure.", *_ANY)
    if line.label is not None:
        yield Field("series", place, series.label, line.label, about)
    yield Field("baseline", place, series.baseline.value, line.baseline, ("baseline.", *about))
    percent = bool(series.unit and series.unit.startswith("%"))
    yield Field("per cent", place, percent, line.percent, about)
    yield Field("number of targets", place, len(series.targets), len(line.aims), about)
    for target, aim in zip(series.targets, line.aims, strict=False):
        yield Field("target by", place, target.by_as_written, aim.by, ("due.", *about))
        yield Field("target date", place, _iso(target.latest), aim.latest, ("due.", *about))
        yield Field("target type", place, target.type, aim.type, about)
        yield Field("target value", place, target.value, aim.value, about)
    values = tuple(actual.value for actual in series.actuals)
    yield Field("actuals", place, values, line.actuals, ("actual.", *about))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
