"""Words that a line end broke are mended; hyphens that belong to a word stay."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.reading.joining import Joiner
from lapwing.contexts.improvement.reading.lines import lines_of


def _join(text: str, document: str = "") -> str:
    return Joiner(lines_of(f"{document}\n{text}")).join(lines_of(text))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("plans to be im-\nplemented", "plans to be implemented"),
        ("children aged 0-\n19 years", "children aged 0-19 years"),
        ("waits -\nlong ones", "waits - long ones"),
        ("the Marsh-\nVale trust", "the Marsh-Vale trust"),
        ("two   lines \n  of words ", "two lines of words"),
    ],
)
def test_lines_become_one_text(text: str, joined: str) -> None:
    assert _join(text) == joined


def test_a_word_the_document_always_writes_with_a_hyphen_keeps_it() -> None:
    assert _join("a peer-\nled group", document="peer-led work is new") == "a peer-led group"
    assert _join("a peer-\nled group", document="peer-led work, or peerled work") == "a peerled group"


def test_mended_words_are_told() -> None:
    lines = lines_of("ad-\nvice and sup-\nport")
    joiner = Joiner(lines)
    joiner.join(lines)
    assert list(joiner.mended.values()) == ["advice", "support"]
