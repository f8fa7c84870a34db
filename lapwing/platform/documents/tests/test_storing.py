"""The folder that files are kept in: whole or not at all, whatever goes wrong."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import IO

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File as Stream

from lapwing.platform.documents import storing
from lapwing.platform.documents.errors import NotKeptError
from lapwing.platform.documents.models import File
from lapwing.platform.documents.storing import FolderStore, Stored, is_key, new_key
from lapwing.platform.documents.tests.conftest import Keep


@pytest.fixture
def folder(tmp_path: Path) -> FolderStore:
    return FolderStore(str(tmp_path / "documents"))


def lying(folder: FolderStore) -> list[Stored]:
    return list(folder.walk())


def test_a_file_is_whole_under_its_key(folder: FolderStore) -> None:
    key = new_key()
    assert folder.save(key, Stream(io.BytesIO(b"words"))) == key
    assert folder.open(key).read() == b"words"
    assert (folder.exists(key), folder.size(key)) == (True, 5)
    assert [each.key for each in lying(folder)] == [key]
    folder.delete(key)
    folder.delete(key)
    assert lying(folder) == []


def test_only_the_account_itself_may_look_in(folder: FolderStore) -> None:
    folder.save(f"held/{new_key()}", Stream(io.BytesIO(b"words")))
    inside = [folder.folder, *(each for each in folder.folder.rglob("*") if each.is_dir())]
    assert [each.stat().st_mode & 0o777 for each in inside] == [0o700] * 3


class Breaks(io.BytesIO):
    """Gives some bytes, and then cannot be read further."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > 3:
            raise ValueError("no more")
        return super().read(4)


def test_a_stream_that_breaks_off_leaves_nothing_half(folder: FolderStore) -> None:
    with pytest.raises(ValueError, match="no more"):
        folder.save(new_key(), Stream(Breaks(b"words and words")))
    assert lying(folder) == []


@pytest.mark.parametrize("key", ["../x", "/etc/passwd", "ab/../../x", "", "ab", "ab/" + "g" * 32, "x" * 34])
def test_what_is_no_key_is_not_opened(folder: FolderStore, key: str) -> None:
    for work in (folder.open, folder.delete, folder.exists, folder.size):
        with pytest.raises(SuspiciousFileOperation):
            work(key)


def test_nothing_outside_the_folder_is_removed(folder: FolderStore, tmp_path: Path) -> None:
    folder.folder.mkdir()
    outside = tmp_path / "outside"
    outside.write_text("x")
    with pytest.raises(SuspiciousFileOperation):
        folder.remove("../outside")
    assert outside.exists()


def test_a_file_has_no_address(folder: FolderStore) -> None:
    with pytest.raises(NotImplementedError):
        folder.url(new_key())


def test_keys_are_told_from_other_names() -> None:
    key = new_key()
    assert is_key(key)
    assert is_key(f"{key}.p12")
    assert is_key(f"held/{key}")
    assert not is_key(f"{key}.part")


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "there is no room left"), (errno.EDQUOT, "no room left"), (errno.EIO, "does not answer")],
)
def test_a_disk_that_takes_no_more_is_said_so_and_leaves_nothing(
    keep: Keep, monkeypatch: pytest.MonkeyPatch, number: int, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk refuses when the file is forced to it: the last moment at which it can."""
    before = {each.path for each in storing.store().walk()}

    def full(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotKeptError, match=said) as refusal:
        keep(b"words", "Secret name.txt")
    assert refusal.value.status == 507
    assert not File.objects.exists()
    assert {each.path for each in storing.store().walk()} == before
    assert "Secret" not in caplog.text


def test_a_folder_that_cannot_be_made_is_said_so(
    keep: Keep, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file, where the folder should be")
    monkeypatch.setattr(storing, "store", lambda: FolderStore(str(tmp_path / "taken" / "documents")))
    with pytest.raises(NotKeptError, match="does not answer"):
        keep(b"words")


def test_a_store_that_gives_out_another_key_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere:
        def save(self, name: str, content: IO[bytes]) -> str:
            return f"{name}_2"

    monkeypatch.setattr(storing, "store", Elsewhere)
    with pytest.raises(NotKeptError):
        storing.put(new_key(), io.BytesIO(b"words"))
