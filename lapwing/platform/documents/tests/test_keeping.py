"""Keeping files, and not keeping them: what is in the store and in the database afterwards."""

from __future__ import annotations

import hashlib
import io
import tracemalloc
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from lapwing.platform.access.actor import Actor
from lapwing.platform.documents import storing
from lapwing.platform.documents.errors import MissingContentError, RefusedFileError
from lapwing.platform.documents.keeping import (
    add_version,
    drop_file,
    keep_file,
    open_file,
    open_version,
    remove_version,
    void_version,
)
from lapwing.platform.documents.models import File, FileVersion, State
from lapwing.platform.documents.purposes import MEGABYTE, PURPOSES, Purpose
from lapwing.platform.documents.tests import files
from lapwing.platform.documents.tests.conftest import LIMIT, Keep
from lapwing.registry.models import Partnership

NOTES = b"What was said, and by whom.\n" * 40


def what_lies_there() -> set[str]:
    return {each.path for each in storing.store().walk()}


def current(file: File) -> FileVersion:
    found = file.current
    assert found is not None
    return found


def test_a_file_is_kept_as_it_was_sent(keep: Keep, owner: Actor) -> None:
    file = keep(io.BytesIO(NOTES), "../Notes.txt")
    version = current(file)
    assert (file.name, version.number, version.size) == ("Notes.txt", 1, len(NOTES))
    assert version.sha256 == hashlib.sha256(NOTES).hexdigest()
    assert (version.kind, version.uploaded_by_id, version.state) == ("text", owner.id, State.NOT_SCANNED)
    assert open_file(file).read() == NOTES


def test_a_key_says_nothing_of_the_file(keep: Keep, documents_of_the_tests: Path) -> None:
    version = current(keep(NOTES, "Jo Bloggs.txt"))
    assert storing.is_key(version.key)
    path = documents_of_the_tests / version.key
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_stream_that_cannot_go_back_is_kept_too(keep: Keep) -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.rest = NOTES

        def read(self, most: int = -1) -> bytes:
            given, self.rest = self.rest[:7], self.rest[7:]
            return given

    assert open_file(keep(Pipe())).read() == NOTES


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.txt", "There is nothing in the file"),
        (b"MZ\x90\0", "a", "This is a program, which is not taken here. Send PDF"),
        (files.PDF, "a.docx", "The name ends in .docx, but this is not what is in it: it is a PDF"),
        (b"words", "a.html.txt", "The name has two endings"),
        (files.word_with_macros(), "a.docm", "The file carries macros"),
        (files.slides(), "a.pptx", "This is a PowerPoint presentation, which is not taken here"),
        (b"<svg/>", "a.svg", "This is a drawing (SVG)"),
        (b"<!doctype html>", "a.html", "This is a web page"),
        (b"x" * (LIMIT + 1), "a.txt", "The file is larger than 195 KB"),
    ],
)
def test_what_is_refused_leaves_nothing(keep: Keep, content: bytes, name: str, said: str) -> None:
    before = what_lies_there()
    with pytest.raises(RefusedFileError) as refusal:
        keep(content, name)
    assert str(refusal.value).startswith(said)
    assert not File.objects.exists()
    assert what_lies_there() == before


