"""Dividing and joining: no word is lost, none is added, and what stays as it was keeps everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.interchange import Action, Due, DuePoint, Milestone, SuccessCriterion
from lapwing.contexts.improvement.reviewing.parts import divided, starts_of, texts_of
from lapwing.contexts.improvement.reviewing.review import EditError

WORD = st.text("abcdefgh,.", min_size=1, max_size=6)
TEXT = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
TEXTS = st.lists(TEXT, min_size=1, max_size=5)
JUNE = DuePoint(role="complete", as_written="June 2027", latest=date(2027, 6, 30))
MAY = DuePoint(role="complete", as_written="May 2027", latest=date(2027, 5, 31))


def action_with(part: str, texts: list[str]) -> Action:
    made = Action(key="1", ref="1")
    if part == "owner":
        return replace(made, owners=tuple(texts))
    if part == "criterion":
        return replace(made, success_criteria=tuple(SuccessCriterion(text=text) for text in texts))
    return replace(
        made,
        milestones=tuple(
            Milestone(label=str(at), text=text, source=(at + 1, at + 1), due=Due(points=(JUNE,)))
            for at, text in enumerate(texts)
        ),
    )


@given(part=st.sampled_from(("milestone", "criterion", "owner")), texts=TEXTS, data=st.data())
def test_every_word_stays_in_its_place(part: str, texts: list[str], data: st.DataObject) -> None:
    words = " ".join(texts).split()
    starts = data.draw(st.sets(st.integers(1, len(words) - 1)) if len(words) > 1 else st.just(set()))
    found = divided(action_with(part, texts), part, sorted(starts))
    assert " ".join(texts_of(found, part)).split() == words
    assert starts_of(texts_of(found, part)) == tuple(sorted(starts))


@given(part=st.sampled_from(("milestone", "criterion", "owner")), texts=TEXTS, data=st.data())
def test_dividing_and_joining_again_leaves_the_words_as_they_were(
    part: str, texts: list[str], data: st.DataObject
) -> None:
    before = action_with(part, texts)
    words = " ".join(texts).split()
    starts = data.draw(st.sets(st.integers(1, len(words) - 1)) if len(words) > 1 else st.just(set()))
    after = divided(divided(before, part, sorted(starts)), part, starts_of(texts_of(before, part)))
    assert texts_of(after, part) == texts_of(before, part)


@given(part=st.sampled_from(("milestone", "criterion", "owner")), texts=TEXTS)
def test_the_parts_as_they_are_change_nothing(part: str, texts: list[str]) -> None:
    before = action_with(part, texts)
    assert divided(before, part, starts_of(tuple(texts))) == before


def test_both_halves_of_a_milestone_keep_its_date_and_lines() -> None:
    found = divided(action_with("milestone", ["Agree a form and send it"]), "milestone", [3]).milestones
    assert [each.text for each in found] == ["Agree a form", "and send it"]
    assert [each.label for each in found] == ["0", None]
    assert {each.due for each in found} == {Due(points=(JUNE,))}
    assert {each.source for each in found} == {(1, 1)}


def test_joined_milestones_have_the_dates_and_lines_of_both() -> None:
    before = action_with("milestone", ["Agree a form", "and send it"])
    second = replace(before.milestones[1], due=Due(points=(MAY,)))
    found = divided(replace(before, milestones=(before.milestones[0], second)), "milestone", []).milestones
    assert [each.text for each in found] == ["Agree a form and send it"]
    assert found[0].due.points == (JUNE, MAY)
    assert found[0].source == (1, 2)


@pytest.mark.parametrize("starts", [[0], [6], [-1], [99]])
def test_a_gap_that_is_none_is_refused(starts: list[int]) -> None:
    with pytest.raises(EditError):
        divided(action_with("owner", ["Head of", "Play and Parks now"]), "owner", starts)


def test_nothing_cannot_be_divided() -> None:
    with pytest.raises(EditError):
        divided(Action(key="1", ref="1"), "owner", [])
