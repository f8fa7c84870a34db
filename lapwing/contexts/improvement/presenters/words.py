"""Small matters of wording."""

from __future__ import annotations

from collections.abc import Iterable

from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine, OwnerLine
from lapwing.platform.ui.asked import whole_number

SHORT = 180
HEADING = 160


def shortened(text: str, limit: int = SHORT) -> str:
    """The text up to a word's end, with an ellipsis when some is left out."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def numbered(noun: str, number: str) -> str:
    """ "Milestone b", or "Milestone" when it bears no mark."""
    return f"{noun} {number}".strip()


def labelled(label: str) -> str:
    """A part's mark as it is printed: "a" becomes "a)", "1)" stays."""
    return f"{label})" if label.isalnum() else label


def is_long(text: str) -> bool:
    """Whether a text is too long to stand as the heading of a page."""
    return len(text) > HEADING


def group_name(line: ActionLine | MilestoneLine) -> str:
    """The group as printed: its number, and its title where the number alone would not say."""
    return " ".join(part for part in (line.group_number, line.group_title) if part)


def names_of(owners: Iterable[OwnerLine]) -> tuple[str, ...]:
    return tuple(owner.name for owner in owners)


def asked_number(text: str) -> int:
    """A line number of an address; 1 when it is none."""
    return max(1, whole_number(text))
