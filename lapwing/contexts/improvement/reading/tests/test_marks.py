"""Signs before the items of a list: taken for what they are, and nothing else taken for them."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.reading.marks import ARROWS, BULLETS, is_marked, without_mark
from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.invented import invented, reading_of


@pytest.mark.parametrize("mark", [*ARROWS, *BULLETS])
def test_every_sign_is_taken_off(mark: str) -> None:
    assert is_marked(f"{mark} Visits 40")
    assert without_mark(f" {mark} Visits 40") == "Visits 40"


@pytest.mark.parametrize("mark", ["-", "–", "*", "o"])
def test_a_sign_typed_from_the_keyboard_is_taken_off_before_a_word(mark: str) -> None:
    assert without_mark(f"{mark} Visits 40") == "Visits 40"


@pytest.mark.parametrize("text", ["- 10%", "-10%", "over 30 weeks", "Visits 40", "2 visits", ""])
def test_a_minus_and_a_word_are_no_marks(text: str) -> None:
    assert not is_marked(text)
    assert without_mark(text) == text


@pytest.mark.parametrize("mark", ["►", "▶", "➤", "■", "»", "◆", "–", "*", "\uf0d8", "❥", "⬥", "⤷", "☐"])
def test_a_plan_reads_the_same_with_any_sign_before_its_milestones(mark: str) -> None:
    plan = reading_of("alderbrook")
    again = read_plan(invented("alderbrook").replace("→", mark))
    assert again.actions == plan.actions
    assert again.measures == plan.measures
