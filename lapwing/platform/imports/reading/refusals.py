"""Why a file cannot be taken, as a sentence that says what to do."""

from __future__ import annotations

# Of a file that should be one that was made here.
FOREIGN = (
    "This is not the workbook that was downloaded here, or its sheet or titles were changed. Download the "
    "workbook, fill that in, and send it."
)


class RefusedFileError(Exception):
    """The file cannot be read as rows; the message says why and what would be right."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


def too_long(most: int, nouns: str) -> RefusedFileError:
    """There are far more rows than the workbook was made with."""
    return RefusedFileError(
        "too-long",
        f"The workbook has more than {most:,} rows, and there are far fewer {nouns} to write. Download it "
        "again, fill that in, and send it.",
    )


def too_wide(most: int) -> RefusedFileError:
    """There are more columns than are read: none is left out without a word."""
    return RefusedFileError(
        "too-wide", f"The file has more than {most} columns. Leave out those that are not needed."
    )