def test_a_purpose_may_take_macros_which_are_noted(
    keep: Keep, purpose: Purpose, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = Purpose(
        code=purpose.code,
        label="",
        kinds=purpose.kinds,
        limit=LIMIT,
        may_read=purpose.may_read,
        macros=True,
        previews=False,
    )
    monkeypatch.setitem(PURPOSES._known, purpose.code, taken)
    assert current(keep(files.word_with_macros(), "a.docm")).macros


def test_a_purpose_that_nobody_registered_takes_nothing(owner: Actor, partnership: Partnership) -> None:
    with pytest.raises(LookupError, match="Nobody registered"):
        keep_file(
            by=owner,
            partnership_id=partnership.pk,
            name="a.txt",
            content=NOTES,
            purpose="no such",
            now=timezone.now(),
        )


def test_a_form_that_is_sent_twice_keeps_one_file(keep: Keep) -> None:
    first, second = keep(NOTES, sent_in="form-1"), keep(NOTES, "Again.txt", sent_in="form-1")
    assert first == second
    assert FileVersion.objects.count() == 1
    assert keep(NOTES, sent_in="form-2") != first
    assert keep(NOTES + b".", sent_in="form-1") != first


def test_a_further_version_is_in_force_and_the_first_stays(keep: Keep, owner: Actor) -> None:
    file = keep(NOTES)
    add_version(by=owner, file=file, name="Later.txt", content=NOTES + b"More.", now=timezone.now())
    assert [(each.number, each.name) for each in file.versions.all()] == [(1, "Notes.txt"), (2, "Later.txt")]
    assert (file.number, file.name) == (2, "Later.txt")
    assert open_file(file).read() == NOTES + b"More."
    assert open_version(file.versions.get(number=1)).read() == NOTES


def test_the_same_content_is_no_further_version(keep: Keep, owner: Actor) -> None:
    file = keep(NOTES)
    before = what_lies_there()
    again = add_version(by=owner, file=file, name="Notes.txt", content=NOTES, now=timezone.now())
    assert (again.number, file.versions.count()) == (1, 1)
    assert what_lies_there() == before


def test_a_version_is_taken_out_with_a_reason_and_the_one_before_holds(keep: Keep, owner: Actor) -> None:
    file = keep(NOTES)
    second = add_version(by=owner, file=file, name="Wrong.txt", content=b"Wrong", now=timezone.now())
    void_version(by=owner, version=second, reason=" Another matter ", now=timezone.now())
    void_version(by=owner, version=second, reason="Once more", now=timezone.now())
    file.refresh_from_db()
    second.refresh_from_db()
    assert (file.number, file.name, second.voided_reason) == (1, "Notes.txt", "Another matter")
    assert open_version(second).read() == b"Wrong"
    void_version(by=owner, version=current(file), reason="All wrong", now=timezone.now())
    file.refresh_from_db()
    with pytest.raises(MissingContentError):
        open_file(file)
    third = add_version(by=owner, file=file, name="Right.txt", content=b"Right", now=timezone.now())
    assert third.number == 3


def test_a_version_whose_content_was_removed_comes_in_force_no_more(keep: Keep, owner: Actor) -> None:
    file = keep(NOTES)
    remove_version(version=current(file), reason="Its time was over.", now=timezone.now())
    second = add_version(by=owner, file=file, name="Wrong.txt", content=b"Wrong", now=timezone.now())
    void_version(by=owner, version=second, reason="Another matter", now=timezone.now())
    file.refresh_from_db()
    assert file.number == 0


def test_a_dropped_file_leaves_no_bytes(
    keep: Keep, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    file = keep(NOTES)
    key = current(file).key
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        drop_file(file)
    assert key not in what_lies_there()
    assert not File.objects.exists()


def test_removed_content_leaves_its_row_and_the_reason(
    keep: Keep, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    version = current(keep(NOTES))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove_version(version=version, reason="Its time was over.", now=timezone.now())
    version.refresh_from_db()
    assert version.removed_at
    assert version.key not in what_lies_there()
    with pytest.raises(MissingContentError, match="was removed"):
        open_version(version)


def test_what_is_undone_in_the_database_keeps_the_bytes_of_what_was_dropped(keep: Keep) -> None:
    file = keep(NOTES)
    with transaction.atomic():
        drop_file(file)
        transaction.set_rollback(True)
    assert open_file(File.objects.get()).read() == NOTES


def test_content_that_is_gone_is_said_so(keep: Keep) -> None:
    file = keep(NOTES)
    storing.store().delete(current(file).key)
    with pytest.raises(MissingContentError, match="cannot be found"):
        open_file(file)


def test_a_large_file_is_never_whole_in_memory(
    keep: Keep, purpose: Purpose, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    large = Purpose(
        code=purpose.code,
        label="",
        kinds=purpose.kinds,
        limit=60 * MEGABYTE,
        may_read=purpose.may_read,
        previews=False,
    )
    monkeypatch.setitem(PURPOSES._known, purpose.code, large)
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        for _ in range(40):
            file.write(b"words and " * 104_857)
    with path.open("rb") as content:
        tracemalloc.start()
        kept = keep(content)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert current(kept).size == path.stat().st_size
    assert peak < 12 * MEGABYTE
