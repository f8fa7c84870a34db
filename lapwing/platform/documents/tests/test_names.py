"""Names of files, made safe to show and to save under."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.platform.documents.errors import RefusedFileError
from lapwing.platform.documents.names import LONGEST, NAMELESS, clean_name, refuse_two_faces, suffix_of


@pytest.mark.parametrize(
    ("sent", "clean"),
    [
        ("Plan 2026.docx", "Plan 2026.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\Plan.docx", "Plan.docx"),
        ("/", NAMELESS),
        ("", NAMELESS),
        ("..", NAMELESS),
        (".", NAMELESS),
        (" . ", NAMELESS),
        ("a\0b\r\nc\x1b[31m.txt", "abc[31m.txt"),
        ("annex\u202excod.exe", "annexxcod.exe"),
        ("\u2066hidden\u2069.pdf", "hidden.pdf"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ('what "is" <this>?.txt', "what -is- -this--.txt"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("control.txt", "control.txt"),
        ("   two   spaces .txt ", "two spaces .txt"),
        ("cafe\u0301.txt", "café.txt"),
        ("خطة التحسين.docx", "خطة التحسين.docx"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("改善計画.pdf", "改善計画.pdf"),
        ("\ud800.txt", "txt"),
    ],
)
def test_a_name_is_cleaned(sent: str, clean: str) -> None:
    assert clean_name(sent) == clean


def test_a_very_long_name_keeps_its_ending() -> None:
    found = clean_name("x" * 5000 + ".docx")
    assert len(found) <= LONGEST
    assert found.endswith("….docx")


@given(st.text(max_size=400))
def test_whatever_is_sent_a_name_is_safe(sent: str) -> None:
    found = clean_name(sent)
    assert 0 < len(found) <= LONGEST
    assert not set(found) & set('/\\:*?"<>|\r\n\0')
    assert found not in {".", ".."}
    found.encode()


@pytest.mark.parametrize("name", ["minutes.pdf.exe.pdf", "plan.html.docx", "a.JS.txt", "x.php.png"])
def test_two_endings_with_a_program_are_refused(name: str) -> None:
    with pytest.raises(RefusedFileError, match="two endings"):
        refuse_two_faces(name)


@pytest.mark.parametrize("name", ["plan v1.2.docx", "plan.final.docx", "a.b.c.pdf", "exe.pdf", "plan.exe"])
def test_other_full_stops_are_no_endings(name: str) -> None:
    refuse_two_faces(name)


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.DOCX", ".docx"), ("a", ""), ("a.", ""), (".docx", ""), ("Mr. Smith said so", "")]
)
def test_an_ending_is_short(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix
