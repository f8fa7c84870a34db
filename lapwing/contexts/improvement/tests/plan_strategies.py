"""Small plans of every shape that can be saved, for property tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.rules import Status

_ALPHABET = st.characters(codec="utf-8", exclude_characters="\0")
texts = st.text(_ALPHABET, min_size=1, max_size=12)
maybe = st.none() | texts
dates = st.none() | st.dates()
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
spans = st.none() | st.tuples(st.integers(1, 50), st.integers(50, 99))


def few(elements: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(elements, max_size=2).map(tuple)


def _in_order(pair: Any, first: str, last: str) -> bool:
    low, high = getattr(pair, first), getattr(pair, last)
    return low is None or high is None or bool(low <= high)


points = st.builds(form.DuePoint, role=texts, as_written=texts, earliest=dates, latest=dates).filter(
    lambda point: _in_order(point, "earliest", "latest")
)
statuses = st.sampled_from([status.value for status in Status])
reports = st.builds(
    form.StatusReport, as_written=texts, status=st.none() | statuses, period=maybe, on=dates, note=maybe
)
legend = st.builds(form.LegendEntry, word=texts, status=st.none() | statuses, meaning=maybe, colour=maybe)
milestones = st.builds(
    form.Milestone,
    label=maybe,
    text=texts,
    status=statuses,
    source=spans,
    due=st.builds(form.Due, points=few(points), recurrence=maybe),
    reports=few(reports),
)
criteria = st.builds(
    form.SuccessCriterion, text=texts, status=st.sampled_from(["not yet", "partly", "met"]), source=spans
)
baselines = st.builds(
    form.Baseline,
    as_written=maybe,
    value=numbers,
    date_as_written=maybe,
    from_=dates,
    to=dates,
    sample=maybe,
    note=maybe,
)
comparators = st.builds(form.Comparator, name=texts, as_written=texts, value=numbers, as_at=dates)
targets = st.builds(
    form.Target,
    by_as_written=maybe,
    as_written=texts,
    type=st.sampled_from(["absolute", "maintain", "relative", "range", "minimum"]),
    latest=dates,
    value=numbers,
    low=numbers,
    high=numbers,
    resolved=numbers,
    resolved_by=maybe,
    resolved_on=dates,
).filter(lambda target: _in_order(target, "low", "high"))
actuals = st.builds(
    form.Actual,
    from_=dates,
    to=st.dates(),
    value=st.floats(allow_nan=False, allow_infinity=False),
    numerator=numbers,
    denominator=numbers,
    source=texts,
    note=maybe,
).filter(lambda actual: _in_order(actual, "from_", "to"))
recalculations = st.builds(form.Recalculation, from_=st.dates(), reason=texts.filter(str.strip))
series = st.builds(
    form.Series,
    label=texts,
    breakdown=st.dictionaries(texts, texts, max_size=2),
    unit=maybe,
    baseline=baselines,
    comparators=few(comparators),
    targets=few(targets),
    actuals=st.lists(actuals, max_size=2, unique_by=lambda a: (a.from_, a.to)).map(tuple),
    recalculations=st.lists(recalculations, max_size=2, unique_by=lambda each: each.from_)
    # as they are kept
    .map(lambda found: tuple(sorted(found, key=lambda each: each.from_))),
)
questions = st.builds(
    form.Question,
    code=st.sampled_from(["due.none", "ref.dangling", "owner.alias", "measure.duplicate", "text.split"]),
    where=few(texts),
    text=texts,
    choices=few(texts),
    answer=maybe,
    raw=maybe,
)


@st.composite
def plans(draw: st.DrawFn) -> form.Plan:
    """A plan whose parts name one another only where they exist."""
    groups = draw(few(st.builds(form.Group, ref=texts, title=texts, source=spans)))
    groups = tuple({group.ref: group for group in groups}.values())
    refs = [group.ref for group in groups]
    objectives: tuple[form.Objective, ...] = ()
    if refs:
        objectives = draw(
            few(
                st.builds(
                    form.Objective,
                    ref=texts,
                    group=st.sampled_from(refs),
                    title=texts,
                    subtitle=maybe,
                    findings=few(texts),
                    source=spans,
                )
            )
        )
        objectives = tuple({each.ref: each for each in objectives}.values())
    actions = draw(_actions(refs, [each.ref for each in objectives]))
    return draw(
        st.builds(
            form.Plan,
            title=texts.filter(str.strip),
            local_area=maybe,
            quarter_basis=st.sampled_from([None, "calendar", "financial"]),
            inspection=st.builds(form.Inspection, from_=dates, to=dates, as_written=maybe, outcome=maybe),
            governance_group=maybe,
            areas_for_improvement=few(
                st.builds(
                    form.Area,
                    ref=maybe,
                    title=texts,
                    recommendations=few(texts),
                    narrative=few(texts),
                    governance_group=maybe,
                    source=spans,
                )
            ),
            findings=few(
                st.builds(
                    form.Finding, ref=maybe, text=texts, area=maybe, objectives=few(texts), source=spans
                )
            ),
            groups=st.just(groups),
            objectives=st.just(objectives),
            actions=st.just(actions),
            measures=_measures([action.key for action in actions]),
            questions=few(questions),
            remainder=few(
                st.builds(form.Remainder, lines=st.tuples(st.integers(1, 9), st.integers(9, 20)), text=texts)
            ),
            legend=few(legend),
            dependencies=_dependencies(actions),
            two_in_three=st.sampled_from(["between", "beyond"]),
        )
    )


def _actions(groups: list[str], objectives: list[str]) -> st.SearchStrategy[tuple[form.Action, ...]]:
    return st.lists(
        st.builds(
            form.Action,
            key=texts,
            ref=maybe,
            occurrence=st.integers(1, 3),
            group=st.sampled_from([None, *groups]),
            objective=st.sampled_from([None, *objectives]),
            text=texts | st.just(""),
            key_area=maybe,
            owners=few(texts),
            source=spans,
            milestones=few(milestones),
            success_criteria=few(criteria),
            accountable=few(texts),
            governance=maybe,
            rationale=maybe,
            progress=maybe,
        ),
        max_size=2,
        unique_by=lambda action: action.key,
    ).map(tuple)


def _dependencies(actions: Sequence[form.Action]) -> st.SearchStrategy[tuple[form.Dependency, ...]]:
    """Between actions and milestones, never in a circle: an earlier action waits for a later one."""
    ends = [
        [form.End(action=action.key, milestone=at) for at in (None, *range(1, len(action.milestones) + 1))]
        for action in actions
    ]
    pairs = [
        (waiting, needed)
        for at, own in enumerate(ends)
        for waiting in own
        for later in ends[at + 1 :]
        for needed in later
    ]
    if not pairs:
        return st.just(())
    told = st.tuples(st.sampled_from(pairs), texts.filter(str.strip)).map(
        lambda each: form.Dependency(waiting=each[0][0], needed=each[0][1], reason=each[1])
    )
    return st.lists(told, max_size=3, unique_by=lambda each: (each.waiting, each.needed)).map(tuple)


def _measures(actions: list[str]) -> st.SearchStrategy[tuple[form.Measure, ...]]:
    linked = st.lists(st.sampled_from(actions), unique=True).map(tuple) if actions else st.just(())
    return st.lists(
        st.builds(
            form.Measure,
            key=texts,
            name=texts,
            refs=few(texts),
            actions=linked,
            direction=st.sampled_from(["increase", "decrease", "range", "none"]),
            source_as_written=maybe,
            source=spans,
            series=few(series),
            two_in_three=st.sampled_from([None, "between", "beyond"]),
        ),
        max_size=2,
        unique_by=lambda measure: measure.key,
    ).map(tuple)
