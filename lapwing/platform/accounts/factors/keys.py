"""The secrets of second factors under the key in force, after SECRET_KEY has changed."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from lapwing.platform.accounts import encryption

# What is encrypted: of an app, and of recovery codes.
SECRETS = ("secret", "seed")


def renew(using: str) -> tuple[int, int]:
    """How many factors were encrypted anew, and how many no key opens: their people set them up again."""
    renewed = unreadable = 0
    rows = Authenticator.objects.using(using).exclude(type=Authenticator.Type.WEBAUTHN)
    for row in rows.select_for_update():
        old = {name: row.data[name] for name in SECRETS if isinstance(row.data.get(name), str)}
        try:
            new = {
                name: encryption.renewed(text)
                for name, text in old.items()
                if not encryption.is_current(text)
            }
        except encryption.UnreadableSecretError:
            unreadable += 1
            continue
        if new:
            Authenticator.objects.using(using).filter(pk=row.pk).update(data={**row.data, **new})
            renewed += 1
    return renewed, unreadable
