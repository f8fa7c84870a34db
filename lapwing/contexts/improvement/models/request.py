"""Asking for a date, a baseline or a target to be changed, and what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lapwing.registry.models import PartnershipRecord, new_ref

from .action import Milestone
from .measure import Series
from .plan import Plan
from .update import Update


class RequestKind(models.TextChoices):
    DATE = "date", "Date"
    BASELINE = "baseline", "Baseline"
    TARGET = "target", "Target"


class ChangeRequest(PartnershipRecord):
    """A wish to change a milestone's date, or a series' baseline or target, with its reason.

    ``before`` and ``wanted`` are what stood and what is wished for, in the shape that the command which
    carries it out takes; ``before_words`` and ``wanted_words`` are the same for people. Nothing changes until
    somebody else approves it; what stood before stays on record for good.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="change_requests")
    kind = models.CharField(max_length=8, choices=RequestKind)
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="change_requests"
    )
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="change_requests"
    )
    # The update in which it was asked for.
    update_asking = models.ForeignKey(
        Update, null=True, blank=True, on_delete=models.PROTECT, related_name="change_requests"
    )
    before = models.JSONField(default=dict)
    wanted = models.JSONField(default=dict)
    before_words = models.TextField(blank=True)
    wanted_words = models.TextField()
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Approved, refused, or (with ``approved`` empty) taken back by who asked.
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.BooleanField(null=True, blank=True)
    decided_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=RequestKind.DATE, milestone__isnull=False)
                | ~Q(kind=RequestKind.DATE) & Q(series__isnull=False),
                name="request_is_about_something",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, approved=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="request_decided_by_someone",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="request_has_a_reason"),
            models.CheckConstraint(
                condition=Q(approved=None) | ~Q(decided_by=F("asked_by")), name="request_decided_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(approved=False) | ~Q(decided_reason=""), name="request_refused_for_a_reason"
            ),
            models.UniqueConstraint(
                fields=["milestone", "series", "kind"],
                condition=Q(decided_at=None),
                nulls_distinct=False,
                name="one_open_request_a_thing",
            ),
        ]
