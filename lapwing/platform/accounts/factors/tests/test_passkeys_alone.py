"""A passkey that stands for a password too must have been opened by a finger, a face or a PIN."""

from __future__ import annotations

import json
import secrets
from hashlib import sha256
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.factors.tests.support import give_app
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD

HOST = "testserver"
ORIGIN = f"https://{HOST}"
Flags = AuthenticatorData.FLAG


class Key:
    """A security key as whoever found it has it: it shows that it is there, and its PIN if that is known."""

    def __init__(self, owner: User) -> None:
        self.owner, self.id = owner, secrets.token_bytes(16)
        self._secret = ec.generate_private_key(ec.SECP256R1())
        public = ES256.from_cryptography_key(self._secret.public_key())  # type: ignore[no-untyped-call]
        held = AttestedCredentialData.create(Aaguid(bytes(16)), self.id, public)
        data = self._data(Flags.UP | Flags.UV | Flags.AT, bytes(held))
        made = CollectedClientData.create(CollectedClientData.TYPE.CREATE, secrets.token_bytes(16), ORIGIN)
        response = {
            "clientDataJSON": websafe_encode(made),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        with as_maintenance():
            Authenticator.objects.create(
                user=owner,
                type=Authenticator.Type.WEBAUTHN,
                data={"name": "Blue key", "credential": self._credential(response)},
            )

    def answer(self, options: dict[str, Any], *, with_pin: bool) -> str:
        """What a browser sends for these options."""
        said = CollectedClientData.create(
            CollectedClientData.TYPE.GET, options["publicKey"]["challenge"], ORIGIN
        )
        data = self._data(Flags.UP | Flags.UV if with_pin else Flags.UP)
        signature = self._secret.sign(bytes(data) + said.hash, ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.owner.ref.encode()),
        }
        return json.dumps(self._credential(response))

    def _data(self, flags: Any, held: bytes = b"") -> AuthenticatorData:
        found: AuthenticatorData = AuthenticatorData.create(sha256(HOST.encode()).digest(), flags, 0, held)
        return found

    def _credential(self, response: dict[str, str]) -> dict[str, Any]:
        place = websafe_encode(self.id)
        return {"id": place, "rawId": place, "type": "public-key", "response": response}


@pytest.fixture
def colleague(partnership: Partnership) -> User:
    return factories.member(partnership, "programme-manager", name="Colin Colleague")


def options(client: Client) -> dict[str, Any]:
    return dict(client.post("/sign-in/passkey/options/").json())


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize("with_pin", [True, False])
def test_a_key_alone_lets_in_who_knows_its_pin(client: Client, colleague: User, with_pin: bool) -> None:
    shown = Key(colleague).answer(options(client), with_pin=with_pin)
    client.post("/sign-in/passkey/", {"credential": shown})
    assert is_signed_in(client) == with_pin


def test_a_challenge_for_after_a_password_does_not_stand_for_the_pin_of_another_s_key(
    client: Client, colleague: User, partnership: Partnership
) -> None:
    insider = factories.user("Ina Insider", email="ina@example.org", password=PASSWORD)
    factories.membership(insider, partnership, "councillor")
    give_app(insider)
    client.post("/sign-in/", {"email": insider.email, "password": PASSWORD})
    asked = options(client)
    assert asked["publicKey"]["userVerification"] == "preferred"
    client.post("/sign-in/passkey/", {"credential": Key(colleague).answer(asked, with_pin=False)})
    assert not is_signed_in(client)
