"""How Django turns a password, and later a session, into an account."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from lapwing.platform.accounts.models import User


class AccountBackend(ModelBackend):
    """Accounts are guarded by row-level security, and a session must be read before anybody acts."""

    def get_user(self, user_id: int) -> User | None:
        """The open account of a signed-in session, or None: a closed one is signed out at once."""
        for user in User.objects.raw("SELECT * FROM access_account(%s)", [user_id]):
            return user if self.user_can_authenticate(user) else None
        return None
