"""The files of public versions. They are given out at their own address alone, while they are published."""

from __future__ import annotations

from lapwing.platform.documents import kinds
from lapwing.platform.documents.purposes import MEGABYTE, PURPOSES, Purpose, nobody

PUBLIC_FILE = "public version"


def register() -> None:
    """Tell the store of files what public versions keep in it. Called once, when the application is ready."""
    PURPOSES.register(
        Purpose(
            code=PUBLIC_FILE,
            label="Public version",
            kinds=frozenset({kinds.PDF}),
            limit=50 * MEGABYTE,
            may_read=nobody,
            previews=False,
        )
    )
