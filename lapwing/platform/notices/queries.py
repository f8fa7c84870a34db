"""A person's own notices, as their page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lapwing.platform.access.actor import Actor
from lapwing.platform.notices.models import Notice, NoticeQuerySet, Preference

PAGE = 30
# More than this is said as "99+": nobody counts on, and the database need not.
MOST_COUNTED = 99


@dataclass(frozen=True)
class NoticeLine:
    """A notice as the page shows it."""

    ref: str
    line: str
    # The partnership's name; empty for what is about the person alone.
    where: str
    at: datetime
    is_new: bool
    is_done: bool


@dataclass(frozen=True)
class NoticePage:
    """Some of a person's notices, the newest first, and the reference from which older ones go on."""

    lines: tuple[NoticeLine, ...]
    older_than: str
    new: int


def new_notices(actor: Actor) -> int:
    """How many notices the person has not read, counted up to one more than ``MOST_COUNTED``. One query."""
    return _own(actor).new()[: MOST_COUNTED + 1].count()


def notice_page(actor: Actor, *, before: str = "") -> NoticePage:
    """A page of the person's notices, from the one after ``before`` on. At most three queries."""
    rows = _own(actor).select_related("partnership")
    last = _own(actor).filter(ref=before).first() if before.isalnum() else None
    if last is not None:
        rows = rows.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk))
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    return NoticePage(
        lines=tuple(_line(row) for row in shown),
        older_than=shown[-1].ref if len(found) > PAGE else "",
        new=new_notices(actor),
    )


def own_notice(actor: Actor, ref: str) -> Notice | None:
    """The person's notice of this reference, if they have one."""
    return _own(actor).filter(ref=ref).first()


def preference_of(actor: Actor) -> Preference:
    """What the person wants of notices; the defaults, not kept, for whoever has said nothing."""
    return Preference.objects.filter(user_id=actor.id).first() or Preference(user_id=actor.id)


def _own(actor: Actor) -> NoticeQuerySet:
    """Their notices, but for those of partnerships where they hold no role any more."""
    here = {grant.partnership_id for grant in actor.grants}
    return Notice.objects.filter(Q(partnership=None) | Q(partnership__in=here), user_id=actor.id)


def _line(row: Notice) -> NoticeLine:
    return NoticeLine(
        ref=row.ref,
        line=row.line,
        where=str(row.partnership) if row.partnership else "",
        at=row.created_at,
        is_new=row.is_new,
        is_done=row.done_at is not None,
    )
