"""How a series stands against its targets over time: the one in force, and how long it has been off path.

Whether one figure is on path is for ``domain.progress`` to say; here it is asked of figure after figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lapwing.domain.progress import Aim, Direction, Outcome, Start, judge


def aim_in_force(aims: Sequence[Aim], on: date) -> Aim | None:
    """The target that a figure of this day is set against.

    The first whose day has not passed, since a target runs up to its day (60% in the year to March); after
    the last day the last one. Targets without a date count only where none has one. None where it is not
    resolved.
    """
    dated = sorted((aim for aim in aims if aim.by is not None), key=lambda aim: aim.by or date.max)
    ahead = next((aim for aim in dated if aim.by is not None and aim.by >= on), None)
    found = ahead or (dated[-1] if dated else aims[-1] if aims else None)
    return found if found is not None and found.is_resolved else None


def points_off_path(
    *, direction: Direction, start: Start, aims: Sequence[Aim], actuals: Sequence[tuple[date, float]]
) -> int:
    """How many of the latest figures in a row are off path, each judged on its own day.

    One that is nearly on path, or of which it is not known, ends the row. ``actuals`` are in order.
    """
    row = 0
    for on, value in reversed(actuals):
        verdict = judge(direction=direction, start=start, aims=aims, actual=value, actual_on=on)
        if verdict.outcome is not Outcome.OFF_PATH:
            break
        row += 1
    return row
