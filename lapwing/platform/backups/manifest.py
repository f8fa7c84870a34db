"""What a backup says about itself, unencrypted: enough to check it, nothing about anybody."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from lapwing.platform.backups.errors import BackupError

NAME = "manifest.json"
FORM = 1


@dataclass(frozen=True)
class Part:
    """One encrypted file of a backup."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """``rows`` is the number of rows of each table, counted in the very snapshot that was dumped."""

    made_at: str
    lapwing: str
    postgresql: str
    rows: dict[str, int]
    documents: int
    parts: tuple[Part, ...]
    form: int = FORM

    def write(self, folder: Path) -> None:
        (folder / NAME).write_text(
            json.dumps(asdict(self), indent=2, sort_keys=True) + "\n", encoding="utf-8"
        )


def read_manifest(folder: Path) -> Manifest:
    """Raises BackupError for a folder that holds no whole backup of a form that is known here."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        parts = tuple(Part(**part) for part in found.pop("parts"))
        manifest = Manifest(parts=parts, **found)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{folder} holds no backup that was finished.") from error
    if manifest.form != FORM:
        raise BackupError("This backup was made by a newer Lapwing. Restore it with that one.")
    return manifest
