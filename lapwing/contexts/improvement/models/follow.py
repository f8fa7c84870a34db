"""What a person follows: an action or a measure whose changes they are told of."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.registry.models import PartnershipRecord

from .action import Action
from .measure import Measure


class Follow(PartnershipRecord):
    """A person follows an action or a measure until they stop; they know of it up to ``told_until``."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.CASCADE, related_name="followers"
    )
    measure = models.ForeignKey(
        Measure, null=True, blank=True, on_delete=models.CASCADE, related_name="followers"
    )
    since = models.DateTimeField()
    told_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(action__isnull=False) | Q(measure__isnull=False), name="follows_something"
            ),
            models.UniqueConstraint(
                fields=["user", "action", "measure"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="follows_it_once",
            ),
        ]
