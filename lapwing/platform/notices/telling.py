"""Telling people something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.addresses import path_of
from lapwing.platform.notices.catalogue import Delivery, Template, template_of
from lapwing.platform.notices.hours import Quiet
from lapwing.platform.notices.models import Mail, MailState, Notice, Preference
from lapwing.platform.notices.outbox import SYSTEM_USER, put_into_the_outbox

LONGEST_WORDS = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


def notify(
    *,
    people: Iterable[int],
    template: str,
    partnership_id: int | None,
    url: str,
    now: datetime,
    key: str = "",
    **words: str,
) -> int:
    """Tell people something: a notice in Lapwing for each, and an email as each of them prefers.

    ``people`` are numbers of accounts; closed ones are passed over. ``template`` is declared in some
    package's ``notices`` module, and ``words`` are those that its line wants: titles and figures, nothing
    personal. ``url`` is the page it is about; whether they may see it is asked when they go there. ``key``
    makes it happen once: whoever was told under the same key is not told again. It is part of the caller's
    transaction, and may be called by whoever acts. Gives the number of people told. Raises
    UnknownTemplateError, or ValueError for words or an ``url`` that do not fit.
    """
    chosen = template_of(template)
    _check_words(chosen, words)
    said = {name: _tidy(text) for name, text in words.items()}
    path = path_of(url)
    with acting(system_actor(SYSTEM_USER), purpose="notify"):
        told = User.objects.filter(pk__in=set(people), is_active=True, kind=UserKind.PERSON).order_by("pk")
        preferences = _preferences_of(told)
        made = _keep_new(
            Notice(
                user=user,
                partnership_id=partnership_id,
                template=chosen.code,
                words=said,
                url=path,
                key=key,
                delivery=preferences[user.pk].delivery_of(chosen),
                created_at=now,
            )
            for user in told
        )
        put_into_the_outbox(
            _mail_about(notice, chosen, preferences[notice.user_id], now)
            for notice in made
            if notice.delivery == Delivery.ONCE
        )
        return len(made)


def settle(*, key: str = "", beginning: str = "", now: datetime) -> int:
    """Say that there is nothing left to do about what was told under ``key``. Gives how many knew of it.

    Keys that end in a day or in the number of a try are settled together by their ``beginning``, which
    should end with a space. An email under such a key that still waits is not sent.
    """
    if not key and not beginning:
        return 0
    which = Q(key=key) if key else Q(key__startswith=beginning)
    with acting(system_actor(SYSTEM_USER), purpose="settle notices"):
        Mail.objects.filter(which, state=MailState.WAITING).update(state=MailState.DROPPED, url="")
        return Notice.objects.filter(which, done_at=None).update(done_at=now)


def settle_others(*, person: int, templates: Iterable[str], keep: Iterable[str], now: datetime) -> int:
    """Settle what one person was told by these templates, but for the keys that still hold."""
    with acting(system_actor(SYSTEM_USER), purpose="settle notices"):
        told = Notice.objects.filter(user_id=person, template__in=list(templates), done_at=None)
        return told.exclude(key__in=list(keep)).update(done_at=now)


@dataclass(frozen=True)
class Told:
    """One thing that one person was told, by the number of the notice."""

    id: int
    person: int
    key: str
    is_done: bool
    is_seen: bool = False


def hold_told(*, beginning: str | Iterable[str], templates: Iterable[str]) -> tuple[Told, ...]:
    """What people were told by these templates under keys that begin so; locked until the transaction ends.

    Who is to find out whether something is left to do about it asks for it first, and then looks: another who
    finds out the same waits meanwhile, and sees what was done. One query.
    """
    with acting(system_actor(SYSTEM_USER), purpose="settle notices"):
        begin = [beginning] if isinstance(beginning, str) else beginning
        keys = reduce(or_, (Q(key__startswith=each) for each in begin), Q(pk__in=()))
        rows = Notice.objects.filter(keys, template__in=list(templates)).order_by("pk")
        return tuple(
            Told(row.pk, row.user_id, row.key, row.done_at is not None, row.seen_at is not None)
            for row in rows.select_for_update(of=("self",))
        )


def say_done(told: Iterable[Told], done_at: datetime | None) -> None:
    """Say that nothing is left to do about what is held since a moment; None says that something is again."""
    with acting(system_actor(SYSTEM_USER), purpose="settle notices"):
        Notice.objects.filter(pk__in=[each.id for each in told]).update(done_at=done_at)


def _keep_new(notices: Iterable[Notice]) -> list[Notice]:
    """Keep the notices of those who were not told under the same key before; gives what was kept."""
    kept = Notice.objects.bulk_create(notices, ignore_conflicts=True)
    # Those that were there before under their key have another reference.
    return list(Notice.objects.filter(ref__in=[notice.ref for notice in kept]).select_related("user"))


def _mail_about(notice: Notice, template: Template, preference: Preference, now: datetime) -> Mail:
    return Mail(
        user=notice.user,
        notice=notice,
        to=notice.user.email,
        template=template.code,
        url=notice.url,
        key=f"notice {notice.ref}",
        created_at=now,
        try_at=_first_try(template, preference, now),
    )


def _first_try(template: Template, preference: Preference, now: datetime) -> datetime:
    kind = template.kind
    if kind is None or kind.fixed:
        return now
    return Quiet.of(preference).first_moment(now + kind.patience)


def _preferences_of(people: Iterable[User]) -> dict[int, Preference]:
    """What each of them wants, the defaults for those who have said nothing."""
    found = {each.user_id: each for each in Preference.objects.filter(user__in=people)}
    return {user.pk: found.get(user.pk) or Preference(user=user) for user in people}


def _check_words(template: Template, words: dict[str, str]) -> None:
    if not template.line:
        raise ValueError(f"{template.code} is an email alone: use send_mail_now.")
    if set(words) != template.words:
        wanted = ", ".join(sorted(template.words)) or "none"
        raise ValueError(f"The words of {template.code} are: {wanted}; given were {sorted(words)}.")


def _tidy(text: str) -> str:
    """One line without control characters, cut where it would no longer be a line."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    return line if len(line) <= LONGEST_WORDS else f"{line[: LONGEST_WORDS - 1]}…"
