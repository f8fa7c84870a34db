"""Monitoring events of a plan, and the bundles in which plan and evidence were frozen for them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.platform.documents.models import File
from lapwing.platform.documents.purposes import megabytes
from lapwing.platform.jobs.models import Work
from lapwing.platform.voiding import Voidable, VoidableQuerySet, voided_for_a_reason
from lapwing.registry.models import PartnershipRecord, new_ref


class EventKind(models.TextChoices):
    STOCKTAKE = "stocktake", "Stocktake"
    DEEP_DIVE = "deep-dive", "Deep dive"
    REVIEW = "review", "Monitoring review"
    INSPECTION = "inspection", "Inspection"


class EventQuerySet(VoidableQuerySet["MonitoringEvent"]):
    pass


class MonitoringEvent(PartnershipRecord, Voidable):
    """A day on which others look at how a plan goes. ``organisations`` are who came, never people's names.

    The plan is known by its reference and title alone: the event stays when the plan is withdrawn.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    plan_ref = models.CharField(max_length=12)
    plan_title = models.TextField()
    kind = models.CharField(max_length=10, choices=EventKind)
    held_on = models.DateField("day")
    organisations = models.CharField("organisations from outside", max_length=300)
    notes = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-held_on", "-id"]
        indexes: ClassVar = [models.Index(fields=["partnership", "plan_ref"], name="events_of_plan")]
        constraints: ClassVar = [
            voided_for_a_reason(),
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="event_of_a_known_kind"),
        ]

    def __str__(self) -> str:
        return str(EventKind(self.kind).label)


class BundleState(models.TextChoices):
    BUILDING = "building", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Bundle(PartnershipRecord):
    """Plan and evidence as at a day, in one zip file with an index. What it holds is never changed.

    ``kept_evidence`` are the references of the evidence kept to some roles that is in it: only whoever may
    read all of these may have the file. ``parts`` is the index: path, what it is, size, SHA-256.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    event = models.ForeignKey(MonitoringEvent, on_delete=models.PROTECT, related_name="bundles")
    number = models.PositiveIntegerField()
    as_at = models.DateField("as at")
    with_kept = models.BooleanField("with evidence that is kept to roles", default=False)
    kept_evidence = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=BundleState, default=BundleState.BUILDING)
    problem = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField("asked for")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    work = models.ForeignKey(Work, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    parts = models.JSONField(default=list)
    built_at = models.DateTimeField("frozen", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-number", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "number"], name="one_bundle_of_each_number"),
            models.CheckConstraint(condition=Q(state__in=BundleState.values), name="bundle_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="bundle_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Bundle {self.number}"

    @property
    def is_being_made(self) -> bool:
        """Whether a worker has it or will have it: one whose work broke off waits for nobody."""
        return self.state == BundleState.BUILDING and self.work is not None and self.work.is_open

    @property
    def size_in_words(self) -> str:
        return megabytes(self.size or 0)
