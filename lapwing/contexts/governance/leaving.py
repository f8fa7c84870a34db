"""What a leaver still has to do in groups: told before an account is closed, and to whoever hands it over."""

from __future__ import annotations

from datetime import date, datetime

from lapwing.contexts.governance.queries.holding import DECISION, QUESTION, RISK, rows_of
from lapwing.contexts.governance.telling import tell_of_left_behind
from lapwing.platform.accounts.leaving import Ending, counted
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership

# A seat ends with the account, and is told by the registry.
_STAYS = (
    (DECISION, "decision of a group that they must act on", "decisions of groups that they must act on"),
    (QUESTION, "question about a pack that they must answer", "questions about packs that they must answer"),
    (RISK, "open risk or issue that they look after", "open risks or issues that they look after"),
)


def things_that_stay(user_id: int, last_day: date) -> list[Ending]:
    """How much of a person's work for groups is open, which does not end with the account.

    Named in the setting LEAVING_SUMMARIES.
    """
    return [
        Ending(
            f"Not ended, still theirs: {counted(number, one, many)}",
            f"{counted(number, one, many)}: before you close the account, a programme manager hands "
            f"{'it' if number == 1 else 'them'} over (Meetings, then Hand over).",
        )
        for kind, one, many in _STAYS
        if (number := rows_of(kind, None, last_day, user_id).count())
    ]


def tell_of_what_stays(user_id: int, last_day: date, now: datetime) -> None:
    """Tell programme managers that somebody left with work for groups that nobody does (LEAVING_STEPS)."""
    numbers: dict[int, int] = {}
    for kind, _, _ in _STAYS:
        for where in rows_of(kind, None, last_day, user_id).values_list("partnership_id", flat=True):
            numbers[where] = numbers.get(where, 0) + 1
    person = User.objects.get(pk=user_id)
    for partnership in Partnership.objects.filter(pk__in=numbers).order_by("pk"):
        tell_of_left_behind(partnership, person, numbers[partnership.pk], now=now)
