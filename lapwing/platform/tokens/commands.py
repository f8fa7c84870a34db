"""Making a token and ending it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lapwing.platform.access.acting import acting, current_actor
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.permissions import api_permissions
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.system import system_actor
from lapwing.platform.tokens.models import ApiToken
from lapwing.platform.tokens.secret import new_secret
from lapwing.platform.tokens.use import SYSTEM_USER

MANAGE = "tokens.manage"
LONGEST = timedelta(days=365)
# More than anybody has programs; a page must be able to show them.
MOST = 20


class TokenRefusedError(ValueError):
    """No such token is made; the message says why, and ``field`` which part is at fault."""

    def __init__(self, message: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(message)


@transaction.atomic
def make_token(
    *,
    by: Actor,
    now: datetime,
    name: str,
    scopes: Collection[str],
    partnership_ids: Collection[int],
    last_day: date,
    second_factor: bool,
) -> tuple[ApiToken, str]:
    """A token for the person who acts, and its text, which is not kept. Raises TokenRefusedError."""
    today = timezone.localdate(now)
    if not name.strip():
        raise TokenRefusedError("Say what the token is for.", field="name")
    if not scopes or set(scopes) - set(offered_scopes(by)):
        raise TokenRefusedError("Choose what the token may do.", field="scopes")
    if not partnership_ids or not set(partnership_ids) <= {grant.partnership_id for grant in by.grants}:
        raise TokenRefusedError("Choose where the token counts.", field="partnerships")
    if not today <= last_day <= today + LONGEST:
        raise TokenRefusedError("The last day must be today or later, and within a year.", field="last_day")
    if ApiToken.objects.filter(user_id=by.id).usable(on=today).count() >= MOST:
        raise TokenRefusedError(f"You have {MOST} tokens. End one that is no longer used first.")
    secret = new_secret()
    token = ApiToken.objects.create(
        user_id=by.id,
        name=name.strip(),
        found_by=secret.found_by,
        secret_hash=secret.hashed,
        scopes=sorted(scopes),
        partnership_ids=sorted(partnership_ids),
        made_at=now,
        second_factor=second_factor,
        last_day=last_day,
    )
    return token, secret.text


def offered_scopes(actor: Actor) -> list[str]:
    """The permissions that a person may give to a token: theirs, as far as programs may use them."""
    return sorted(actor.permissions & api_permissions())


@transaction.atomic
def end_token(*, by: Actor, now: datetime, ref: str) -> None:
    """End one's own token at once. Raises NotVisible."""
    ended = ApiToken.objects.filter(user_id=by.id, ref=ref, ended_at=None).update(
        ended_at=now, ended_by_id=by.id
    )
    if not ended:
        raise NotVisible("No such token")


def end_token_of_another(*, by: Actor, now: datetime, partnership_id: int, ref: str, reason: str) -> None:
    """End a token that counts in a partnership, as whoever looks after its people. Raises NotVisible.

    The row is its person's alone, so a system user writes it; ``ended_by`` names who asked for it.
    """
    if not by.may(MANAGE, partnership_id):
        raise NotVisible("No such token")
    with acting(system_actor(SYSTEM_USER), purpose="end api token", reason=reason):
        tokens = ApiToken.objects.filter(partnership_ids__contains=[partnership_id], ref=ref, ended_at=None)
        if not tokens.update(ended_at=now, ended_by_id=by.id):
            raise NotVisible("No such token")


def standing_tokens(user_id: int, on: date) -> int:
    """How many tokens of a person work on this day."""
    return ApiToken.objects.filter(user_id=user_id).usable(on=on).count()


def end_every_token(user_id: int, now: datetime) -> int:
    """End all of a person's tokens at their own wish (see ``accounts.programs``); how many there were."""
    tokens = ApiToken.objects.filter(user_id=user_id, ended_at=None)
    return tokens.update(ended_at=now, ended_by_id=user_id)


def end_tokens_of_leaver(user_id: int, last_day: date, now: datetime) -> None:
    """What a leaver's programs held ends with the account (see ``registry.commands.leaving``)."""
    tokens = ApiToken.objects.filter(user_id=user_id, ended_at=None)
    tokens.update(ended_at=now, ended_by_id=current_actor().id)
