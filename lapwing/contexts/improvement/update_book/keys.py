"""The hidden key of a row: which update it is, of which version, and whether its locked cells are as made."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lapwing.contexts.improvement.update_book.columns import LOCKED

_KEY = re.compile(r"([0-9a-z]{1,12}) (action|milestone) ([0-9a-z]{1,12}) (\d{1,9}) ([0-9a-f]{8})")


@dataclass(frozen=True)
class RowKey:
    """``version`` is that of the update when the workbook was made, 0 when nobody had begun one.

    ``check`` tells a slip of the hand (a row typed over, pasted or mixed up) and is no lock: what may be
    written is asked of the actor, whatever stands here.
    """

    cycle: str
    kind: str
    ref: str
    version: int
    check: str

    def __str__(self) -> str:
        return f"{self.cycle} {self.kind} {self.ref} {self.version} {self.check}"


def read_key(text: str) -> RowKey | None:
    """The key that stands in a cell; None where there is none, or not as it was made."""
    match = _KEY.fullmatch(text.strip())
    return RowKey(match[1], match[2], match[3], int(match[4]), match[5]) if match else None


def check_of(locked: Mapping[str, str]) -> str:
    """What stands for the locked cells of a row, blanks aside."""
    words = "\n".join(plain(locked.get(column.name, "")) for column in LOCKED)
    return f"{zlib.crc32(words.encode()):08x}"


def plain(text: str) -> str:
    """A text with one blank between its words: programs keep the breaks of lines in their own ways."""
    return " ".join(text.split())
