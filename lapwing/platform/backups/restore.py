"""Restoring a backup into an empty database and an empty store, and proving that all of it came back."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psycopg
from django.core.files.base import File
from django.core.files.storage import Storage

from lapwing.platform.backups.backup import DATABASE, DOCUMENTS, every_key
from lapwing.platform.backups.database import count_rows, is_empty, restoring
from lapwing.platform.backups.errors import BackupError
from lapwing.platform.backups.manifest import Manifest, read_manifest
from lapwing.platform.backups.streams import Piped, sha256_of, unlock


@dataclass(frozen=True)
class Restored:
    """What came back. ``rows`` and ``documents`` are counted after the restore, and equal the backup's."""

    manifest: Manifest
    rows: int
    documents: int


def check(folder: Path) -> Manifest:
    """The manifest of a backup whose files are as they were written. Raises BackupError for any other."""
    manifest = read_manifest(folder)
    for part in manifest.parts:
        path = folder / part.name
        if not path.exists() or path.stat().st_size != part.size or sha256_of(path) != part.sha256:
            raise BackupError(f"{part.name} of this backup is missing or was changed. Take another backup.")
    return manifest


def restore(
    folder: Path, *, identities: list[Any], owner_address: str, maintenance_address: str, documents: Storage
) -> Restored:
    """Bring a backup back. Sessions are not: everybody signs in again.

    Raises BackupError before anything is written when the files were changed, or the database or the store
    is not empty; and afterwards when what came back is not what was backed up.
    """
    manifest = check(folder)
    _refuse_what_is_there(owner_address, documents)
    with _without_rights_for_new_tables(owner_address), restoring(owner_address) as target:
        unlock(folder / DATABASE, target, identities)
    with _connected(maintenance_address) as connection:
        rows = count_rows(connection)
        _compare(manifest.rows, rows)
    found = _bring_back(folder / DOCUMENTS, identities, documents)
    if found != manifest.documents:
        raise BackupError(f"{manifest.documents} documents were backed up and {found} came back.")
    with _connected(owner_address) as connection:
        connection.execute("DELETE FROM django_session")
    return Restored(manifest, sum(rows.values()), found)


def _connected(address: str) -> psycopg.Connection[Any]:
    try:
        return psycopg.connect(address)
    except psycopg.OperationalError as error:
        raise BackupError("The database to restore into cannot be reached with the address given.") from error


# What an installation grants on tables to come, and the dump does too, at its end.
_RIGHTS = (
    ("SELECT, INSERT, UPDATE, DELETE", "TABLES"),
    ("USAGE, SELECT", "SEQUENCES"),
)


@contextmanager
def _without_rights_for_new_tables(address: str) -> Iterator[None]:
    """Tables come back with the rights they had. What an empty database grants on new ones would be added."""
    for _, kind in _RIGHTS:
        _run(address, f"ALTER DEFAULT PRIVILEGES REVOKE ALL ON {kind} FROM lapwing_app, lapwing_maintenance")
    try:
        yield
    except BaseException:
        for rights, kind in _RIGHTS:
            _run(
                address,
                f"ALTER DEFAULT PRIVILEGES GRANT {rights} ON {kind} TO lapwing_app, lapwing_maintenance",
            )
        raise


def _run(address: str, statement: str) -> None:
    with _connected(address) as connection:
        connection.execute(statement.encode())


def _refuse_what_is_there(address: str, documents: Storage) -> None:
    with _connected(address) as connection:
        if not is_empty(connection):
            raise BackupError(
                "The database to restore into holds tables already. Make an empty one, as "
                "docs/guides/operate.md says, and name it."
            )
    if every_key(documents):
        raise BackupError("The documents' store holds files already. Name an empty one.")


def _compare(wanted: dict[str, int], found: dict[str, int]) -> None:
    different = sorted(name for name in wanted | found if wanted.get(name) != found.get(name))
    if different:
        raise BackupError(f"These tables did not come back whole: {', '.join(different)}.")


def _bring_back(path: Path, identities: list[Any], documents: Storage) -> int:
    """Write each document under the key it had; how many there were."""
    number = 0
    with Piped(lambda file: unlock(path, file, identities)) as source:
        with tarfile.open(fileobj=source, mode="r|") as archive:
            for entry in archive:
                content = archive.extractfile(entry)
                if content is None:
                    raise BackupError("The documents of this backup hold something that is no file.")
                _keep(documents, entry.name, content)
                number += 1
        while source.read(1 << 16):
            """The rest of the archive's last block, so that its writer comes to its end."""
    return number


def _keep(documents: Storage, key: str, content: IO[bytes]) -> None:
    kept = documents.save(key, File(content, name=key))
    if kept != key:
        raise BackupError("Two documents of this backup have one key.")
