"""Spellings of one role are proposed, never joined, and different roles are left apart."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.interchange import Action
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.owner_aliases import ask_about_aliases
from lapwing.contexts.improvement.reading.owners import OwnerLine, posts_of

_GLOSSARY = {"BCX": "Borough Council of Exmere", "QNT": "Quiet NHS Trust"}


def _asked(*owners: str) -> list[str | None]:
    actions = [
        Action(key=f"1.{at}", ref=f"1.{at}", owners=(owner,)) for at, owner in enumerate(owners, start=1)
    ]
    doubts = Doubts()
    posts = posts_of([[OwnerLine(owner)] for owner in owners], _GLOSSARY, "Exmere")
    ask_about_aliases(actions, posts, _GLOSSARY, doubts)
    return [question.raw for question in doubts.questions()]


@pytest.mark.parametrize(
    "spellings",
    [
        ("AD of SEND & Inclusion BCX", "AD SEND and Inclusion"),
        ("QNT Head of Children’s Services", "Head of Children's Services QNT"),
        ("AD Children and Family Help", "AD Child and Family Help BCX"),
        ("Assistant Director SEND", "AD of SEND"),
        ("Designated Clinical Officer", "DCO SEND for Exmere"),
    ],
)
def test_one_role_spelled_twice_is_asked_about(spellings: tuple[str, ...]) -> None:
    assert _asked(*spellings) == [" | ".join(spellings)]


@pytest.mark.parametrize(
    "owners",
    [
        ("Head of Service BCX", "Head of Service QNT"),
        ("Head of Education", "Head of SEND"),
        ("SEND Manager", "SEND Officer"),
        ("Nurse Lead", "Nurse Lead"),
    ],
)
def test_different_roles_and_equal_words_are_not_asked_about(owners: tuple[str, ...]) -> None:
    assert _asked(*owners) == []
