"""The two kinds of files in a bundle: those made for it, and those that lie in the store."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.platform.documents.models import File


@dataclass(frozen=True)
class Written:
    """A file of a bundle that is made for it."""

    path: str
    what: str
    content: bytes


@dataclass(frozen=True)
class Stored:
    """A file of a bundle that lies in the store, with the hash under which it was kept there."""

    path: str
    what: str
    file: File
