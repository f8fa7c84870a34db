"""What commands about imports raise."""

from __future__ import annotations


class ImportRefusedError(ValueError):
    """What was asked for cannot be; the message says why and what would be right."""


class ChangedMeanwhileError(ImportRefusedError):
    """Somebody, perhaps in another tab, did something to the import since its page was opened."""

    def __init__(self) -> None:
        super().__init__("This import was changed meanwhile, so nothing was done. Look at it as it is now.")


class RowsMovedError(Exception):
    """What rows would do is no longer what the preview said. Raised by a feed too, when writing collides."""
