"""From the token that a program sends to the person it acts as, and what they may do by it today."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor, Grant
from lapwing.platform.access.permissions import personal_permissions
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.platform.tokens.models import ApiToken, TokenUse
from lapwing.platform.tokens.secret import read_secret

SYSTEM_USER = "API tokens"
# A use is written down at most so often: people ask for the day, not the second.
USE_SAID_EVERY = timedelta(minutes=1)
_NO_SUCH_HASH = "0" * 64


def actor_of_token(header: str, *, now: datetime) -> tuple[Actor, ApiToken] | None:
    """Who acts by an ``Authorization`` header, narrowed to the token; None when it lets nobody in.

    A token lets its person in until it ends, its last day is over, or they hold no role in its partnerships.
    """
    scheme, _, text = header.partition(" ")
    secret = read_secret(text.strip()) if scheme.lower() == "bearer" else None
    if secret is None:
        return None
    today = timezone.localdate(now)
    with acting(system_actor(SYSTEM_USER), purpose="api token"):
        token = ApiToken.objects.select_related("user", "use").filter(found_by=secret.found_by).first()
        # compared for unknown ones too, so that both take the same time
        right = secrets.compare_digest(token.secret_hash if token else _NO_SUCH_HASH, secret.hashed)
        if token is None or not right or not token.is_usable(today):
            return None
        actor = narrowed(person_today(token.user, today), _scopes(token), token.partnership_ids)
        if not actor.grants:
            return None
        _note_use(token, now)
    return actor, token


def _scopes(token: ApiToken) -> frozenset[str]:
    """What a token may do: one that was made by a password alone shows nobody's personal data."""
    scopes = frozenset(token.scopes)
    return scopes if token.second_factor else scopes - personal_permissions()


def person_today(user: User, day: date) -> Actor:
    """The person with the roles of a day, from whichever package knows roles (a setting says)."""
    find: Callable[[User, date], Actor] = import_string(settings.ACTOR_FINDER)
    return find(user, day)


def narrowed(actor: Actor, scopes: Iterable[str], partnership_ids: Iterable[int]) -> Actor:
    """The same person with no more than some permissions, in some partnerships.

    What else their roles allow is kept as ``beyond``: it lets them do nothing, and only says how far the
    permissions that are left reach ("their own actions only, unless they may edit the plan").
    """
    wanted, places = frozenset(scopes), frozenset(partnership_ids)

    def narrow(grant: Grant) -> Grant:
        return replace(grant, permissions=grant.permissions & wanted, beyond=grant.permissions - wanted)

    return replace(
        actor, grants=tuple(narrow(grant) for grant in actor.grants if grant.partnership_id in places)
    )


def _note_use(token: ApiToken, now: datetime) -> None:
    known: TokenUse | None = getattr(token, "use", None)
    if known is None or known.last_used_at <= now - USE_SAID_EVERY:
        TokenUse.objects.update_or_create(token=token, defaults={"last_used_at": now})
