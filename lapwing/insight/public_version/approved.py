"""What was approved, read back from the database: only as it was."""

from __future__ import annotations

from lapwing.insight.packs.frozen import sha256_of
from lapwing.insight.public_version.content import BrokenContentError, Public, from_text
from lapwing.insight.public_version.models import PublicVersion


class ChangedVersionError(Exception):
    """What stands in the database is not what was approved: its SHA-256 is another, or nobody can read it."""


def content_of(row: PublicVersion) -> Public:
    """What an approved version says. Raises ChangedVersionError."""
    if sha256_of(row.content) != row.sha256:
        raise ChangedVersionError(f"Public version {row.pk} does not match its SHA-256.")
    try:
        return from_text(row.content)
    except BrokenContentError as error:
        raise ChangedVersionError(f"Public version {row.pk} cannot be read: {error}") from error
