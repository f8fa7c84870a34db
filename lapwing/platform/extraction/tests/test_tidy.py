"""Words are told as a person sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.platform.extraction.tidy import tidy, tidy_lines


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain words", "plain words"),
        ("im\u00adprove\u200bment\ufeff", "improvement"),
        ("a\u00a0b\u2009c", "a b c"),
        ("re\u2011new", "re-new"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("a\x00\x07b", "ab"),
        ("cafe\u0301", "café"),
        ("a\tb", "a\tb"),
        ("12 – 14 “so”", "12 – 14 “so”"),
    ],
)
def test_only_what_is_not_seen_goes(text: str, seen: str) -> None:
    assert tidy(text) == seen


def test_lines_without_words_go() -> None:
    assert tidy_lines("  a\t b \n\n \u00a0\n c") == "a  b\nc"


@given(st.text())
def test_a_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_every_line_of_a_tidy_text_is_one(text: str) -> None:
    assert tidy_lines(text).splitlines() == [line for line in tidy_lines(text).split("\n") if line]
