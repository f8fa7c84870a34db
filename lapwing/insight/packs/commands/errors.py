"""Why something with packs is not done."""

from __future__ import annotations


class PackError(Exception):
    """It is not done; the message is a sentence for whoever asked. ``field`` is the one to put right."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
