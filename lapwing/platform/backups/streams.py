"""Encrypted streams: nothing of a backup lies on a disk unencrypted, and none of it is held in memory."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pyrage

from lapwing.platform.backups.errors import BackupError

CHUNK = 1 << 20


class Hashing:
    """Passes bytes on to a file, and knows their SHA-256 and number."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def lock_into(path: Path, source: IO[bytes], recipients: list[Any]) -> tuple[str, int]:
    """Encrypt what ``source`` gives into a new file, and see it onto the disk; its SHA-256 and size."""
    with path.open("xb") as file:
        writer = Hashing(file)
        pyrage.encrypt_io(source, writer, recipients)
        file.flush()
        os.fsync(file.fileno())
    return writer.sha256, writer.size


def unlock(path: Path, into: IO[bytes], identities: list[Any]) -> None:
    """Decrypt a file. Raises BackupError when it is for another key, or is not as it was written."""
    refusal = f"{path.name} cannot be unlocked: the key is another one, or the file was changed since."
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, into, identities)
    except pyrage.DecryptError as error:
        raise BackupError(refusal) from error
    except OSError as error:
        # a piece that was changed is told as a failure of reading, which has no number
        if error.errno is None:
            raise BackupError(refusal) from error
        raise


class Piped:
    """What a function writes, read as it is written: ``with Piped(write) as source: …``."""

    def __init__(self, write: Callable[[IO[bytes]], None]) -> None:
        self._write = write
        self._error: BaseException | None = None
        reading, self._writing = os.pipe()
        self._reader = os.fdopen(reading, "rb", buffering=CHUNK)
        self._thread = threading.Thread(target=self._run, name="backup", daemon=True)

    def _run(self) -> None:
        try:
            with os.fdopen(self._writing, "wb", buffering=CHUNK) as writer:
                self._write(writer)
        except BaseException as error:
            self._error = error

    def __enter__(self) -> IO[bytes]:
        self._thread.start()
        return self._reader

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Raises what the writing raised: a stream that was cut off is no whole one."""
        self._reader.close()
        self._thread.join()
        if self._error is not None and kind is None:
            raise self._error


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
