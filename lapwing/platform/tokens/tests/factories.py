"""Tokens for tests, made as their person would."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.tokens.models import ApiToken
from lapwing.platform.tokens.secret import new_secret
from lapwing.registry.models import Partnership


def token_for(
    who: User, where: Partnership, *scopes: str, last_day: date | None = None, name: str = "A program"
) -> str:
    """The text of a token with which a program acts as ``who`` until a year from today, unless said."""
    secret = new_secret()
    with as_maintenance():
        ApiToken.objects.create(
            user=who,
            name=name,
            found_by=secret.found_by,
            secret_hash=secret.hashed,
            scopes=sorted(scopes),
            partnership_ids=[where.pk],
            made_at=timezone.now(),
            last_day=last_day or timezone.localdate() + timedelta(days=365),
        )
    return secret.text
