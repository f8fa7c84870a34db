"""Text files keep the lines that they came with, whatever wrote them."""

from __future__ import annotations

import codecs

import pytest

from lapwing.platform.extraction.document import Kind, Paragraph
from lapwing.platform.extraction.numbered import decoded, document_of_lines, lines_of
from lapwing.platform.extraction.writer import Writer

_WORDS = "Café plan – 75% “by May”"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (_WORDS.encode(), _WORDS),
        (codecs.BOM_UTF8 + _WORDS.encode(), _WORDS),
        (_WORDS.encode("cp1252"), _WORDS),
        (codecs.BOM_UTF16_LE + _WORDS.encode("utf-16-le"), _WORDS),
        (codecs.BOM_UTF16_BE + _WORDS.encode("utf-16-be"), _WORDS),
        (codecs.BOM_UTF32_LE + _WORDS.encode("utf-32-le"), _WORDS),
        (_WORDS.encode("utf-16-le"), _WORDS),
        (_WORDS.encode("utf-16-be"), _WORDS),
        (b"caf\xe9 \x81 \x90", "café \x81 \x90"),
        (b"", ""),
    ],
)
def test_bytes_of_any_common_encoding_become_words(data: bytes, words: str) -> None:
    assert decoded(data) == words


def test_half_a_character_at_the_end_is_shown_as_lost() -> None:
    assert decoded(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"\x61") == "ab\ufffd"


def test_lines_end_at_line_ends_of_any_kind_and_not_at_form_feeds() -> None:
    assert lines_of("a\r\nb\rc\n\x0cd\n") == ("a", "b", "c", "\x0cd", "")


def test_a_document_keeps_the_lines_of_its_file() -> None:
    heading = Paragraph(text="Plan", lines=(1, 1), heading=1)

    document = document_of_lines(Kind.MARKDOWN, "plan.md", "# Plan\n\nWords\n", [heading])

    assert document.lines == ("# Plan", "", "Words", "")
    assert document.elements == (heading,)


def test_the_lines_of_a_file_cannot_follow_others() -> None:
    writer = Writer(Kind.TEXT, "plan.txt")
    writer.paragraph("Before")
    with pytest.raises(ValueError, match="cannot follow others"):
        writer.take(["a"], [])
