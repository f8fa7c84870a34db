"""Amounts in every form that plans print, and that writing one and reading it again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.reading.amounts import Amount, find_amounts, is_year_pair


def bare(amount: Amount) -> Amount:
    """The amount without its place in a text."""
    return replace(amount, start=0, end=0)


def format_amount(amount: Amount) -> str:
    """The amount in one plain spelling."""
    mark = "%" if amount.percent else ""
    least = "at least " if amount.minimum else ""
    if amount.low is not None and amount.high is not None:
        return f"{least}{amount.low:.10g}-{amount.high:.10g}{mark}"
    value = amount.value or 0.0
    if amount.whole is not None:
        return f"{least}{value:.10g}/{amount.whole:.10g}"
    sign = ("-" if value < 0 else "+") if amount.signed else ""
    return f"{least}{sign}{abs(value):.10g}{mark}"


FORMS = [
    ("18 %", Amount(18, percent=True)),
    ("18%", Amount(18, percent=True)),
    ("12.50%", Amount(12.5, percent=True)),
    ("10 per cent", Amount(10, percent=True)),
    ("5 percentage points", Amount(5, percent=True)),
    ("+ 10%", Amount(10, percent=True, signed=True)),
    ("+10%", Amount(10, percent=True, signed=True)),
    ("-10%", Amount(-10, percent=True, signed=True)),
    ("−10%", Amount(-10, percent=True, signed=True)),
    ("–10%", Amount(-10, percent=True, signed=True)),
    ("- 10%", Amount(-10, percent=True, signed=True)),
    ("+5", Amount(5, signed=True)),
    ("1,330", Amount(1330)),
    ("1330", Amount(1330)),
    ("9.5", Amount(9.5)),
    ("0", Amount(0)),
    ("1.6-1.7", Amount(None, 1.6, 1.7)),
    ("50%-60%", Amount(None, 50, 60, percent=True)),
    ("3-6%", Amount(None, 3, 6, percent=True)),
    ("5 to 10", Amount(None, 5, 10)),
    ("60 – 50%", Amount(None, 50, 60, percent=True)),
    ("3/15", Amount(3, whole=15)),
    ("at least 80%", Amount(80, percent=True, minimum=True)),
    ("a minimum of 5", Amount(5, minimum=True)),
    ("≥ 5", Amount(5, minimum=True)),
    ("80% or more", Amount(80, percent=True, minimum=True)),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_a_form_is_read_whole(text: str, expected: Amount) -> None:
    (found,) = find_amounts(text)
    assert bare(found) == expected
    assert text[found.start : found.end] == text


# A dash with a blank is a sign only where nothing stands before it.
@pytest.mark.parametrize(("text", "expected"), [form for form in FORMS if not form[0].startswith("- ")])
def test_a_form_is_read_alike_within_a_sentence(text: str, expected: Amount) -> None:
    (found,) = find_amounts(f"Visits {text}, then more")
    assert bare(found) == expected


@pytest.mark.parametrize(
    "text",
    [
        "23/24",
        "2023/24",
        "99/00",
        "1.2.3",
        "12-week",
        "01.10.23- 01.10.24",
        "Q2",
        "A4",
        "9th",
        "3/0",
        "no amount",
        "",
    ],
)
def test_years_references_and_parts_of_words_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("8 weeks at 70%", [70]),
        ("HI 43%", [43]),
        ("Left. -10%", [-10]),
        ("21/22 30%", [30]),
        ("Target 100% of all 40 clubs", [100]),
        ("Visits 1530", []),
    ],
)
def test_an_amount_that_is_marked_stands_out_from_numbers_in_names(text: str, marked: list[float]) -> None:
    assert [amount.value for amount in find_amounts(text) if not amount.bare] == marked


@pytest.mark.parametrize(
    ("text", "value"), [("Results - 44%", 44), ("‘low’- 23%", 23), ("Town – 93.8%", 93.8)]
)
def test_a_dash_between_a_name_and_its_value_is_no_minus(text: str, value: float) -> None:
    (found,) = find_amounts(text)
    assert (found.value, found.signed) == (value, False)


def test_signed_amounts_side_by_side_are_not_a_range() -> None:
    assert [amount.value for amount in find_amounts("-10% -5% +2% 10 -5")] == [-10, -5, 2, 10, -5]


def test_from_and_to_are_two_amounts_not_a_range() -> None:
    assert [amount.value for amount in find_amounts("from 62% to 93%")] == [62, 93]


def test_a_number_alone_is_bare_and_a_marked_one_is_not() -> None:
    assert [amount.bare for amount in find_amounts("6 70% +5 3/15")] == [True, False, False, False]


def test_a_year_is_a_pair_of_following_years_only() -> None:
    assert is_year_pair("24", "25")
    assert is_year_pair("1999", "00")
    assert not is_year_pair("3", "15")
    assert not is_year_pair("24", "26")


_numbers = st.integers(0, 10**6).map(lambda tenths: tenths / 10)
_plain = st.builds(Amount, _numbers, percent=st.booleans(), minimum=st.booleans())
_signed = st.builds(Amount, st.integers(-999, 999).filter(bool), percent=st.booleans(), signed=st.just(True))
_ranges = st.builds(
    lambda low, more, percent: Amount(None, low, low + more, percent=percent),
    st.integers(0, 500).map(float),
    st.integers(1, 500),
    st.booleans(),
)
_fractions = st.tuples(st.integers(0, 99), st.integers(100, 999)).map(
    lambda pair: Amount(float(pair[0]), whole=float(pair[1]))
)
_amounts = st.one_of(_plain, _signed, _ranges, _fractions)
_labels = st.lists(st.sampled_from(["Visits", "C", "Left.", "HI", "at", "reply", "met"]), max_size=3).map(
    " ".join
)


@given(_amounts)
def test_an_amount_written_and_read_is_the_same(amount: Amount) -> None:
    (found,) = find_amounts(format_amount(amount))
    assert bare(found) == amount


@given(_labels, _amounts)
def test_a_label_before_an_amount_does_not_change_it(label: str, amount: Amount) -> None:
    text = f"{label} {format_amount(amount)}".strip()
    (found,) = find_amounts(text)
    assert (text[: found.start].strip(), bare(found)) == (label, amount)


@given(st.lists(_amounts, max_size=5))
def test_amounts_on_one_line_are_read_in_order(amounts: list[Amount]) -> None:
    found = find_amounts(" | ".join(format_amount(amount) for amount in amounts))
    assert [bare(amount) for amount in found] == amounts


@given(st.text(alphabet="0123456789+-–/.,% \nabyt", max_size=40))
def test_any_text_is_read_without_overlaps(text: str) -> None:
    found = find_amounts(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(text[amount.start : amount.end].strip() for amount in found)
