"""Whether the store and the database agree: what has no content, what has no row, what was changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lapwing.platform.documents import storing
from lapwing.platform.documents.errors import MissingContentError
from lapwing.platform.documents.keeping import keys_of
from lapwing.platform.documents.models import FileVersion

# What a request that goes on has written and not committed yet is no orphan.
YOUNG = timedelta(days=1)
_ROWS = 2_000


@dataclass(frozen=True)
class Agreement:
    """``missing`` are numbers of versions without content; ``orphans`` paths in the store without a row.

    ``kept`` is how much of what lies in the store has one.
    """

    versions: int
    missing: tuple[int, ...]
    orphans: tuple[str, ...]
    kept: int

    @property
    def is_doubtful(self) -> bool:
        """Whether more lies there without a row than with one.

        Then it is rather the rows that are not there: the database is empty, or another's, or yet to be
        restored. What lies there may be all that is left.
        """
        return len(self.orphans) > self.kept


@dataclass(frozen=True)
class Verified:
    """``changed`` are numbers of versions whose content is not what was kept."""

    versions: int
    changed: tuple[int, ...]
    missing: tuple[int, ...]


def compare(*, now: datetime) -> Agreement:
    """Look at every row and everything in the store. Call it as somebody who sees every partnership."""
    lying = {each.path: each for each in storing.store().walk()}
    missing: list[int] = []
    named: set[str] = set()
    versions = 0
    for version in _versions():
        versions += 1
        named.update(keys_of(version))
        if version.key not in lying:
            missing.append(version.pk)
    orphans = [path for path, each in lying.items() if path not in named and now - each.written_at > YOUNG]
    return Agreement(versions, tuple(missing), tuple(orphans), kept=len(named & lying.keys()))


def remove_orphans(orphans: tuple[str, ...]) -> None:
    """Remove what lies in the store and belongs to no row."""
    for path in orphans:
        storing.store().remove(path)


def verify(*, every: int = 1) -> Verified:
    """Read the content of every version, or of every so many, and compare its SHA-256."""
    changed: list[int] = []
    missing: list[int] = []
    looked_at = 0
    for number, version in enumerate(_versions()):
        if number % every:
            continue
        looked_at += 1
        try:
            found = _sha256(version)
        except MissingContentError:
            missing.append(version.pk)
            continue
        if found != version.sha256:
            changed.append(version.pk)
    return Verified(looked_at, tuple(changed), tuple(missing))


def _versions() -> Iterator[FileVersion]:
    rows = FileVersion.objects.filter(removed_at=None).order_by("pk")
    return rows.iterator(chunk_size=_ROWS)


def _sha256(version: FileVersion) -> str:
    with storing.fetch(version.key) as content:
        return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
