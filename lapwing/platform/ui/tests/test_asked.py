"""A number in an address may be anything; it never leads to an error."""

from __future__ import annotations

import pytest

from lapwing.platform.ui.asked import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("0042", 42), ("9999999", 9_999_999)])
def test_a_whole_number_is_read(text: str, number: int) -> None:
    assert whole_number(text, otherwise=1) == number


@pytest.mark.parametrize(
    "text",
    [None, "", " ", "-1", "1.5", "1e3", "²", "٣", "10000000", "9" * 5_000],
    ids=lambda text: repr(text)[:12],
)
def test_anything_else_is_what_the_page_falls_back_to(text: str | None) -> None:
    assert whole_number(text, otherwise=1) == 1


def test_a_page_says_how_many_digits_its_numbers_have() -> None:
    assert whole_number("100", digits=2) == 0
    assert whole_number("1" * 18, digits=18) == int("1" * 18)
