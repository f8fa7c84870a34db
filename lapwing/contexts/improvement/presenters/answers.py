"""What an answer will do, said before it is given; and how a cell would divide as it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.models import (
    Action,
    Baseline,
    Milestone,
    Ownership,
    Question,
    Series,
    SuccessCriterion,
    Target,
    TargetType,
)
from lapwing.contexts.improvement.presenters.entered import series_name
from lapwing.contexts.improvement.presenters.measured import figure
from lapwing.contexts.improvement.rules.relative import Reading, apply, reading_of

_SPLITS = frozenset({"text.split", "owner.split"})

_WILL: dict[str, str] = {
    "due.quarter-basis": "Every date that is written as a quarter is worked out again.",
    "owner.alias": "If they are one role, its actions come together under the spelling that owns most.",
    "measure.duplicate": "If they are one measure, it is counted once; the first that is printed is kept.",
    "target.relative": "The targets of these series are worked out by the reading you choose.",
    "text.split": "The parts replace the whole as it was read. Reports on parts that stay are kept.",
    "owner.split": "Each line becomes an owner of the action.",
}
_KEPT = "Your answer is kept with the plan and changes nothing by itself; change by hand what it calls for."


@dataclass(frozen=True)
class Outcome:
    """What one choice would make of one series: its targets in order, as they would be resolved."""

    choice: str
    series: str
    baseline: str
    targets: tuple[tuple[str, str], ...]


def will(code: str) -> str:
    """What answering a question of this kind changes, in words."""
    return _WILL.get(code, _KEPT)


def is_split(question: Question) -> bool:
    """Whether the answer divides a cell, which stands in the question."""
    return question.code in _SPLITS and bool(question.raw)


def proposed(question: Question) -> str:
    """The cells of a question as they are divided now: an item to a line, an empty line between cells."""
    runs = _runs(question)
    found = []
    for cell in question.raw.split("\n"):
        items = next((items for run in runs if (items := _items(run, cell))), None)
        found.append("\n".join(items or [cell]))
    return "\n\n".join(found)


def outcomes(question: Question) -> list[Outcome]:
    """The numbers that each choice leads to, for every series a question is about."""
    rows = (
        Series.objects.in_force()
        .filter(measure__plan_id=question.plan_id, measure__key__in=question.where, measure__voided_at=None)
        .select_related("measure")
    )
    found = []
    for series in rows:
        for choice in question.choices:
            reading = reading_of(choice, of_percentages="%" in series.unit)
            outcome = _outcome(series, reading, choice) if reading else None
            found += [outcome] if outcome else []
    return found


def readings(series: Series) -> list[Outcome]:
    """The numbers that each reading leads to for one series; none without a baseline to start from."""
    return [found for reading in Reading if (found := _outcome(series, reading, reading.label))]


def _outcome(series: Series, reading: Reading, choice: str) -> Outcome | None:
    baseline = Baseline.objects.standing().filter(series=series).last()
    targets = list(Target.objects.standing().filter(series=series, type=TargetType.RELATIVE))
    changes = [target.value for target in targets if target.value is not None]
    if baseline is None or baseline.value is None or not changes or len(changes) < len(targets):
        return None
    reached = apply(reading, baseline.value, changes)
    names = [target.by_as_written or target.as_written for target in targets]
    pairs = zip(names, (figure(value, series.unit) for value in reached), strict=True)
    return Outcome(choice, series_name(series), figure(baseline.value, series.unit), tuple(pairs))


def _runs(question: Question) -> list[list[str]]:
    """Every list of texts in which a cell of the question may stand, in order."""
    actions = Action.objects.in_force().filter(plan_id=question.plan_id, key__in=question.where)
    runs = []
    for action in actions:
        runs.append(
            list(SuccessCriterion.objects.in_force().filter(action=action).values_list("text", flat=True))
        )
        runs.append(list(Milestone.objects.in_force().filter(action=action).values_list("text", flat=True)))
        runs.append(
            list(Ownership.objects.standing().filter(action=action).values_list("as_written", flat=True))
        )
    return runs


def _items(run: Sequence[str], cell: str) -> list[str] | None:
    """The neighbouring texts that have the words of a cell together."""
    wanted = _words(cell)
    for first in range(len(run)):
        for last in range(first + 1, len(run) + 1):
            if _words(" ".join(run[first:last])) == wanted:
                return list(run[first:last])
    return None


def _words(text: str) -> list[str]:
    """The words to compare, without the punctuation that dividing may take off their ends."""
    return [plain for word in text.split() if (plain := word.rstrip(",;"))]
