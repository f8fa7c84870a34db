"""PDF files that cannot be read, or only in part: what is wrong is said, and nothing is run or fetched."""

from __future__ import annotations

import zlib

import pytest

from lapwing.platform.extraction.document import Kind
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.pdf import read_pdf
from lapwing.platform.extraction.tests.pdf_files import codes, locked, read, scanned, shown, texts, written
from lapwing.platform.extraction.writer import Writer

WORDS = shown("Words that can be read", 72, 700)
# A font by glyph numbers, which says nothing of the letters that they are.
NUMBERED = (
    b"<< /F1 << /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Some /Encoding /Identity-H /DescendantFonts "
    b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Some /CIDSystemInfo << /Registry (Adobe) "
    b"/Ordering (Identity) /Supplement 0 >> >>] >> "
    b"/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
)
NUMBERS = b"BT /F1 12 Tf 72 600 Td <0037004B00480003005300EF0051> Tj ET\n"


def refusal(data: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(data)
    return caught.value


def test_a_file_locked_with_a_password_is_refused_with_what_to_do() -> None:
    error = refusal(locked(WORDS, password=b"secret"))
    assert error.code == "pdf-encrypted"
    assert "password" in str(error)


def test_a_file_that_only_restricts_printing_is_read() -> None:
    assert texts(read(locked(WORDS, password=b""))) == ["Words that can be read"]


def test_a_scan_is_refused_with_what_to_do() -> None:
    error = refusal(scanned(3, 0))
    assert error.code == "pdf-scan"
    assert "Word file" in str(error)
    assert "OCR" in str(error)


def test_scanned_pages_among_others_are_noted() -> None:
    document = read(scanned(2, 2))
    assert len(texts(document)) == 2
    (note,) = document.notes
    assert (note.code, note.text[:18]) == ("pdf-scan", "Pages 1 to 2 are s")


def test_a_font_without_a_map_of_its_letters_is_refused() -> None:
    assert refusal(written([NUMBERS], fonts=NUMBERED)).code == "pdf-font"


def test_a_few_words_in_such_a_font_are_noted() -> None:
    words = b"".join(
        shown("A line of words that can be read as they stand", 72, 500 - 14 * n, 12, "F2") for n in range(9)
    )
    document = read(written([NUMBERS + words], fonts=NUMBERED))
    assert "pdf-font" in codes(document)
    assert any("\ufffd" in text for text in texts(document))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nnothing of use", written([WORDS])[:200]])
def test_a_file_damaged_beyond_reading_is_refused(data: bytes) -> None:
    assert refusal(data).code == "pdf-damaged"


def test_a_file_without_its_table_of_places_is_read() -> None:
    data = written([WORDS])
    broken = data.replace(b"startxref", b"startxxxx").replace(b"xref\n0", b"xxxx\n0")
    assert texts(read(broken)) == ["Words that can be read"]


def test_a_lost_page_is_noted_and_the_others_are_read() -> None:
    data = written([WORDS, WORDS])
    document = read(data.replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [4 0 R 9 0 R]"))
    assert texts(document) == ["Words that can be read"]
    assert "pdf-damaged" in codes(document)


def test_a_false_count_of_pages_is_not_believed() -> None:
    assert texts(read(written([WORDS]).replace(b"/Count 1", b"/Count 90000000"))) == [
        "Words that can be read"
    ]


def test_a_file_without_text_or_pictures_is_refused() -> None:
    assert refusal(written([b""])).code == "pdf-no-text"


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_that_unpacks_without_bounds_is_refused(times: int) -> None:
    packed = b"q " * (40 * 2**20)
    for _ in range(times):
        packed = zlib.compress(packed, 1)
    filters = b"/FlateDecode " * times
    stream = b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(packed), filters, packed)
    assert refusal(written([WORDS], extra=[stream])).code == "pdf-packed"


def test_a_form_that_only_adobe_shows_is_refused() -> None:
    page = shown("Please wait...", 72, 700)
    error = refusal(written([page], catalogue=b"/AcroForm << /XFA (form) /Fields [] >> "))
    assert error.code == "pdf-xfa"


def test_what_is_typed_into_an_ordinary_form_may_be_missing_and_is_noted() -> None:
    document = read(written([WORDS], catalogue=b"/AcroForm << /Fields [] >> "))
    assert texts(document) == ["Words that can be read"]


def test_scripts_and_links_are_not_followed() -> None:
    action = b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:1/'\\)) >> "
    assert texts(read(written([WORDS], catalogue=action))) == ["Words that can be read"]


def test_deep_nesting_ends_in_words_or_a_sentence() -> None:
    data = written([WORDS]).replace(b"/Rotate 0", b"/Odd " + b"[" * 50_000)
    with pytest.raises(UnreadableFileError):
        read(data)


def test_a_watermark_across_the_page_is_left_out_and_noted() -> None:
    draft = b"BT /F1 80 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (DRAFT) Tj ET\n"
    document = read(written([WORDS + draft]))
    assert texts(document) == ["Words that can be read"]
    assert "pdf-tilted" in codes(document)


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    read_pdf(written([WORDS] * 3), Writer(Kind.PDF, "plan.pdf", lambda done, of: told.append((done, of))))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_damaged_copy_of_a_good_file_never_ends_in_another_error() -> None:
    data = written([WORDS, WORDS])
    ended = set()
    for place in range(0, len(data), 23):
        for copy in (data[:place], data[:place] + b"\xff\x00>>" + data[place + 4 :]):
            try:
                read(copy)
            except UnreadableFileError as error:
                ended.add(error.code)
    assert ended <= {"pdf-damaged", "pdf-no-text", "pdf-font"}
