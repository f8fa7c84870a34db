"""The organisations whose own sign-in (OpenID Connect) is taken, as allauth describes them."""

from __future__ import annotations

from allauth.socialaccount.models import SocialApp
from django.conf import settings

from lapwing.platform.accounts.organisations.configuration import Organisation


def organisations() -> tuple[Organisation, ...]:
    found: tuple[Organisation, ...] = settings.ORGANISATIONS_THAT_SIGN_IN
    return found


def organisation_called(code: str) -> Organisation | None:
    return next((each for each in organisations() if each.code == code), None)


def organisation_of_issuer(issuer: str) -> Organisation | None:
    return next((each for each in organisations() if each.issuer == issuer), None)


def apps_of_settings() -> list[SocialApp]:
    """Each as allauth describes it; never a row of the database."""
    return [
        SocialApp(
            provider="openid_connect",
            provider_id=each.code,
            name=each.name[:40],
            client_id=each.client_id,
            secret=each.client_secret,
            settings={"server_url": each.discovery_url},
        )
        for each in organisations()
    ]
