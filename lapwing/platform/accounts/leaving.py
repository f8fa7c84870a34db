"""What ends for a leaver, told before it is done: each package says its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Ending:
    """A line of what will end: "3 calendar feeds". ``left`` says what would then have nobody, if anything."""

    what: str
    left: str = ""


# Named in the setting LEAVING_SUMMARIES: asked with the person's number and the last day, of what the
# acting user sees.
LeavingSummary = Callable[[int, date], list[Ending]]


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
