"""A person's calendar feed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.registry.models import PartnershipRecord


class CalendarFeed(PartnershipRecord):
    """A secret address at which a person's calendar program reads the plan; only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "user"],
                condition=Q(revoked_at=None),
                name="one_standing_feed_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"Calendar feed of {self.user}"
