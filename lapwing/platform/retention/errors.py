"""What a decision about keeping records can be refused for. The message is a sentence for a person."""

from __future__ import annotations


class RetentionError(Exception):
    """It cannot be done; the message says why. ``field`` names the box of the form, if it is one's."""

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field


class FactsChangedError(RetentionError):
    """What would be removed now is not what was approved."""


class OnHoldError(RetentionError):
    """A hold keeps some of it."""
