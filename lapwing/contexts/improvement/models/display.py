"""A screen on a wall that shows a plan."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from lapwing.registry.models import PartnershipRecord, new_ref

from .plan import Plan


class Display(PartnershipRecord):
    """A secret address at which a screen shows one plan's counts, and nothing else; only its hash is kept.

    It is read as ``user``, who made it, and works until the end of ``last_day``.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="displays")
    name = models.CharField("where it hangs", max_length=100)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_day = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name
