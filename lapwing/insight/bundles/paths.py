"""What files are called in a bundle: names that every system can unpack. No Django."""

from __future__ import annotations

from pathlib import PurePosixPath

# The folders of what is read by a permission of its own.
PACKS, DECISIONS, GOVERNANCE = "packs", "decisions", "governance"
_LONGEST, _LONGEST_ENDING = 60, 8


def packed_name(name: str) -> str:
    """A file's name in letters and digits that every system can unpack, with its ending."""
    path = PurePosixPath(name.replace("\\", "/")).name
    ending = ending_of(path)
    stem = path.rpartition(".")[0] if ending else path
    safe = "".join(letter if letter.isalnum() or letter in "-_. " else "-" for letter in stem)
    return f"{safe.strip(' .')[:_LONGEST] or 'file'}{ending}"


def ending_of(name: str) -> str:
    """How a file's name ends, with its dot, in plain letters and digits; empty for anything else."""
    stem, _, ending = name.rpartition(".")
    plain = ending.isascii() and ending.isalnum() and len(ending) <= _LONGEST_ENDING
    return f".{ending.lower()}" if stem and plain else ""
