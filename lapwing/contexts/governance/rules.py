"""Pure decisions of governance: how late something is, what a meeting is called, what may follow."""

from __future__ import annotations

from datetime import date

SOON_DAYS = 7


def lateness(act_by: date, on: date) -> str:
    """ "3 days late", or nothing: what is due on a day is late from the next."""
    days = (on - act_by).days
    if days <= 0:
        return ""
    return f"{days} day{'' if days == 1 else 's'} late"


def is_soon(act_by: date, on: date) -> bool:
    """Whether something is due within a week."""
    return 0 <= (act_by - on).days <= SOON_DAYS
