"""What a progress report tells of the actions of a plan that is known: never actions of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.interchange import Span


@dataclass(frozen=True, kw_only=True)
class Update:
    """What a report says of one action, to be offered as an update and never taken by itself.

    ``ref`` is the action's number as printed and ``action_text`` its words, as far as the report repeats
    them: either may be None, never both. ``status_as_written`` is the word or colour, ``status`` Lapwing's
    status for it (None when the word is not known). ``period`` is what the report is of, as printed, and
    ``on`` its last day. ``text`` is the update itself; ``source`` the lines it was read from.
    """

    ref: str | None
    action_text: str | None
    status_as_written: str | None
    status: str | None
    period: str | None
    on: date | None
    text: str
    source: Span
