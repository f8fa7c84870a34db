"""Tokens by which programs act as a person, what was answered to them, and how much they may ask."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lapwing.platform.refs import new_ref


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable(self, *, on: date) -> ApiTokenQuerySet:
        """Those that are neither ended nor past their last day."""
        return self.filter(ended_at=None, last_day__gte=on)


class ApiToken(models.Model):
    """A program's key to act as one person, within chosen permissions and partnerships, until a day.

    The token itself is not kept: ``found_by`` are its first letters, ``secret_hash`` the hash of the whole.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="person"
    )
    name = models.CharField(max_length=100)
    found_by = models.CharField("first letters", max_length=8, unique=True)
    secret_hash = models.CharField(max_length=64)
    # Names of permissions. What the person no longer holds counts for nothing, whatever stands here.
    scopes = ArrayField(models.CharField(max_length=80), verbose_name="may")
    # Numbers of partnerships: this layer does not know what one is, and none is ever removed.
    partnership_ids = ArrayField(models.BigIntegerField(), default=list, verbose_name="partnerships")
    made_at = models.DateTimeField("made")
    # Whether whoever made it had shown a second factor.
    second_factor = models.BooleanField("made with a second factor", default=False)
    last_day = models.DateField("last day")
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "API token"
        ordering: ClassVar = ["-made_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["user", "made_at"], name="api_tokens_of_a_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="api_token_ended_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"API token {self.ref}"

    def is_usable(self, on: date) -> bool:
        return self.ended_at is None and on <= self.last_day


class TokenUse(models.Model):
    """When a token was last used: apart from the token, whose history would fill with it."""

    token = models.OneToOneField(ApiToken, on_delete=models.CASCADE, related_name="use")
    last_used_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.last_used_at:%Y-%m-%d %H:%M}"


class KeptAnswer(models.Model):
    """What was answered to a request that carried an idempotency key, given again when it comes again."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    # Of the method, the address and the body: another request may not come under the same key.
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True, default="")
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "key"], name="one_answer_per_key"),
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class Allowance(models.Model):
    """How much of an allowance is used since when. ``key`` is a keyed hash: it names nobody.

    The table is unlogged: counting costs no write to disk, and a crash forgets the counts.
    """

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    used = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.used} since {self.since:%Y-%m-%d %H:%M}"
