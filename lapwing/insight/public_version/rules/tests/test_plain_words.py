"""Abbreviations spelled out, and hints on what is hard to read or gives somebody away."""

from __future__ import annotations

import pytest

from lapwing.insight.public_version.rules.plain_words import few_in, hints, spelled_out


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


@pytest.mark.parametrize(
    "found",
    [
        "3 of 7 pupils",
        "3 of the 7 pupils",
        "three out of seven autistic pupils",
        "1 of 12 families",
        "2/9 children",
        "two CYP",
        "3 learners",
        "2 permanent exclusions",
        "one suspension",
        "4 boys",
        "one young person",
        "Three of our children",
        "one family",
    ],
)
def test_so_few_are_found_however_they_are_called_and_counted(found: str) -> None:
    assert few_in(f"Last term {found} came back.") == [found]


@pytest.mark.parametrize(
    "text",
    ["5 pupils", "1,003 pupils", "2.3 suspensions", "23 of 40 learners", "3 schools", "Two family hubs"],
)
def test_many_children_and_what_is_no_child_are_not_found(text: str) -> None:
    assert not few_in(text)


def test_how_many_are_few_is_for_the_partnership_to_say() -> None:
    assert few_in("7 pupils, and seven of 9 learners", 7) == ["7 pupils", "seven of 9 learners"]
    assert not few_in("8 pupils", 7)
    assert any("“6 pupils”" in hint for hint in hints("We met 6 pupils.", few=7))
