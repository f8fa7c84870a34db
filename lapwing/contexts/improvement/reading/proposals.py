"""Measures proposed from the quantified statements of actions, with the doubts grouped by cause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Action, Measure, Series, Target
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.statements import Statement, Unclear, statements_in
from lapwing.contexts.improvement.reading.words import NEED_MORE

_COHORT = re.compile(
    r"^(?P<cohort>(?:those|children|young people|CYP)\s+"
    r"(?:with|without|aged|in|under|over|who)\b[^-–—:,.]{2,60}?)\s+[-–—:]\s"
)
_WHOLE = "All"
_NO_BASELINE = (
    "No baseline is given for these measures, so progress cannot be worked out. "
    "What was the value at the start, and when?"
)
_CHANGE = (
    "The target is a change, and no baseline is given to change from. "
    "Is it in percentage points or in per cent, and of which value?"
)
_TWO_WAYS = (
    "The words can be read two ways: a rise to the figure or by it, one figure for two things, "
    "or a percentage of something not named. What is meant?"
)


@dataclass(frozen=True)
class _Found:
    """A statement with the action and the kind of cell it stands in."""

    key: str
    action: Action
    statement: Statement
    in_criteria: bool

    @property
    def cohort(self) -> str | None:
        """Whom the whole action is about, when it opens by saying so (*those with a plan - …*)."""
        first = self.action.milestones[0].text if self.action.milestones else self.action.text
        match = _COHORT.match(first)
        return match["cohort"] if match else None


def propose_measures(
    actions: Sequence[Action],
    doubts: Doubts,
    *,
    beside: Sequence[Measure] = (),
    first_key: int = 1,
    brief: bool = False,
) -> tuple[Measure, ...]:
    """The measures that the texts of the actions promise, in order; what a text leaves open stays open.

    ``beside`` are measures that tables of the same document print: what they hold is not proposed again.
    ``brief`` asks for their baselines in the same breath as whether they are measures.
    """
    found: list[_Found] = []
    for action in actions:
        for statement, in_criteria in _statements(action):
            candidate = _Found(f"S{len(found) + first_key:02}", action, statement, in_criteria)
            if _is_printed(candidate, beside):
                continue
            if again := _said_before(candidate, found):
                _ask_said_twice(again, candidate, doubts)
            else:
                found.append(candidate)
    _ask_duplicates(found, doubts)
    for each in found:
        _ask(each, doubts, brief=brief)
    return tuple(map(_measure, found))


def _statements(action: Action) -> Iterator[tuple[Statement, bool]]:
    for milestone in action.milestones:
        for statement in statements_in(milestone.text):
            yield statement, False
    for criterion in action.success_criteria:
        for statement in statements_in(criterion.text):
            yield statement, True


def _said_before(candidate: _Found, found: Sequence[_Found]) -> _Found | None:
    """The action's own text that promises what this criterion repeats: same figure, about the same things."""
    for each in found:
        same_action = each.action.key == candidate.action.key and each.in_criteria != candidate.in_criteria
        same_figure = (each.statement.value, each.statement.unit) == (
            candidate.statement.value,
            candidate.statement.unit,
        )
        if same_action and same_figure and len(_content(each.statement) & _content(candidate.statement)) > 1:
            return each
    return None


def _is_printed(candidate: _Found, beside: Sequence[Measure]) -> bool:
    """Whether a table gives the same figure as a target for the same things."""
    value = candidate.statement.value
    return any(
        target.value == value and len(_words(measure.name) & _content(candidate.statement)) > 1
        for measure in beside
        for series in measure.series
        for target in series.targets
    )


def _content(statement: Statement) -> set[str]:
    return _words(statement.text)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{4,}", text.casefold()) if word not in NEED_MORE}


def _measure(found: _Found) -> Measure:
    statement, action = found.statement, found.action
    cohort = found.cohort
    open_ = bool(set(statement.unclear) & {Unclear.CHANGE, Unclear.TO_OR_BY, Unclear.METHOD})
    target = Target(
        by_as_written=statement.by,
        as_written=statement.phrase,
        type=statement.type,
        value=statement.value,
        resolved=None if open_ else statement.value,
    )
    return Measure(
        key=found.key,
        name=statement.text.strip(" .;,"),
        refs=(action.ref,) if action.ref else (),
        actions=(action.key,),
        direction=statement.direction,
        source=action.source,
        series=(
            Series(
                label=cohort or _WHOLE,
                breakdown={"cohort": cohort} if cohort else {},
                unit=statement.unit,
                targets=(target,),
            ),
        ),
    )


def _ask(found: _Found, doubts: Doubts, *, brief: bool) -> None:
    _ask_in_text(found, doubts, brief=brief)
    if not brief:
        doubts.add("baseline.missing", found.key, _NO_BASELINE, cause="in text")
    unclear = set(found.statement.unclear)
    if Unclear.CHANGE in unclear:
        doubts.add(
            "target.relative",
            found.key,
            _CHANGE,
            cause="change",
            choices=("points", "per cent of the baseline", "per cent of the value before"),
        )
    if unclear & {Unclear.TO_OR_BY, Unclear.TWO_THINGS, Unclear.OF_WHAT}:
        doubts.add(
            "target.ambiguous",
            found.key,
            _TWO_WAYS,
            cause="wording",
            raw=found.statement.text,
        )


def _ask_in_text(found: _Found, doubts: Doubts, *, brief: bool) -> None:
    if Unclear.METHOD in found.statement.unclear:
        text = "This reads as a note on method rather than a target. Is it a measure?"
        doubts.add("measure.in-text", found.key, text, cause="method", raw=found.statement.text)
        return
    doubts.add(
        "measure.in-text",
        found.key,
        "These figures stand inside criteria and the texts of actions. Are they measures, with the right "
        "name, unit and date?" + (" None of them has a baseline yet." if brief else ""),
        cause="inside texts",
        choices=("yes, as proposed", "no"),
    )


def _ask_said_twice(first: _Found, again: _Found, doubts: Doubts) -> None:
    doubts.add(
        "measure.duplicate",
        first.key,
        f"Action {first.action.ref or first.action.key} gives this figure in its text and again, in other "
        "words, as a criterion. They are read as one measure. Is that right?",
        cause=f"{first.key} again",
        raw=again.statement.text,
    )


def _ask_duplicates(found: Sequence[_Found], doubts: Doubts) -> None:
    """Measures that say the same of the same people: one question for them all."""
    same: dict[tuple[str, float, str | None], list[_Found]] = {}
    for each in found:
        same.setdefault((each.statement.core, each.statement.value, each.cohort), []).append(each)
    groups = [group for group in same.values() if len(group) > 1]
    shared = [" and ".join(each.action.ref or each.action.key for each in group) for group in groups]
    pairs = "; ".join(dict.fromkeys(shared))
    for each in (each for group in groups for each in group):
        doubts.add(
            "measure.duplicate",
            each.key,
            f"The same figures stand in the same words under several actions ({pairs}). Is each one measure "
            "with several actions, or one for each?",
            cause="same words",
            choices=("one measure", "one for each action"),
            raw=each.statement.text,
        )
