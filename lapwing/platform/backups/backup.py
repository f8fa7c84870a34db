"""Making a backup: the database and the documents of one moment, encrypted, in a folder of their own."""

from __future__ import annotations

import os
import shutil
import tarfile
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import Storage

from lapwing.platform.backups.database import count_rows, dumped, one_moment
from lapwing.platform.backups.errors import BackupError
from lapwing.platform.backups.manifest import NAME, Manifest, Part
from lapwing.platform.backups.streams import Piped, lock_into

DATABASE, DOCUMENTS = "database.age", "documents.age"
_UNFINISHED = ".unfinished"
# No backup takes so long: what lies half-made for longer was cut off with the machine or its process.
_CUT_OFF_AFTER = timedelta(days=2)


def back_up(
    into: Path, *, address: str, documents: Storage, recipients: list[Any], now: datetime
) -> tuple[Path, Manifest]:
    """Make a backup as a new folder in ``into``, named after the moment. ``address`` is maintenance's.

    The documents are read after the database: each that a row names is there, unless it was removed since.
    Raises BackupError, and leaves nothing half-made under the name of a backup.
    """
    folder = into / f"lapwing-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
    unfinished = folder.with_name(folder.name + _UNFINISHED)
    if folder.exists() or unfinished.exists():
        raise BackupError(f"{folder} is there already.")
    try:
        _remove_cut_off(into, now)
        unfinished.mkdir(parents=True, mode=0o700)
        manifest = _make(unfinished, address, documents, recipients, now)
        unfinished.rename(folder)
        _on_disk(into)
    except OSError as error:
        raise BackupError(f"The backup could not be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder, manifest


def forget_older(into: Path, *, keep: int) -> list[Path]:
    """Remove all but the newest ``keep`` backups of a folder; what was removed. Other files stay."""
    found = sorted(folder for folder in into.glob("lapwing-*Z") if (folder / NAME).exists())
    old = found[:-keep] if keep > 0 else []
    for folder in old:
        shutil.rmtree(folder)
    return old


def _remove_cut_off(into: Path, now: datetime) -> None:
    """Remove what a backup left that was killed: it can be as large as a backup, and is none."""
    for left in into.glob(f"lapwing-*Z{_UNFINISHED}"):
        if left.stat().st_mtime < (now - _CUT_OFF_AFTER).timestamp():
            shutil.rmtree(left)


def _make(folder: Path, address: str, documents: Storage, recipients: list[Any], now: datetime) -> Manifest:
    with one_moment(address) as (connection, snapshot):
        with dumped(address, snapshot) as source:
            database = Part(DATABASE, *lock_into(folder / DATABASE, source, recipients))
        rows = count_rows(connection)
        server = connection.info.parameter_status("server_version") or ""
    counted = _Count()
    with Piped(lambda file: _gather(documents, file, counted)) as source:
        kept = Part(DOCUMENTS, *lock_into(folder / DOCUMENTS, source, recipients))
    manifest = Manifest(
        made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        lapwing=version("lapwing"),
        postgresql=server.split(" ")[0],
        rows=rows,
        documents=counted.number,
        parts=(database, kept),
    )
    manifest.write(folder)
    _on_disk(folder)
    return manifest


class _Count:
    number = 0


def _gather(documents: Storage, into: IO[bytes], counted: _Count) -> None:
    """Every document as an archive, in the order of their keys."""
    with tarfile.open(fileobj=into, mode="w|") as archive:
        for key in every_key(documents):
            try:
                size = documents.size(key)
                with documents.open(key, "rb") as file:
                    entry = tarfile.TarInfo(key)
                    entry.size = size
                    archive.addfile(entry, file)
            except FileNotFoundError:
                continue
            counted.number += 1


def every_key(documents: Storage, folder: str = "") -> list[str]:
    """The keys of all documents in a store, sorted."""
    try:
        folders, files = documents.listdir(folder)
    except FileNotFoundError:
        return []
    here = [f"{folder}/{name}" if folder else name for name in files]
    deeper = [key for name in folders for key in every_key(documents, f"{folder}/{name}" if folder else name)]
    return sorted([*here, *deeper])


def _on_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
