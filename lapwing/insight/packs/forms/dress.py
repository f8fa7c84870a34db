"""What a pack's files are dressed in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dress:
    """``word`` is a Word document whose styles, header and footer are taken, ``logo`` a PNG or JPEG."""

    word: bytes | None = None
    logo: bytes | None = None
