"""What cannot be shown as it stands, though somebody says that no child can be known from it."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.domain.disclosure import Release
from lapwing.insight.packs import shapes


class NotJudgedError(ValueError):
    """The figures cannot be released so; the message says why, to a person. ``series`` is the line's key."""

    def __init__(self, message: str, series: str) -> None:
        self.series = series
        super().__init__(message)


def refuse_what_was_protected(series: shapes.Series, name: str, earlier: Sequence[Release]) -> None:
    """Whoever has read an earlier version knows the rest: 23 less 20. Raises NotJudgedError."""
    if name in {key[0] for each in earlier for key in each.hidden}:
        raise NotJudgedError(
            "Small numbers of this line were hidden in an earlier public version. Shown as it stands, it "
            "would give them away: hide small numbers again, or leave it out.",
            series.key,
        )
