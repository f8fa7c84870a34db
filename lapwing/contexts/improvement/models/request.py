"""Asking for what a plan promised to be changed or taken out, and what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lapwing.registry.models import PartnershipRecord, new_ref

from .action import Milestone, Occurrence
from .measure import Series
from .plan import Plan
from .update import Update


class RequestKind(models.TextChoices):
    DATE = "date", "Date"
    BASELINE = "baseline", "Baseline"
    TARGET = "target", "Target"
    TURN = "turn", "Day of a turn"
    TAKE_OUT = "take out", "Taking out"


class ChangeRequest(PartnershipRecord):
    """A wish to change a milestone's date, a turn's day, or a series' baseline or target, or to take one of
    the three out; with its reason. What is about a turn names its milestone as well: of a milestone and its
    turns, one request of a kind waits at a time.

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
    occurrence = models.ForeignKey(
        Occurrence, null=True, blank=True, on_delete=models.PROTECT, related_name="change_requests"
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
                condition=Q(kind=RequestKind.DATE, milestone__isnull=False, occurrence=None)
                | Q(kind=RequestKind.TURN, milestone__isnull=False, occurrence__isnull=False)
                | Q(kind__in=[RequestKind.BASELINE, RequestKind.TARGET], series__isnull=False)
                | Q(kind=RequestKind.TAKE_OUT, milestone__isnull=False, series=None)
                | Q(kind=RequestKind.TAKE_OUT, milestone=None, occurrence=None, series__isnull=False),
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
