"""Scanning, drawing and the nightly look: by a server that speaks clamd's protocol, and real libraries."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents import checking, jobs, kinds, storing
from lapwing.platform.documents.models import File, FileVersion, Pictures, State
from lapwing.platform.documents.picturing import pictures_of
from lapwing.platform.documents.purposes import PURPOSES, Purpose
from lapwing.platform.documents.scanning import ScannerDownError
from lapwing.platform.documents.tests.conftest import Keep
from lapwing.platform.documents.tests.scanner import BAD, a_scanner
from lapwing.platform.notices.models import Notice
from lapwing.platform.sandbox import Allowance
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories


@pytest.fixture
def clamd(settings: Any) -> Iterator[str]:
    with a_scanner() as address:
        settings.DOCUMENTS_CLAMD = address
        yield address


def only() -> FileVersion:
    with as_maintenance():
        return FileVersion.objects.get()


def test_a_file_waits_until_it_is_scanned_and_is_then_clean(clamd: str, keep: Keep) -> None:
    keep(b"good words")
    assert only().state == State.PENDING
    jobs.scan(only().pk)
    found = only()
    assert (found.state, found.scan_words) == (State.CLEAN, "Nothing found")
    assert found.scanned_at


def test_malware_is_held_back_and_its_bytes_set_apart(
    clamd: str, keep: Keep, caplog: pytest.LogCaptureFixture
) -> None:
    keep(b"some " + BAD, "Secret name.txt")
    key = only().key
    jobs.scan(only().pk)
    found = only()
    assert (found.state, found.scan_words, found.key) == (
        State.QUARANTINED,
        "Test.Signature",
        f"held/{key}",
    )
    assert storing.fetch(found.key).read() == b"some " + BAD
    assert "Malware was found" in caplog.text
    assert "Secret" not in caplog.text


def test_who_sent_malware_and_who_hears_of_it_are_told_once(
    clamd: str, keep: Keep, partnership: Partnership
) -> None:
    lead = factories.member(partnership, "information-governance-lead")
    keep(BAD, "Secret name.txt")
    jobs.scan(only().pk)
    jobs.scan(only().pk)
    with as_maintenance():
        told = {notice.user_id: notice for notice in Notice.objects.all()}
        words = str([(notice.words, notice.url) for notice in told.values()])
    assert {user: notice.template for user, notice in told.items()} == {
        only().uploaded_by_id: "file-held-back",
        lead.pk: "malware-came-in",
    }
    assert "Secret" not in words


def test_a_scan_that_comes_twice_changes_nothing(clamd: str, keep: Keep) -> None:
    keep(b"good words")
    jobs.scan(only().pk)
    before = only().scanned_at
    jobs.scan(only().pk)
    jobs.scan(0)
    assert only().scanned_at == before


def test_a_scanner_that_is_down_leaves_it_waiting_and_the_round_tries_again(
    clamd: str, keep: Keep, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    keep(b"good words")
    settings.DOCUMENTS_CLAMD = "tcp://127.0.0.1:1"
    with pytest.raises(ScannerDownError, match="does not answer"):
        jobs.scan(only().pk)
    with as_maintenance():
        FileVersion.objects.update(uploaded_at=timezone.now() - timedelta(hours=1))
    jobs.scan_waiting(0)
    assert only().state == State.PENDING
    assert "1 files wait to be scanned" in caplog.text
    settings.DOCUMENTS_CLAMD = clamd
    jobs.scan_waiting(0)
    assert only().state == State.CLEAN


def test_what_clamd_will_not_take_stays_waiting(clamd: str, keep: Keep) -> None:
    keep(b"x" * 150_000)
    with pytest.raises(ScannerDownError):
        jobs.scan(only().pk)
    assert only().state == State.PENDING


def test_without_a_scanner_a_file_is_not_scanned(clamd: str, keep: Keep, settings: Any) -> None:
    keep(b"good words")
    settings.DOCUMENTS_CLAMD = ""
    jobs.scan(only().pk)
    assert only().state == State.NOT_SCANNED


def a_picture(kind: str = "PNG", size: tuple[int, int] = (300, 200), **more: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **more)
    return made.getvalue()


def a_pdf(pages: int) -> bytes:
    made = io.BytesIO()
    sheets = [Image.new("RGB", (120, 160), "white") for _ in range(pages)]
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:])
    return made.getvalue()


@pytest.fixture
def drawn(purpose: Purpose, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Purpose(
        code=purpose.code, label="", kinds=purpose.kinds, limit=purpose.limit, may_read=purpose.may_read
    )
    monkeypatch.setitem(PURPOSES._known, purpose.code, made)


def test_the_first_pages_of_a_pdf_are_drawn(drawn: None, keep: Keep) -> None:
    keep(a_pdf(12), "Plan.pdf")
    assert only().pictures == Pictures.WAITING
    jobs.draw(only().pk)
    found = only()
    assert (found.pictures, found.pages, found.pages_in_all) == (Pictures.READY, 10, 12)
    with storing.fetch(f"{found.key}.p10") as content, Image.open(content) as picture:
        assert (picture.format, picture.width) == ("WEBP", 480)


def test_a_photograph_loses_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Taken at 1 Invented Street"
    found = pictures_of(a_picture("JPEG", (2400, 1600), exif=exif), kinds.JPEG)
    assert found is not None
    with Image.open(io.BytesIO(found.pictures[0])) as picture:
        assert (picture.size, dict(picture.getexif())) == ((1200, 800), {})
    assert b"Invented" not in found.pictures[0]


def test_a_picture_that_unpacks_too_far_is_not_drawn() -> None:
    bomb = bytearray(a_picture())
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2  # says it is 60,000 by 60,000
    assert pictures_of(bytes(bomb), kinds.PNG) is None


@pytest.mark.parametrize(
    ("data", "kind"), [(b"%PDF-1.7\nnothing", kinds.PDF), (b"\x89PNG\r\n\x1a\n", kinds.PNG)]
)
def test_what_cannot_be_drawn_says_so(drawn: None, keep: Keep, data: bytes, kind: kinds.Kind) -> None:
    keep(data, f"a.{kind.code}")
    jobs.draw(only().pk)
    assert only().pictures == Pictures.FAILED


def test_drawing_has_little_memory() -> None:
    little = Allowance(memory=40 * 1024 * 1024, seconds=20)
    assert pictures_of(a_picture("PNG", (4000, 4000)), kinds.PNG, little) is None


def test_the_night_says_what_is_missing_and_removes_what_nobody_names(
    keep: Keep, documents_of_the_tests: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keep(b"kept")
    lost = keep(b"lost")
    storing.store().delete(FileVersion.objects.get(file=lost).key)
    old, young = storing.new_key(), storing.new_key()
    for key in (old, young):
        storing.put(key, io.BytesIO(b"nobody's"))
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(documents_of_the_tests / old, (long_ago, long_ago))
    jobs.look_through(0)
    assert "does not have the content of file version" in caplog.text
    assert not storing.store().exists(old)
    assert storing.store().exists(young)
    assert File.objects.count() == 2


def test_nothing_is_removed_while_the_rows_seem_to_be_those_of_another_place(
    keep: Keep, documents_of_the_tests: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """An empty database beside a full store: one that is to be restored, or another installation's."""
    keep(b"kept")
    left = [storing.new_key(), storing.new_key()]
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for key in left:
        storing.put(key, io.BytesIO(b"of rows that are not here"))
        os.utime(documents_of_the_tests / key, (long_ago, long_ago))
    jobs.look_through(0)
    assert "2 files in the store of documents have no row, and 1 have one" in caplog.text
    assert all(storing.store().exists(key) for key in left)
    keep(b"another")
    jobs.look_through(0)
    assert not any(storing.store().exists(key) for key in left)


def test_what_was_held_back_long_enough_loses_its_bytes(clamd: str, keep: Keep) -> None:
    keep(BAD)
    jobs.scan(only().pk)
    jobs.look_through(0)
    assert only().removed_at is None
    with as_maintenance():
        FileVersion.objects.update(scanned_at=timezone.now() - timedelta(days=31))
    jobs.look_through(0)
    assert only().removed_reason.startswith("Malware was found")


def test_content_that_was_changed_is_found(keep: Keep, documents_of_the_tests: Path) -> None:
    keep(b"as it was")
    version = FileVersion.objects.get()
    assert checking.verify().changed == ()
    (documents_of_the_tests / version.key).write_bytes(b"otherwise")
    assert checking.verify().changed == (version.pk,)
    storing.store().delete(version.key)
    assert checking.verify(every=1).missing == (version.pk,)
