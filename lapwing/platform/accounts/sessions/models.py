"""Where a person is signed in, what happened at their door, and what could not be sent in time."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lapwing.platform.accounts.sessions.kinds import EndedHow, SignInEventKind
from lapwing.platform.refs import new_ref

BROWSER_WORDS = 120


class SignedInSession(models.Model):
    """One time of being signed in, in one browser, from its start to its end.

    The session's own key is not kept here: the session holds this row's ``ref``, and is refused once the
    row has ended. No address of the network is kept. The times are by the database's clock.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField(db_default=Now())
    last_active_at = models.DateTimeField(db_default=Now())
    browser = models.CharField(max_length=BROWSER_WORDS, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=12, choices=EndedHow, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user", "-started_at"], name="sessions_of_user"),
            models.Index(fields=["started_at"], name="sessions_by_start"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_how="") | (Q(ended_at__isnull=False) & ~Q(ended_how="")),
                name="session_ended_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"Session {self.ref}"


class SignInEvent(models.Model):
    """A line of a person's sign-in history. Written once; removed when it is a year old."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_default=Now())
    kind = models.CharField(max_length=24, choices=SignInEventKind)
    # "Password and authenticator app"; which device was added
    how = models.CharField(max_length=120, blank=True)
    browser = models.CharField(max_length=BROWSER_WORDS, blank=True)
    # A keyed hash of the mark that this browser carries, and of whose event it is: it ties together nobody.
    browser_key = models.CharField(max_length=64, blank=True)
    new_browser = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user", "-at"], name="sign_in_events_of_user"),
            models.Index(fields=["at"], name="sign_in_events_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class UnsentForm(models.Model):
    """What somebody sent when their session had run out, sealed, for that person alone and for an hour."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField(db_default=Now())
    sealed = models.BinaryField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "kept_at"], name="unsent_forms_of_user")]

    def __str__(self) -> str:
        return f"Form {self.ref}"
