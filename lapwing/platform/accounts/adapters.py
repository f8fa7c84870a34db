"""What allauth asks of the site it is part of: how secrets are kept, and what passkeys are bound to."""

from __future__ import annotations

from typing import Any

import requests
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from lapwing.platform.accounts import encryption
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.providers import apps_of_settings

SERVICE = "Lapwing"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, as this service keeps them."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        return SERVICE

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What passkeys are bound to: PASSKEY_DOMAIN, or the host by which this request came."""
        assert isinstance(context.request, HttpRequest)
        # get_host() refuses hosts that are not in ALLOWED_HOSTS.
        host = settings.PASSKEY_DOMAIN or context.request.get_host().partition(":")[0]
        return {"id": host, "name": SERVICE}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """The handle that a passkey gives back names the account, and says nothing about the person."""
        assert isinstance(user, User)
        return {"id": user.ref.encode(), "display_name": user.name, "name": user.email}


class OrganisationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in of organisations is set up by whoever runs the service, never in the database."""

    def get_requests_session(self) -> requests.Session:
        """Organisations are asked where the settings say; an answer that leads elsewhere is no answer."""
        session: requests.Session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        return [
            app
            for app in apps_of_settings()
            if provider in {None, app.provider, app.provider_id} and client_id in {None, app.client_id}
        ]
