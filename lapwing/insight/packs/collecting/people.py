"""By which post or role people stand in a pack: it is kept for good, and Lapwing names nobody in it."""

from __future__ import annotations

from collections.abc import Iterable

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement.public import UpdateReported
from lapwing.insight.packs.collecting.order import Told


def posts(told: Told, user_ids: Iterable[int | None]) -> governance.Posts:
    """What these people were on the day of the pack."""
    return governance.posts_of(told.partnership, user_ids, told.order.as_at)


def who_said(update: UpdateReported, known: governance.Posts) -> str:
    """Who an update speaks for, else who gave it."""
    return update.on_behalf_of or known.called(update.said_by_id)


def approved(known: governance.Posts, approved_by: int | None, changed_by: int | None) -> str:
    """Who approved a change that was asked for; of one that was not, who made it."""
    if approved_by is not None:
        return known.called(approved_by)
    by = known.called(changed_by)
    return f"changed without a request by {by}" if by else ""
