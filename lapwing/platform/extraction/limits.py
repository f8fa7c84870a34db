"""How much of a file is taken, and how much work it may make: the same for every way in."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """``bytes`` of the file as sent; ``unpacked`` of all that a zipped file (Word, Excel) holds, and
    ``ratio`` of unpacked to packed, above which it is a bomb; ``memory`` and ``seconds`` of the process
    that reads it."""

    bytes: int = 50 * MEGABYTE
    unpacked: int = 400 * MEGABYTE
    parts: int = 10_000
    ratio: int = 200
    memory: int = 960 * MEGABYTE
    seconds: float = 60.0


LIMITS = Limits()
