"""Addresses of others that are told when something happens here, and what became of each telling."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.refs import new_ref


class Webhook(PartnershipRecord):
    """An address that is told. Its secret is worked out from ``salt`` and SECRET_KEY, and kept encrypted."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=100)
    url = models.CharField("address", max_length=500)
    events = ArrayField(models.CharField(max_length=60))
    salt = models.CharField(max_length=43)
    # Empty for webhooks of before the secret was kept.
    sealed = models.TextField(blank=True, default="", db_default="")
    # While the secret changes, both count until then.
    salt_before = models.CharField(max_length=43, blank=True, default="")
    sealed_before = models.TextField(blank=True, default="", db_default="")
    before_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField("made")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Since when nothing has arrived there; empty when the last one did.
    failing_since = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField("stopped", null=True, blank=True)
    stopped_why = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField("ended", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return f"Webhook {self.ref}"


def told_as(hook: Webhook) -> str:
    """What the keys of notices about an address that is no longer told begin with."""
    return f"webhook-stopped {hook.pk} "


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    ARRIVED = "arrived", "Arrived"
    FAILED = "failed", "Did not arrive"


class WebhookDelivery(PartnershipRecord):
    """One event for one address. ``ref`` is the same at every try, so that receivers know it again."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    event = models.CharField(max_length=60)
    # As it is sent and signed. It holds references alone.
    body = models.TextField()
    happened_at = models.DateTimeField("happened")
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField("next try")
    tried_at = models.DateTimeField("last try", null=True, blank=True)
    answered = models.PositiveSmallIntegerField("answer", null=True, blank=True)
    words = models.CharField("what was wrong", max_length=200, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-happened_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["try_at"], condition=Q(state="waiting"), name="webhook_deliveries_due"),
            models.Index(fields=["webhook", "-happened_at"], name="webhook_deliveries_of"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.ref}"
