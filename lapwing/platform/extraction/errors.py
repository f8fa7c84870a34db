"""Why a file cannot be read, in a sentence for the person who sent it."""

from __future__ import annotations


class UnreadableFileError(ValueError):
    """The file cannot be read. ``code`` names the cause; the message says what is wrong and what would do."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        super().__init__(text)
