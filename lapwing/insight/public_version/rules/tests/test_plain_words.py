"""Abbreviations spelled out, and hints on what is hard to read or gives somebody away."""

from __future__ import annotations

import pytest

from lapwing.insight.public_version.rules.plain_words import hints, spelled_out


def test_an_abbreviation_is_spelled_out_where_it_stands_first() -> None:
    seen: set[str] = set()
    first = spelled_out("The DCO and the SENCO meet; the DCO writes.", seen)
    assert first.startswith("The DCO (designated clinical officer) and the SENCO (special educational needs")
    assert first.endswith("the DCO writes.")
    assert spelled_out("The DCO reads.", seen) == "The DCO reads."


def test_what_is_spelled_out_already_is_left_alone() -> None:
    text = "The integrated care board (ICB) pays."
    assert spelled_out(text, set()) == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Three children were excluded.", "so few may be known"),
        ("We helped 2 autistic young people.", "so few may be known"),
        ("The MASH agreed.", "MASH: say what it stands for"),
        (" ".join(["word"] * 26) + ".", "One sentence has 26 words"),
    ],
)
def test_there_is_a_hint_about(text: str, says: str) -> None:
    assert any(says in hint for hint in hints(text))


def test_an_easy_line_is_shorter() -> None:
    text = " ".join(["word"] * 16)
    assert not list(hints(text))
    assert list(hints(text, easy=True))


def test_plain_words_give_no_hint() -> None:
    assert not list(hints("We will write to every school by May. The NHS will help."))
