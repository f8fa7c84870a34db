"""By how long a step is late, in plain words."""

from __future__ import annotations

from datetime import date, timedelta


def late_by(days: int, on: date) -> str:
    """ "3 months late": by so many days on a day. Whole units that have passed, never more than it is."""
    since = on - timedelta(days=days)
    months = (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)
    if days < 14:
        many, unit = days, "day"
    elif months < 2:
        many, unit = days // 7, "week"
    elif months < 24:
        many, unit = months, "month"
    else:
        many, unit = months // 12, "year"
    return f"{many} {unit}{'' if many == 1 else 's'} late"
