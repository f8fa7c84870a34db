"""A later version of a plan's document, and what was taken in from it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.registry.models import PartnershipRecord, new_ref

from .plan import Document, Plan


class PlanVersion(PartnershipRecord):
    """What people accepted of a later document at one time. ``number`` is the document's: the first is 1.

    A document may be taken in more than once: some of it today, the rest when the board has agreed.

    ``done`` says each change in words, for people; ``effects`` names the rows that it touched, so that the
    whole can be undone while nothing depends on it.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done = models.JSONField(default=list)
    effects = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-taken_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="version_undone_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"
