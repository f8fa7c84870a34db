"""Which second factors a person has. Row-level security shows each person their own alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator


@dataclass(frozen=True)
class Passkey:
    """One passkey, under the name that its person gave it."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """What a person can show beside, or instead of, a password."""

    passkeys: tuple[Passkey, ...] = ()
    app_added_at: datetime | None = None
    app_used_at: datetime | None = None
    # None when there is no set of recovery codes.
    codes_left: int | None = None
    codes_made_at: datetime | None = None

    @property
    def has_app(self) -> bool:
        return self.app_added_at is not None

    @property
    def any(self) -> bool:
        """Recovery codes alone are no factor: they stand in for one that is lost."""
        return self.has_app or bool(self.passkeys)

    @property
    def count(self) -> int:
        return len(self.passkeys) + self.has_app


def factors_of(user_id: int) -> Factors:
    """The factors that the acting user may see of this person; one query."""
    found = list(Authenticator.objects.filter(user_id=user_id).order_by("created_at", "id"))
    app = next((each for each in found if each.type == Authenticator.Type.TOTP), None)
    codes = next((each for each in found if each.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        passkeys=tuple(
            Passkey(each.pk, str(each.data["name"]), each.created_at, each.last_used_at)
            for each in found
            if each.type == Authenticator.Type.WEBAUTHN
        ),
        app_added_at=app.created_at if app else None,
        app_used_at=app.last_used_at if app else None,
        codes_left=_left(codes) if codes else None,
        codes_made_at=codes.created_at if codes else None,
    )


def _left(codes: Authenticator) -> int:
    """How many codes are not used; each that is has its bit in the mask. No secret is read for it."""
    return int(app_settings.RECOVERY_CODE_COUNT) - int(codes.data["used_mask"]).bit_count()
