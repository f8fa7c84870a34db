"""How long records are kept, what must not go yet, and what went: rules, holds, simulations and purges."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.refs import new_ref

LONGEST = 1200


class Fate(models.TextChoices):
    """What happens to a record whose time is over."""

    PURGE = "purge", "Removed with its history"
    ANONYMISE = "anonymise", "Name and address replaced"


class RetentionRule(PartnershipRecord):
    """How long a partnership keeps one kind of record, where it differs from what Lapwing comes with."""

    kind = models.CharField("kind of record", max_length=60)
    months = models.PositiveIntegerField(
        "months kept", validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    basis = models.TextField("why so long")
    version = models.PositiveIntegerField(default=1)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField("set")

    class Meta:
        verbose_name = "retention rule"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "kind"], name="one_retention_rule_per_kind"),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=LONGEST), name="kept_for_some_months"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="kept_on_some_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months} months"


class HoldQuerySet(models.QuerySet["Hold"]):
    def standing(self, today: object) -> HoldQuerySet:
        """Holds that keep records today."""
        return self.filter(lifted_at=None).filter(Q(until=None) | Q(until__gte=today))


class Hold(PartnershipRecord):
    """A record, or a whole kind, that must not go, whatever the schedule says."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    kind = models.CharField("kind of record", max_length=60)
    # The record's table and number; empty when the hold is on the whole kind.
    table_name = models.CharField(max_length=63, blank=True)
    row_id = models.BigIntegerField(null=True, blank=True)
    record_ref = models.CharField("reference of the record", max_length=12, blank=True)
    reason = models.TextField()
    until = models.DateField("last day", null=True, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField("placed")
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField("lifted", null=True, blank=True)
    lifted_reason = models.TextField("reason for lifting it", blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-placed_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="held_for_a_reason"),
            models.CheckConstraint(
                condition=Q(table_name="", row_id=None) | ~Q(table_name="") & Q(row_id__isnull=False),
                name="held_record_is_named_whole",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lifted_reason="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_reason=""),
                name="lifted_by_someone_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Hold {self.ref}"


class SimulationState(models.TextChoices):
    WAITING = "waiting", "Waits for approval"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    REPLACED = "replaced", "Replaced by a later one"
    STOPPED = "stopped", "Stopped: the facts had changed"
    RUN = "run", "Carried out"


class Simulation(PartnershipRecord):
    """Exactly what a run would remove: the records by number, and a digest of all that goes with them.

    It keeps no word of any record, because it outlives them: the pages look the words up while they exist.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    kind = models.CharField("kind of record", max_length=60)
    fate = models.CharField("what happens", max_length=9, choices=Fate)
    months = models.PositiveIntegerField("months kept")
    # Records whose time began before this moment are in it.
    cutoff = models.DateTimeField("begun before")
    ids = models.JSONField("records", default=dict)
    # {table: how many rows}, those that go with the records among them.
    counts = models.JSONField(default=dict)
    how_many = models.PositiveIntegerField("records")
    # Records whose time is over, and that are left because of a hold, or because others refer to them.
    held = models.PositiveIntegerField("on hold", default=0)
    tied = models.PositiveIntegerField("still referred to", default=0)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=SimulationState, default=SimulationState.WAITING)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("made")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("decided", null=True, blank=True)
    decision = models.TextField("reason for the decision", blank=True)
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    # Why a run stopped, in words that name no record.
    problem = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision=""),
                name="simulation_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("made_by")),
                name="simulation_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "run", "stopped")) | Q(decided_by__isnull=False),
                name="simulation_run_when_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"Simulation {self.ref}"


class Purge(models.Model):
    """That something was removed: what kind, how many, who, when and why. Never what stood in it.

    Written by the functions that remove, before they do; nobody changes or removes a line.
    """

    ref = models.CharField(max_length=12)
    at = models.DateTimeField()
    # None: lines of the access log about what was read outside any partnership.
    partnership_id = models.BigIntegerField(null=True)
    kind = models.TextField()
    fate = models.TextField()
    counts = models.JSONField()
    digest = models.TextField()
    reason = models.TextField()
    actor_id = models.BigIntegerField()
    simulation_id = models.BigIntegerField(null=True)
    database_role = models.TextField()
    transaction_id = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "retention_purge"
        ordering: ClassVar = ["-at", "-id"]
        verbose_name = "removal"

    def __str__(self) -> str:
        return f"Removal {self.ref}"
