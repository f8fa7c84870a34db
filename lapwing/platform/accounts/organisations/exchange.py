"""OpenID Connect with an organisation: sending people there, and reading what comes back.

allauth keeps the state, speaks PKCE and knows the provider; the token is checked here, with PyJWT, because
allauth trusts one that it fetched itself unread, lets the token choose its algorithm and knows no nonce.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.http import HttpRequest
from django.urls import reverse

from lapwing.platform.accounts.organisations.configuration import Organisation

# What a provider signs with; never "none", and never a secret that both sides know.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED_CLAIMS = ["iss", "sub", "aud", "exp", "iat", "nonce"]
# The shortest RSA key that is believed, in bits. Longer ones (3,072) would be as strong as everything else
# here; what councils and health bodies sign in with has 2,048.
SHORTEST_RSA = 2048
# Clocks differ by so many seconds.
LEEWAY = 60
WAIT = 5
# What the table of links takes; OpenID Connect lets subjects be longer, and hardly any is.
LONGEST_SUBJECT = 191


class ExchangeError(Exception):
    """The organisation's answer cannot be trusted, or there is none; the text is for the person."""


class OutOfReachError(ExchangeError):
    """The organisation's sign-in does not answer."""


@dataclass(frozen=True)
class Visit:
    """Why somebody was sent to their organisation, kept in their session until they are back."""

    purpose: str
    wanted: str
    # Whose session it was, when somebody was signed in.
    user_id: int | None = None
    # What the purpose needs beside, such as the secret of an invitation.
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What the organisation says of the person, as far as Lapwing listens."""

    issuer: str
    subject: str
    second_factor: bool
    signed_in_at: int | None


def leave(request: HttpRequest, organisation: Organisation, visit: Visit) -> str:
    """The address at the organisation to go to. Raises OutOfReachError."""
    found = _discovered(organisation)
    challenge = generate_code_challenge()
    nonce = secrets.token_urlsafe(24)
    state = statekit.stash_state(
        request,
        provider_id=organisation.code,
        state={
            "nonce": nonce,
            "verifier": challenge["code_verifier"],
            "purpose": visit.purpose,
            "wanted": visit.wanted,
            "user_id": visit.user_id,
            "more": visit.more,
        },
    )
    parameters = {
        "nonce": nonce,
        "code_challenge": challenge["code_challenge"].decode(),
        "code_challenge_method": challenge["code_challenge_method"],
    }
    if visit.purpose == "confirm":
        # to be asked again, even when the organisation knows the person already
        parameters |= {"prompt": "login", "max_age": "0"}
    client = _client(request, organisation, found)
    client.state = state
    return str(client.get_redirect_url(found["authorization_endpoint"], ["openid"], parameters))


def come_back(request: HttpRequest, organisation: Organisation) -> tuple[Visit, Told]:
    """Why the person was sent, and what the organisation says. Raises ExchangeError.

    The state counts once and in one session, so that nobody is signed in by somebody else's answer.
    """
    state = statekit.unstash_state(
        request, state_id=request.GET.get("state", ""), provider_id=organisation.code
    )
    if state is None:
        raise ExchangeError("This was started in another window or too long ago. Start again.")
    visit = Visit(state["purpose"], state["wanted"], state["user_id"], state["more"])
    if request.GET.get("iss") not in {None, organisation.issuer}:
        raise ExchangeError(f"The answer did not come from {organisation.name}. Start again.")
    code = request.GET.get("code")
    if not code:
        raise ExchangeError(f"{organisation.name} did not sign you in. Start again, or sign in another way.")
    found = _discovered(organisation)
    claims = _claims(organisation, found, _token(request, organisation, found, code, state["verifier"]))
    if not secrets.compare_digest(str(claims["nonce"]), state["nonce"]):
        raise ExchangeError(f"The answer of {organisation.name} was for another sign-in. Start again.")
    return visit, Told(
        issuer=claims["iss"],
        subject=claims["sub"],
        second_factor=_is_strong(organisation, claims),
        signed_in_at=claims["auth_time"] if isinstance(claims.get("auth_time"), int) else None,
    )


def _is_strong(organisation: Organisation, claims: dict[str, Any]) -> bool:
    methods = claims.get("amr")
    given = {str(each) for each in methods} if isinstance(methods, list) else set()
    return bool(given & organisation.strong_amr) or claims.get("acr") in organisation.strong_acr


def _discovered(organisation: Organisation) -> dict[str, Any]:
    try:
        with get_adapter().get_requests_session() as session:
            answer = session.get(organisation.discovery_url, timeout=WAIT)
            answer.raise_for_status()
            found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise _out_of_reach(organisation) from error
    if not isinstance(found, dict) or found.get("issuer") != organisation.issuer:
        raise ExchangeError(
            f"The sign-in of {organisation.name} says that it is another one. Tell whoever runs Lapwing."
        )
    return found


def _client(request: HttpRequest, organisation: Organisation, found: dict[str, Any]) -> OAuth2Client:
    back = request.build_absolute_uri(reverse("organisation-return", args=[organisation.code]))
    methods = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return OAuth2Client(
        request,
        organisation.client_id,
        organisation.client_secret,
        "POST",
        found["token_endpoint"],
        back,
        basic_auth="client_secret_post" not in methods,
    )


def _token(
    request: HttpRequest, organisation: Organisation, found: dict[str, Any], code: str, verifier: str
) -> str:
    try:
        answer = _client(request, organisation, found).get_access_token(code, pkce_code_verifier=verifier)
    except (requests.RequestException, OAuth2Error, ValueError) as error:
        raise _out_of_reach(organisation) from error
    return str(answer.get("id_token", ""))


def _claims(organisation: Organisation, found: dict[str, Any], token: str) -> dict[str, Any]:
    try:
        key = jwt.PyJWKClient(found["jwks_uri"], timeout=WAIT).get_signing_key_from_jwt(token)
        if isinstance(key.key, RSAPublicKey) and key.key.key_size < SHORTEST_RSA:
            raise jwt.InvalidKeyError("The key is too short")
        claims = jwt.decode(
            token,
            key.key,
            algorithms=ALGORITHMS,
            audience=organisation.client_id,
            issuer=organisation.issuer,
            leeway=LEEWAY,
            options={"require": NEEDED_CLAIMS},
        )
    except (jwt.PyJWTError, KeyError, ValueError) as error:
        raise ExchangeError(
            f"The answer of {organisation.name} could not be checked. Start again; if it happens again, tell "
            "whoever runs Lapwing."
        ) from error
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    meant_for_us = claims.get("azp", organisation.client_id) == organisation.client_id
    subject = claims["sub"]
    if not meant_for_us or (len(audiences) > 1 and "azp" not in claims):
        raise ExchangeError(f"The answer of {organisation.name} was meant for another service.")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise ExchangeError(f"{organisation.name} does not say who you are in a way that Lapwing can keep.")
    return claims


def _out_of_reach(organisation: Organisation) -> OutOfReachError:
    return OutOfReachError(
        f"The sign-in of {organisation.name} does not answer. Try again in a while, or sign in another way."
    )
