"""Who signs in. What they may do is never here: it is worked out from dated memberships."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.refs import new_ref


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        """Email addresses are one whatever their capitals. Raises User.DoesNotExist."""
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """A person or a named system user. Closed accounts stay, because history names them."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    email = models.EmailField("email address", max_length=254)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=UserKind, default=UserKind.PERSON)
    is_active = models.BooleanField("open", default=True)
    created_at = models.DateTimeField("made")
    closed_at = models.DateTimeField("closed", null=True, blank=True)
    # When somebody who looks after people made a link to choose a new password; empty once it is used.
    password_link_at = models.DateTimeField("link to a new password made", null=True, blank=True)

    # When somebody who looks after people took the second factors away, because they were lost.
    factors_reset_at = models.DateTimeField("second factors reset", null=True, blank=True)

    # When somebody else signed the person out everywhere.
    sessions_ended_at = models.DateTimeField("signed out everywhere", null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = "account"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email"),
            models.CheckConstraint(
                condition=Q(is_active=True, closed_at=None) | Q(is_active=False, closed_at__isnull=False),
                name="closed_accounts_are_inactive",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A keyed hash of what ends every session when it changes.

        That is the password, a reset of the factors, and being signed out everywhere by somebody else.
        """
        reset = self.factors_reset_at.timestamp() if self.factors_reset_at else ""
        ended = f" {self.sessions_ended_at.timestamp()}" if self.sessions_ended_at else ""
        hangs_on = f"{self.password}{reset}{ended}"
        found = salted_hmac("lapwing.session", hangs_on, secret=secret, algorithm="sha256")
        return str(found.hexdigest())


class SignInAttempt(models.Model):
    """A failed sign-in, kept for a quarter of an hour to slow down guessing.

    Both keys are keyed hashes: the table names neither a person nor an address of the network.
    """

    account_key = models.CharField(max_length=64)
    address_key = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account_key", "at"], name="attempts_on_account"),
            models.Index(fields=["address_key", "at"], name="attempts_from_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
