"""Every kind of question that the reader asks has words of its own."""

from __future__ import annotations

import re
from pathlib import Path

from lapwing.contexts.improvement import reading
from lapwing.contexts.improvement.rules.questions import APPLIED, TITLES, order_of, title_of

_KINDS = sorted({code.partition(".")[0] for code in TITLES})
_CODE = re.compile(rf'"((?:{"|".join(_KINDS)})\.[a-z]+(?:-[a-z]+)*)"')


def _asked() -> set[str]:
    """The codes in the source of the reader and of the dates it reads, read as text: few share one call."""
    reader = Path(reading.__file__).parent
    folders = (reader, reader.parents[2] / "domain")
    files = [file for folder in folders for file in folder.rglob("*.py") if "tests" not in file.parts]
    return {code for file in files for code in _CODE.findall(file.read_text(encoding="utf-8"))}


def test_every_kind_that_is_asked_has_a_title() -> None:
    asked = _asked()
    assert len(asked) > 40
    assert sorted(asked - set(TITLES)) == []


def test_every_kind_that_lapwing_carries_out_has_a_title() -> None:
    assert set(TITLES) >= APPLIED


def test_a_kind_without_a_title_is_shown_as_it_is_and_comes_last() -> None:
    assert title_of("due.unheard-of") == "due.unheard-of"
    assert order_of("due.unheard-of") > max(order_of(code) for code in TITLES)
