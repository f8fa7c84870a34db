"""The keys of backups: what is encrypted on a server can be read only where the other half is kept.

Backups are age files (age-encryption.org): the server knows recipients, which can lock and not unlock.
"""

from __future__ import annotations

import os
from pathlib import Path

from pyrage import IdentityError, RecipientError, x25519

from lapwing.platform.backups.errors import BackupError


def make_key(path: Path) -> str:
    """Write a new key to ``path``, for its owner alone, and return the recipient that belongs to it.

    Raises BackupError when there is such a file: the backups made for its key would be lost with it.
    """
    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BackupError(f"{path} is there already, and keys are never written over.") from error
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"# public key: {recipient}\n{identity}\n")
    return recipient


def recipients(texts: list[str]) -> list[x25519.Recipient]:
    """Those for whom a backup is locked. Raises BackupError when there is none, or one is mistyped."""
    if not texts:
        raise BackupError(
            "Say for whom the backup is locked: make a key with `lapwing backup-key FILE`, keep that file "
            "away from this server, and set BACKUP_RECIPIENTS to the line it prints."
        )
    try:
        return [x25519.Recipient.from_str(text) for text in texts]
    except RecipientError as error:
        raise BackupError(
            "BACKUP_RECIPIENTS must hold keys that begin with age1, with blanks between."
        ) from error


def identities(path: Path) -> list[x25519.Identity]:
    """The keys of a file that ``make_key`` or age-keygen wrote. Raises BackupError for any other."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [x25519.Identity.from_str(line.strip()) for line in lines if line.strip() and line[0] != "#"]
    except (OSError, UnicodeDecodeError, IdentityError) as error:
        raise BackupError(f"{path} is not a file of keys.") from error
    if not found:
        raise BackupError(f"{path} holds no key.")
    return found
