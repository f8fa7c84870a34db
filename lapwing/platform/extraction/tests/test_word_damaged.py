"""Damaged and harmful Word files are refused in a sentence; odd ones are read."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.tests.office_files import (
    item,
    level,
    lists,
    p,
    read,
    tbl,
    texts,
    tr,
    word_file,
    zipped,
)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_GOOD = word_file(
    p("Plan") + item("a", 1) + tbl(tr("Ref", "Action"), tr("1", "x")),
    numbering=lists(level(0, "decimal", "%1.")),
    styles='<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/></w:style>',
)


def _with(name: str, content: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_GOOD)) as packed:
        return zipped({each: packed.read(each) for each in packed.namelist()} | {name: content})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 nothing", "damaged"),
        (_GOOD[: len(_GOOD) // 2], "damaged"),
        (zipped({"word/other.xml": "<x/>"}), "damaged"),
        (_with("word/document.xml", "<w:document"), "damaged"),
        (_with("word/document.xml", ""), "damaged"),
        (_with("word/numbering.xml", "<broken>"), "damaged"),
    ],
)
def test_a_damaged_file_is_refused_in_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFileError, match="Open it in the program that made it") as refused:
        read(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "definitions",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:1/outside.dtd">',
    ],
)
def test_definitions_of_entities_are_refused(definitions: str) -> None:
    document = f'{definitions}<w:document xmlns:w="{_W}"><w:body>{p("x")}</w:body></w:document>'
    with pytest.raises(UnreadableFileError) as refused:
        read(_with("word/document.xml", document))
    assert refused.value.code == "unsafe"


def test_xml_without_bottom_is_refused() -> None:
    deep = f'<w:document xmlns:w="{_W}">' + "<w:sdt><w:sdtContent>" * 5_000
    with pytest.raises(UnreadableFileError):
        read(_with("word/document.xml", deep + "</w:sdtContent></w:sdt>" * 5_000 + "</w:document>"))


def test_tables_nested_as_deep_as_xml_may_be_are_read() -> None:
    body = p("x")
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc>{p('y')}</w:tc></w:tr></w:tbl>"
    assert read(word_file(body)).grids


def test_a_style_that_is_based_on_itself_is_read() -> None:
    style = '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="x"/><w:basedOn w:val="A"/></w:style>'
    assert texts(read(word_file(p("Words", '<w:pStyle w:val="A"/>'), styles=style))) == ["Words"]


def test_links_outside_are_not_followed() -> None:
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x/styles" TargetMode="External" '
        'Target="http://127.0.0.1:1/styles.xml"/>'
        '<Relationship Id="rId2" Type="x/numbering" Target="../../../etc/hostname"/></Relationships>'
    )
    assert "Plan" in texts(read(_with("word/_rels/document.xml.rels", relationships)))


def test_a_strict_file_is_read_like_any_other() -> None:
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r>'
        "<w:t>Words</w:t></w:r></w:p></w:body></w:document>"
    )
    assert texts(read(_with("word/document.xml", strict))) == ["Words"]


@pytest.mark.parametrize("value", ["-1", "99999999999999999999", "x", ""])
def test_numbers_that_are_none_do_not_stop_the_reading(value: str) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>{p("x")}</w:tc>'
    numbered = p("y", f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr>')
    row = f'<w:tr><w:trPr><w:gridBefore w:val="{value}"/></w:trPr>{cell}{cell}</w:tr>'
    body = p("z", f'<w:outlineLvl w:val="{value}"/>') + numbered + f"<w:tbl>{row}</w:tbl>"
    assert read(word_file(body, numbering=lists(level(0, "decimal", "%1.")))).grids


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(_GOOD) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_any_damage_is_read_over_or_refused(at: int, byte: int, cut: bool) -> None:
    damaged = _GOOD[:at] + (b"" if cut else bytes((byte,))) + _GOOD[at + 1 :]
    with contextlib.suppress(UnreadableFileError):
        read(damaged)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_xml_with_parts_missing_or_moved_never_fails_otherwise(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(_GOOD)) as packed:
        pieces = packed.read("word/document.xml").decode().split("<w:")
    order = data.draw(st.permutations(range(1, len(pieces))))
    kept = order[: data.draw(st.integers(0, len(order)))]
    opened = "".join(f"<w:{pieces[at].rstrip('>').rstrip('/').split('<')[0]}" for at in kept)
    document = f'<w:document xmlns:w="{_W}"><w:body>{opened}</w:body></w:document>'
    with contextlib.suppress(UnreadableFileError):
        read(_with("word/document.xml", document))
