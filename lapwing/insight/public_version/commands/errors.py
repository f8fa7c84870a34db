"""Why something with public versions is not done."""

from __future__ import annotations


class PublicError(Exception):
    """It is not done; the message is a sentence for whoever asked. ``field`` is the one to put right."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class ChangedMeanwhileError(PublicError):
    """Somebody else changed the version since it was read."""

    def __init__(self) -> None:
        super().__init__("Somebody else changed this public version meanwhile. Read it again first.")
