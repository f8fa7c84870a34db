"""Where the dates of a rhythm on dates of one's own end."""

from __future__ import annotations

from datetime import date

from lapwing.contexts.improvement.models import Cycle, Rhythm
from lapwing.contexts.improvement.rules.rhythms import asks_for_more_days


def last_known(rhythm: Rhythm) -> date | None:
    """The last day on which a cycle is to close, of the rhythm's own dates or added by hand.

    None where others follow by themselves. One query.
    """
    if not rhythm.own_days:
        return None
    cycles = Cycle.objects.in_force().filter(plan=rhythm.plan_id)
    added = cycles.order_by("-closes_on").values_list("closes_on", flat=True).first()
    return max(rhythm.own_days[-1], added or date.min)


def no_day_after(rhythm: Rhythm, on: date) -> date | None:
    """The last day that is known, when it is time to say the next; else None. One query."""
    last = last_known(rhythm)
    return last if last is not None and asks_for_more_days(last, rhythm.days_open, on) else None
