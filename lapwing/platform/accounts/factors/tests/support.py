"""An authenticator app for tests."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_app(who: User) -> None:
    with as_maintenance():
        TOTP.activate(who, SECRET)


def give_codes(who: User) -> list[str]:
    with as_maintenance():
        return list(RecoveryCodes.activate(who).generate_codes())


def code_at(moment: datetime, secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret.replace(" ", ""), int(moment.timestamp()) // 30)))
