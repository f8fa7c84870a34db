"""Plans with every part and every kind of text, for property tests of print and read-back."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.interchange.plain import one_line
from lapwing.contexts.improvement.rules import Status

# Texts that have broken readers and writers: marks of lists, labels, markup, formulas, breaks, many tongues.
AWKWARD = (
    "a) first, then b) second",
    "- a dash\n- and another",
    "• a bullet\n  • and one under it",
    "1. one\n2. two",
    "Due: by May 2025",
    "Owner: the head of service",
    "Status: on track",
    "No.",
    "Part",
    "Milestone",
    "–",
    "-",
    "=SUM(A1:A9)",
    "+44 20 7946 0000",
    "@everyone",
    "-5",
    "two  blanks, a\ttab and a\n\nbreak",
    "multi-agency, cross-partnership and/or joint-commissioning of end-to-end pathways",
    "https://www.example.org/a/long/address/that/goes/on-and-on/and-on/?with=questions&and=answers#end",
    "Łódź, Gdańsk, Świętokrzyskie",
    "<b>bold</b> & <i>more</i> &amp; so on",
    "#set text(red) *bold* _under_ $x^2$ @ref <label> `code` \\ backslash",
    "{{ 7 * 7 }} {% raw %} [[ ]]",
    "quotes “ ” ‘ ’ \" '",
    "[1 May 2025]",
    "ends in a bracket [no date]",
    "x" * 120,
    "word " * 60,
    "c. 74% of 3/15, or 1.6-1.7",
    "None",
    "0012",
    "1.10",
    "TRUE",
    "2025-05-01",
)
texts = st.sampled_from(AWKWARD) | st.text(
    st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_characters="\x7f"), min_size=1, max_size=30
).filter(one_line)
# Other scripts and pictures, which not every font has.
WORLDLY = ("عائشہ خان", "দীপা", "李雷", "plan 😀 for 👩‍👧", "e\u0301te\u0301", "Ωμέγα", "ﬁne oﬃce")
worldly = texts | st.sampled_from(WORLDLY)
# What is printed between other things is not looked for in numbers and roles.
short = st.text(st.characters(categories=["Ll", "Lu", "Nd"], max_codepoint=0x17F), min_size=1, max_size=6)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 100).map(float)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
maybe_days = st.none() | days
dated = st.sampled_from(
    (
        "by May 2025",
        "January 2025",
        "Autumn 2025",
        "Q2 2026",
        "May 25",
        "from April 2025 to March 2026",
        "termly",
        "by March 2026 and every term thereafter",
        "in year 1",
        "soon",
        "24/25",
        "17th March 2018",
        "Repeats: weekly",
    )
)
due_words = dated | texts
amounts = (
    st.sampled_from(("75%", "+10%", "-5%", "at least 80%", "1.6-1.7", "3/15", "tbc", "Maintain 95%", "G 43%"))
    | texts
)


def few(elements: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[Any]:
    return st.lists(elements, max_size=most).map(tuple)


def _in_order(low: Any, high: Any) -> bool:
    return low is None or high is None or bool(low <= high)


def plans(words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[form.Plan]:
    """Plans whose texts are drawn from ``words``."""
    return _plans(words)


@st.composite
def _plans(draw: st.DrawFn, words: st.SearchStrategy[str]) -> form.Plan:
    maybe = st.none() | words
    groups = draw(st.lists(st.builds(form.Group, ref=short, title=words), max_size=2, unique_by=_ref))
    objectives: list[form.Objective] = []
    if groups:
        objectives = draw(
            st.lists(
                st.builds(
                    form.Objective,
                    ref=short,
                    group=st.sampled_from([group.ref for group in groups]),
                    title=words,
                    subtitle=maybe,
                    findings=few(words),
                ),
                max_size=3,
                unique_by=_ref,
            )
        )
    actions = draw(_actions(words, [each.ref for each in groups], [each.ref for each in objectives]))
    return draw(
        st.builds(
            form.Plan,
            title=words,
            local_area=maybe,
            quarter_basis=st.sampled_from([None, "calendar", "financial"]),
            inspection=st.builds(
                form.Inspection, from_=maybe_days, to=maybe_days, as_written=maybe, outcome=maybe
            ),
            governance_group=maybe,
            areas_for_improvement=few(
                st.builds(
                    form.Area,
                    ref=st.none() | short,
                    title=words,
                    recommendations=few(words),
                    narrative=few(words),
                    governance_group=maybe,
                )
            ),
            findings=few(
                st.builds(form.Finding, ref=st.none() | short, text=words, area=maybe, objectives=few(short))
            ),
            groups=st.just(tuple(groups)),
            objectives=st.just(tuple(objectives)),
            actions=st.just(actions),
            measures=_measures(words, [action.key for action in actions]),
            questions=few(
                st.builds(
                    form.Question,
                    code=st.sampled_from(["due.none", "ref.dangling", "text.split"]),
                    where=few(short),
                    text=words,
                    choices=few(words),
                    answer=maybe,
                    raw=maybe,
                )
            ),
            legend=few(
                st.builds(
                    form.LegendEntry,
                    word=words,
                    status=st.none() | _statuses(),
                    meaning=maybe,
                    colour=st.none() | st.just("FFC000"),
                )
            ),
            document=st.sampled_from(["plan", "progress report"]),
        )
    )


def _ref(part: Any) -> Any:
    return part.ref


def _statuses() -> st.SearchStrategy[str]:
    return st.sampled_from([status.value for status in Status])


def _milestones(words: st.SearchStrategy[str]) -> st.SearchStrategy[form.Milestone]:
    points = st.builds(
        form.DuePoint,
        role=st.sampled_from(("complete", "start", "develop", "part 1")),
        as_written=due_words,
        earliest=maybe_days,
        latest=maybe_days,
    ).filter(lambda point: _in_order(point.earliest, point.latest))
    return st.builds(
        form.Milestone,
        label=st.none() | short,
        text=words,
        status=_statuses(),
        due=st.builds(form.Due, points=few(points), recurrence=st.none() | words),
        reports=few(
            st.builds(
                form.StatusReport,
                as_written=words,
                status=st.none() | _statuses(),
                period=st.none() | due_words,
                on=maybe_days,
                note=st.none() | words,
            )
        ),
    )


def _actions(
    words: st.SearchStrategy[str], groups: list[str], objectives: list[str]
) -> st.SearchStrategy[tuple[form.Action, ...]]:
    maybe = st.none() | words
    return st.lists(
        st.builds(
            form.Action,
            key=short,
            ref=st.none() | short,
            group=st.sampled_from([None, *groups]),
            objective=st.sampled_from([None, *objectives]),
            text=words | st.just(""),
            key_area=maybe,
            owners=few(words),
            milestones=few(_milestones(words)),
            success_criteria=few(
                st.builds(
                    form.SuccessCriterion, text=words, status=st.sampled_from(["not yet", "partly", "met"])
                )
            ),
            accountable=few(words),
            governance=maybe,
            rationale=maybe,
            progress=maybe,
        ),
        max_size=3,
        unique_by=lambda action: action.key,
    ).map(tuple)


def _measures(
    words: st.SearchStrategy[str], actions: list[str]
) -> st.SearchStrategy[tuple[form.Measure, ...]]:
    linked = st.lists(st.sampled_from(actions), unique=True).map(tuple) if actions else st.just(())
    return st.lists(
        st.builds(
            form.Measure,
            key=short,
            name=words,
            refs=few(short),
            actions=linked,
            direction=st.sampled_from(["increase", "decrease", "range", "none"]),
            source_as_written=st.none() | words,
            series=few(_series(words)),
        ),
        max_size=2,
        unique_by=lambda measure: measure.key,
    ).map(tuple)


def _series(words: st.SearchStrategy[str]) -> st.SearchStrategy[form.Series]:
    maybe = st.none() | words
    return st.builds(
        form.Series,
        label=words,
        breakdown=st.dictionaries(short, short, max_size=2),
        unit=maybe,
        baseline=st.builds(
            form.Baseline,
            as_written=st.none() | amounts,
            value=numbers,
            date_as_written=st.none() | due_words,
            from_=maybe_days,
            to=maybe_days,
            sample=maybe,
            note=maybe,
        ),
        comparators=few(
            st.builds(form.Comparator, name=words, as_written=amounts, value=numbers, as_at=maybe_days)
        ),
        targets=few(
            st.builds(
                form.Target,
                by_as_written=st.none() | due_words,
                as_written=amounts,
                type=st.sampled_from(["absolute", "maintain", "relative", "range", "minimum"]),
                latest=maybe_days,
                value=numbers,
                low=numbers,
                high=numbers,
                resolved=numbers,
                resolved_by=maybe,
                resolved_on=maybe_days,
            )
        ),
        actuals=few(
            st.builds(
                form.Actual,
                from_=maybe_days,
                to=days,
                value=numbers,
                numerator=numbers,
                denominator=numbers,
                source=words,
                note=maybe,
            ).filter(lambda actual: _in_order(actual.from_, actual.to))
        ),
    )
