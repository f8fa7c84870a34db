"""The files of bundles in the store of documents."""

from __future__ import annotations

from lapwing.platform.documents import kinds
from lapwing.platform.documents.purposes import MEGABYTE, PURPOSES, Purpose, nobody

BUNDLE = "inspection bundle"
LARGEST = 400 * MEGABYTE


def register() -> None:
    """Tell the store of files what bundles keep in it. Called once, when the application is ready."""
    PURPOSES.register(
        Purpose(
            code=BUNDLE,
            label="Inspection bundle",
            kinds=frozenset({kinds.ZIP}),
            limit=LARGEST,
            # given out on the page of the event alone, to those who may read all that is in it
            may_read=nobody,
            previews=False,
        )
    )
