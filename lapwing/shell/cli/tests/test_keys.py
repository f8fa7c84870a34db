"""What hangs on SECRET_KEY is brought under the new one from the command line, by maintenance's own door."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts import encryption
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.shell.cli import lapwing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "maintenance"]),
]


def test_the_key_is_changed_without_a_break_and_a_lost_one_is_told_of(
    partnership: Partnership, settings: Any
) -> None:
    person = factories.member(partnership, "partnership-administrator")
    with as_maintenance():
        Authenticator.objects.create(user=person, type="totp", data={"secret": encryption.encrypt("abc")})
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another " * 10
    done = CliRunner().invoke(lapwing, ["keys", "renew"])
    assert done.exit_code == 0, done.output
    assert "Encrypted anew: 1 second factors, 0 webhooks." in done.output
    settings.SECRET_KEY_FALLBACKS = []
    settings.SECRET_KEY = "a third " * 10
    lost = CliRunner().invoke(lapwing, ["keys", "renew"])
    assert lost.exit_code == 2
    assert "No key opens 1 second factors and 0 webhooks." in lost.output
