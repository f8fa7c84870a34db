"""Why a file cannot be taken, as a sentence that says what to do."""

from __future__ import annotations


class RefusedFileError(Exception):
    """The file cannot be read as rows; the message says why and what would be right."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)
