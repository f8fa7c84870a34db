"""A document that was sent to be read, kept until somebody saves the plan in it or discards it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from lapwing.registry.models import PartnershipRecord, new_ref


class PlanDraft(PartnershipRecord):
    """The text as sent. It is read anew each time it is looked at: a better reader shows at once."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name
