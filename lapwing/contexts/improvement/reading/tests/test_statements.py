"""Figures inside sentences become proposed targets, and what can be read two ways says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.interchange import Action, Measure, Series, SuccessCriterion, Target
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.proposals import propose_measures
from lapwing.contexts.improvement.reading.statements import Statement, Unclear, statements_in


def only(text: str) -> Statement:
    (statement,) = statements_in(text)
    return statement


@pytest.mark.parametrize(
    ("text", "value", "kind", "direction"),
    [
        ("Missed visits will be reduced by 25% in year 1", -25, "relative", "decrease"),
        ("A decrease of 4% in late letters per term", -4, "relative", "decrease"),
        ("Attendance rises by 5%", 5, "relative", "increase"),
        ("Reading ages improve by a minimum of 12%", 12, "minimum", "increase"),
        ("Lunch clubs reach at least 60% of leavers", 60, "minimum", "increase"),
        ("Calls answered at once to rise to 70%", 70, "absolute", "increase"),
        ("100% of drafts are shared", 100, "absolute", "increase"),
        ("Late reports to fall to 5%", 5, "absolute", "decrease"),
        ("Held at least twice a year", 2, "minimum", "increase"),
        ("Meetings take place three times a term", 3, "absolute", "increase"),
        ("A yearly survey of leavers", 1, "minimum", "increase"),
        ("Stalls across the 5 wards", 5, "absolute", "increase"),
        ("All letters include a name to ring", 100, "absolute", "increase"),
        ("Guides are sent to all practices", 100, "absolute", "increase"),
        ("Children’s words are recorded in all reports", 100, "absolute", "increase"),
    ],
)
def test_a_figure_is_read_with_its_kind_and_direction(
    text: str, value: float, kind: str, direction: str
) -> None:
    statement = only(text)
    assert (statement.value, statement.type, statement.direction) == (value, kind, direction)


@pytest.mark.parametrize(
    "text",
    [
        "Families are heard at all stages",
        "Support for the 0-19 services",
        "Done within 6 weeks",
        "The strategy of 2023-27",
        "A 360 degree view of section 23 notices",
        "Annual reviews are on time",
        "in the 6 weeks after the visit",
        "",
    ],
)
def test_words_and_numbers_that_promise_no_figure_are_left(text: str) -> None:
    assert statements_in(text) == ()


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Waits fall by 20% in year 1", "in year 1"),
        ("Waits fall by 10% by end of Q1 and again each quarter", "by end of Q1"),
        ("100% of reviews held from Sept 2025 are shared", "from Sept 2025"),
        ("50% of plans are new by year end", "by year end"),
        ("60% of plans by March 2027", "by March 2027"),
        ("Half the staff, 50% of them, are trained", None),
        ("To rise to 70% as seen in the monthly sample", None),
    ],
)
def test_the_time_is_kept_as_printed(text: str, by: str | None) -> None:
    assert only(text).by == by


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("Increased 70% of advice in time", {Unclear.TO_OR_BY}),
        ("Waits fall by 10%", {Unclear.CHANGE}),
        ("A reduction in waits and visits by 10%", {Unclear.CHANGE, Unclear.TWO_THINGS}),
        ("40% carer replies are kind", {Unclear.OF_WHAT}),
        ("Visits are made (a sample is enough above 8 in most wards)", {Unclear.METHOD}),
        ("80% of staff are trained", set()),
    ],
)
def test_what_can_be_read_two_ways_says_so(text: str, unclear: set[Unclear]) -> None:
    assert set(only(text).unclear) == unclear


def test_the_figure_is_kept_as_printed() -> None:
    assert only("Calls answered to rise to 70%").phrase == "rise to 70%"
    assert only("Lunch to at least 60% of staff").phrase == "at least 60%"
    assert only("Sent to all local schools").phrase == "all local schools"


def test_each_sentence_and_clause_speaks_for_itself() -> None:
    found = statements_in(
        "Letters are triaged, and there will be 10% fewer calls. 90% of calls are answered."
    )
    assert [statement.text for statement in found] == [
        "there will be 10% fewer calls.",
        "90% of calls are answered.",
    ]


def test_statements_with_the_same_words_up_to_the_figure_say_the_same() -> None:
    first = only("Share of calls answered to rise to 75% as seen by count.")
    assert first.core == only("Share of calls answered to rise to 75%").core
    assert first.core != only("Share of letters answered to rise to 75%").core
    assert only("100% of drafts are shared").core != only("100% of reviews are shared").core


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    assert all(statement.text for statement in statements_in(text))


def test_a_figure_that_a_table_gives_is_not_proposed_again() -> None:
    action = Action(
        key="1.1",
        ref="1.1",
        success_criteria=(SuccessCriterion(text="80% of families are answered in a day"),),
    )
    printed = Measure(
        key="M1",
        name="Families answered in a day",
        series=(Series(label="", targets=(Target(by_as_written=None, as_written="80%", value=80),)),),
    )
    assert propose_measures([action], Doubts(), beside=[printed]) == ()
    assert [m.key for m in propose_measures([action], Doubts(), first_key=4)] == ["S04"]


def test_a_brief_reading_asks_about_a_proposed_measure_once() -> None:
    action = Action(
        key="1.1", ref="1.1", success_criteria=(SuccessCriterion(text="80% of plans are on time"),)
    )
    brief, full = Doubts(), Doubts()
    propose_measures([action], brief, brief=True)
    propose_measures([action], full)
    assert [question.code for question in brief.questions()] == ["measure.in-text"]
    assert {question.code for question in full.questions()} == {"measure.in-text", "baseline.missing"}
