"""The store: Django's storage "documents", a folder of this machine or a bucket that speaks S3.

Keys are made at random and carry nothing personal. A file is whole under its key or not there at all.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Protocol, cast

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.utils.deconstruct import deconstructible

from lapwing.platform.documents.errors import MissingContentError, NotKeptError

log = logging.getLogger(__name__)

BLOCK = 256 * 1024
_KEY = re.compile(r"(held/)?[0-9a-f]{2}/[0-9a-f]{32}(\.p\d{1,3})?")
# What quarantine keeps apart lies here, out of the way of whoever looks through the rest.
HELD = "held/"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PART = ".part"


@dataclass(frozen=True)
class Stored:
    """What lies in the store: its key, "" for what is no key of ours, and when it was written."""

    path: str
    key: str
    written_at: datetime


class DocumentStore(Protocol):
    """What is asked of the storage "documents"."""

    def save(self, name: str, content: Any, max_length: int | None = None) -> str: ...
    def open(self, name: str, mode: str = "rb") -> Any: ...
    def exists(self, name: str) -> bool: ...
    def delete(self, name: str) -> None: ...
    def walk(self) -> Iterator[Stored]: ...
    def remove(self, path: str) -> None: ...


def store() -> DocumentStore:
    """The store of this installation."""
    return cast(DocumentStore, storages["documents"])


def new_key() -> str:
    """A key that cannot be guessed, in one of 256 folders."""
    made = secrets.token_hex(16)
    return f"{made[:2]}/{made}"


def is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def put(key: str, content: IO[bytes]) -> None:
    """Write a stream under a new key. Raises NotKeptError, with nothing left of it, and what reading does."""
    try:
        kept = store().save(key, File(content))
    except OSError as error:
        log.error("The store of documents cannot be written: %s", error.strerror or type(error).__name__)
        raise (NotKeptError() if error.errno in _NO_ROOM else out_of_order()) from error
    if kept != key:
        raise NotKeptError("The file could not be kept. Send it once more.")


def fetch(key: str) -> IO[bytes]:
    """Open what lies under a key. Raises MissingContentError."""
    try:
        return cast(IO[bytes], store().open(key, "rb"))
    except OSError as error:
        log.error("The store of documents does not have %s: %s", key, type(error).__name__)
        raise MissingContentError("The content of this file cannot be found.") from error


def out_of_order() -> NotKeptError:
    """The store is there and does not work, or cannot be reached."""
    return NotKeptError(
        "The file could not be kept: the place where files are kept does not answer. Nothing was saved. "
        "Try again in a few minutes.",
        "store-down",
    )


@deconstructible
class FolderStore(Storage):
    """A folder that only this account may enter. Each file is written aside, forced to disk and renamed."""

    def __init__(self, location: str) -> None:
        self.location = location

    @property
    def folder(self) -> Path:
        return Path(self.location)

    def _save(self, name: str, content: Any) -> str:
        path = self._path(name)
        self._make_folders(path.parent)
        aside = path.with_name(f".{path.name}{_PART}")
        try:
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for block in content.chunks(BLOCK):
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            aside.rename(path)
            _force_to_disk(path.parent)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        return name

    def _open(self, name: str, mode: str = "rb") -> Any:
        return File(self._path(name).open("rb"))

    def exists(self, name: str) -> bool:
        return self._path(name).exists()

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def size(self, name: str) -> int:
        return self._path(name).stat().st_size

    def url(self, name: str | None) -> str:
        """There is none, ever: files are given out by a view that asks who reads."""
        raise NotImplementedError("Documents have no address of their own.")

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """The folders and the files of ours in a folder, for backups. Raises FileNotFoundError."""
        found = sorted((self.folder / path).iterdir())
        files = [each.name for each in found if is_key(each.relative_to(self.folder).as_posix())]
        return [each.name for each in found if each.is_dir()], files

    def walk(self) -> Iterator[Stored]:
        """Everything that lies in the folder, also what is no file of ours."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found = path.relative_to(self.folder).as_posix()
                written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                yield Stored(found, found if is_key(found) else "", written)

    def remove(self, path: str) -> None:
        """Remove something that ``walk`` gave, and nothing outside the folder."""
        target = self.folder / path
        if self.folder.resolve() not in target.resolve().parents:
            raise SuspiciousFileOperation("This is not in the store of documents.")
        target.unlink(missing_ok=True)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The key itself: keys are made at random, and one that is taken is an error."""
        return name

    def _make_folders(self, folder: Path) -> None:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        inner = [each for each in reversed(folder.parents) if self.folder in each.parents]
        for each in (self.folder, *inner, folder):
            each.mkdir(mode=0o700, exist_ok=True)

    def _path(self, name: str) -> Path:
        if not is_key(name):
            raise SuspiciousFileOperation("This is not a key of the store of documents.")
        return self.folder / name


def _force_to_disk(folder: Path) -> None:
    """Make a renaming outlive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
