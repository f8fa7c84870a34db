"""What a leaver's programs hold, told before it ends."""

from __future__ import annotations

from datetime import date

from lapwing.platform.accounts.leaving import Ending, counted
from lapwing.platform.tokens.models import ApiToken


def tokens_that_end(user_id: int, last_day: date) -> list[Ending]:
    """The tokens that would end, of those the acting user sees."""
    held = ApiToken.objects.filter(user_id=user_id, ended_at=None).count()
    return [Ending(counted(held, "token of a program", "tokens of programs"))] if held else []
