"""Files that would do harm, or cannot be read: a clear sentence, nothing executed, nothing fetched."""

from __future__ import annotations

import io
import socket
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import typst
from docx import Document as WordDocument

from lapwing.contexts.improvement.files import FileReading, Step, read_file
from lapwing.contexts.improvement.files.reading import MOST_PARTS
from lapwing.contexts.improvement.files.tests.corpus import ashcombe, fernhollow
from lapwing.contexts.improvement.files.tests.corpus.making import excel, word_bytes
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.limits import LIMITS, MEGABYTE
from lapwing.platform.tests.ending_time import time_ends_when_told

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_BILLION = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>'


def repacked(
    data: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None
) -> bytes:
    """A zipped file with each part changed, and some added."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return found.getvalue()


def in_part(part: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        assert old in content
        return content.replace(old, new, 1)

    return change


def refused(data: bytes, name: str) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as error:
        read_file(data, name)
    assert str(error.value).endswith((".", "?"))
    return error.value


def attempted(data: bytes, name: str) -> tuple[str, str]:
    """The code of the refusal, or nothing, and the words that were read."""
    try:
        return "", words_of(read_file(data, name))
    except UnreadableFileError as error:
        return error.code, ""


def words_of(reading: FileReading) -> str:
    assert reading.document is not None
    return reading.document.text


def with_entities(part: str) -> Callable[[str, bytes], bytes]:
    """The part opens with entities that would unfold to gigabytes, and names the last of them."""

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        body = content[content.find(b"?>") + 2 if content.startswith(b"<?") else 0 :]
        return _BILLION.encode() + body.replace(b">", b">&l9;", 3)

    return change


@pytest.mark.parametrize(
    ("specimen", "part"),
    [
        (ashcombe.SPECIMEN, "word/document.xml"),
        (ashcombe.SPECIMEN, "word/styles.xml"),
        (fernhollow.SPECIMEN, "xl/worksheets/sheet1.xml"),
        (fernhollow.SPECIMEN, "xl/workbook.xml"),
        (fernhollow.SPECIMEN, "xl/sharedStrings.xml"),
    ],
    ids=lambda value: getattr(value, "file", value),
)
def test_entities_are_not_unfolded(specimen: object, part: str) -> None:
    known = ashcombe.SPECIMEN if specimen is ashcombe.SPECIMEN else fernhollow.SPECIMEN
    data = repacked(known.build(), with_entities(part))
    code, words = attempted(data, known.file)
    assert code in {"", "damaged", "unsafe"}
    assert "haha" not in words


def test_an_entity_does_not_bring_in_a_file_of_this_machine() -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        opening = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        return opening + content[content.index(b"?>") + 2 :].replace(b"Therapies Manager", b"&e;", 1)

    code, words = attempted(repacked(ashcombe.build(), change), "plan.docx")
    assert code in {"", "damaged", "unsafe"}
    assert "root:" not in words


@pytest.mark.parametrize("specimen", [ashcombe.SPECIMEN, fernhollow.SPECIMEN], ids=lambda each: each.file)
def test_xml_nested_without_end_is_refused_or_read_around(specimen: object) -> None:
    known = ashcombe.SPECIMEN if specimen is ashcombe.SPECIMEN else fernhollow.SPECIMEN
    part, tag = (
        ("word/document.xml", b"w:body>")
        if known is ashcombe.SPECIMEN
        else ("xl/worksheets/sheet1.xml", b"sheetData>")
    )
    deep = b"<" + tag + b"<x>" * 100_000 + b"</x>" * 100_000
    data = repacked(known.build(), in_part(part, b"<" + tag, deep))
    assert attempted(data, known.file)[0] in {"", "damaged"}


def test_a_web_page_nested_without_end_is_read_or_refused() -> None:
    data = b"<html><body>" + b"<div>" * 200_000 + b"Ref" + b"</div>" * 200_000
    assert attempted(data, "plan.html")[0] in {"", "damaged", "empty"}


def test_a_zip_bomb_is_not_opened() -> None:
    data = repacked(ashcombe.build(), lambda _, content: content, {"word/media/a.bin": bytes(300 * MEGABYTE)})
    assert refused(data, "plan.docx").code == "zip-bomb"


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_further() -> None:
    """The directory says that the document is small; unpacked, it is not."""
    body = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    data = repacked(
        ashcombe.build(),
        lambda name, content: body + b" " * (100 * MEGABYTE) if name == "word/document.xml" else content,
    )
    size = (len(body) + 100 * MEGABYTE).to_bytes(4, "little")
    assert size in data
    assert refused(data.replace(size, (5000).to_bytes(4, "little")), "plan.docx").code == "damaged"


def test_a_file_of_300_mb_is_refused_by_its_size() -> None:
    error = refused(bytes(300 * MEGABYTE), "plan.pdf")
    assert error.code == "too-large"
    assert "300 MB" in str(error)


def test_macros_are_left_alone_and_said() -> None:
    data = repacked(
        ashcombe.build(),
        lambda name, content: (
            content.replace(b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml")
            if name == "[Content_Types].xml"
            else content
        ),
        {"word/vbaProject.bin": b"Attribute VB_Name"},
    )
    found = read_file(data, "plan.docm")
    assert len(found.plan.actions) == 4
    assert found.document is not None
    assert any("macro" in note.text.lower() for note in found.document.notes)


def test_formulas_are_never_run() -> None:
    data = excel(
        Plan=[["Ref", "Action", "Lead", "By when"], ["1", "=1+1", '=WEBSERVICE("http://x")', "May 2025"]]
    )
    found = read_file(data, "plan.xlsx")
    assert "WEBSERVICE" not in words_of(found)
    assert found.document is not None
    assert any("formula" in note.text.lower() for note in found.document.notes)


@pytest.fixture
def doorbell() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine, and the list of those who called there."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    caller, address = server.accept()
                except OSError:
                    return
                calls.append(str(address))
                caller.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", calls


@pytest.mark.slow
def test_nothing_outside_a_file_is_fetched(doorbell: tuple[str, list[str]]) -> None:
    address, calls = doorbell
    document = WordDocument(io.BytesIO(ashcombe.build()))
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    for kind in ("attachedTemplate", "image", "oleObject", "subDocument", "hyperlink"):
        document.part.relate_to(f"{address}{kind}", kinds + kind, is_external=True)
    page = (
        f'<html><head><link rel="stylesheet" href="{address}a.css"><base href="{address}"></head><body>'
        f'<img src="{address}b.png"><iframe src="{address}c"></iframe><script src="{address}d"></script>'
        f'<!DOCTYPE x SYSTEM "{address}e.dtd"><p>A plan</p></body></html>'
    )
    workbook = repacked(
        fernhollow.build(),
        in_part(
            "xl/_rels/workbook.xml.rels",
            b"</Relationships>",
            f'<Relationship Id="rX" Type="{kinds}externalLink" Target="{address}f" TargetMode="External"/>'
            "</Relationships>".encode(),
        ),
    )
    pdf = typst.compile(f'#link("{address}g")[A plan]'.encode())
    for data, name in (
        (word_bytes(document), "plan.docx"),
        (page.encode(), "plan.html"),
        (workbook, "plan.xlsx"),
        (pdf, "plan.pdf"),
        (f"![x]({address}h) A plan".encode(), "plan.md"),
    ):
        assert read_file(data, name).document is not None
    assert calls == []


def test_a_character_that_was_lost_is_kept_and_asked_about() -> None:
    text = (
        "Ref\tAction\tLead\tBy when\n"
        "1\tMake it sa\ufffder\tHead of SEND\tMay 2025\n"
        "2\tSee to it\tHead\tJune 2025\n"
    )
    found = read_file(text.encode(), "plan.txt")
    assert "sa\ufffder" in found.plan.actions[0].text
    asked = [question for question in found.plan.questions if question.code == "text.lost-character"]
    assert [question.where for question in asked] == [("1",)]


@pytest.mark.slow
def test_a_reading_that_takes_too_long_is_stopped_and_keeps_what_it_had() -> None:
    """Its time ends, on a machine of any speed, when it has read the words and begins to understand them."""
    rows = [f"{n},Do the thing numbered {n} and then another,Head of SEND,May 2025" for n in range(45_000)]
    data = "\n".join(["Ref,Action,Lead,By when", *rows]).encode()
    with time_ends_when_told() as end_it:

        def told(step: Step) -> None:
            if step.words == "Understanding the plan":
                end_it()

        found = read_file(data, "plan.csv", told, limits=replace(LIMITS, seconds=600))
    assert found.document is not None
    assert len(found.document.lines) > 100_000
    assert any(note.code == "cut-short" for note in found.document.notes)


def test_progress_is_told() -> None:
    told: list[Step] = []
    read_file(fernhollow.build(), "plan.xlsx", told.append)
    assert [step.words for step in told[:2]] == ["Reading sheet 1 of 4", "Reading sheet 2 of 4"]
    assert told[-1].words == "Understanding the plan"


def test_an_interchange_file_far_longer_than_any_plan_is_not_unpacked() -> None:
    long = b'{"format": "lapwing-plan/1", "actions": [' + b"{}," * 2_000_000 + b"{}]}"
    assert refused(long, "plan.json").code == "too-large"


@pytest.mark.slow
def test_more_actions_than_any_plan_has_are_kept_as_words_and_said() -> None:
    rows = "".join(f"1.{number},We will do the thing {number}\n" for number in range(MOST_PARTS + 1))
    found = read_file(f"Ref,Action\n{rows}".encode(), "plan.csv")
    assert found.is_empty
    assert found.document is not None
    assert "We will do the thing 17" in found.document.text
    assert [note.code for note in found.document.notes] == ["overfull"]


def test_an_interchange_file_of_more_actions_than_any_plan_has_is_refused() -> None:
    actions = ",".join(
        f'{{"key": "{number}", "ref": null, "occurrence": 1, "text": "x"}}'
        for number in range(MOST_PARTS + 1)
    )
    long = f'{{"format": "lapwing-plan/1", "title": "x", "actions": [{actions}]}}'
    assert refused(long.encode(), "plan.json").code == "too-large"


def test_the_name_of_a_file_is_not_shown_to_everybody_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    really = subprocess.Popen

    def noted(command: list[str], **rest: Any) -> Any:
        started.append(command)
        return really(command, **rest)

    monkeypatch.setattr(subprocess, "Popen", noted)
    assert read_file(b"1.1 Do it", "About a child.txt").plan.title
    assert started
    assert not any("child" in word for word in started[0][4:])
