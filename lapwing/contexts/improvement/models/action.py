"""Actions, their milestones and due points, what was said of them, success criteria, and who owns them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from lapwing.registry.models import Organisation, PartnershipRecord, new_ref

from .base import Continued, Editable, Recorded
from .plan import Group, Objective, Plan
from .status import Status


class Action(Continued, Editable):
    """A numbered promise. ``number`` is as printed and may repeat; ``key`` is unique in its plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    key = models.CharField(max_length=100)
    number = models.CharField(max_length=100, blank=True)
    occurrence = models.PositiveIntegerField(default=1)
    text = models.TextField(blank=True)
    key_area = models.TextField(blank=True)
    # Who answers for what the owners do, as printed.
    accountable = ArrayField(models.TextField(), default=list, blank=True)
    # The group or workstream it is brought to.
    governance = models.TextField(blank=True)
    rationale = models.TextField(blank=True)
    # What the document tells of it so far: updates, evidence, impact.
    progress_as_printed = models.TextField(blank=True)
    # One action may serve several objectives, of this plan or another; it is counted once.
    objectives = models.ManyToManyField(Objective, through="Service", related_name="actions")

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "key"], name="action_key_unique_in_plan"),
        ]


class Service(PartnershipRecord):
    """An action serves an objective. The first is where the plan prints it."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="services")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="services")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "objective"], name="serves_an_objective_once"),
        ]


class Milestone(Continued, Editable):
    """A step of an action. An action without parts has one milestone: itself."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="milestones")
    label = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    recurrence = models.TextField(blank=True)

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]


class DuePoint(Recorded):
    """One date of a milestone, as written and worked out; both bounds are inclusive."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="due_points")
    position = models.PositiveIntegerField(default=0)
    role = models.CharField(max_length=100)
    as_written = models.TextField()
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)

    class Meta(Recorded.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["partnership", "latest"])]
        constraints: ClassVar = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(earliest=None) | Q(latest=None) | Q(latest__gte=F("earliest")),
                name="due_bounds_in_order",
            ),
        ]


class Occurrence(Editable):
    """One turn of a recurring milestone: a term's report, a quarter's meeting. Each has its status."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="occurrences")
    label = models.CharField(max_length=100)
    due_on = models.DateField()

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.UniqueConstraint(
                fields=["milestone", "due_on"], condition=Q(voided_at=None), name="one_occurrence_a_day"
            ),
        ]


class StatusReport(Recorded):
    """What a person said of a milestone, or of one occurrence of it, and what they did.

    ``mitigation`` and ``forecast_on`` are of what was said at once: what a sign-off records has them in its
    update, and what a document printed has none. ``words_held_by``: what had been made with its words when
    they were withdrawn (``made_before``).
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="reports")
    occurrence = models.ForeignKey(
        Occurrence, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    status = models.CharField(max_length=12, choices=Status.as_choices())
    note = models.TextField(blank=True)
    mitigation = models.TextField(blank=True, default="", db_default="")
    forecast_on = models.DateField(null=True, blank=True)
    words_withdrawn_at = models.DateTimeField(null=True, blank=True)
    words_withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words_withdrawn_reason = models.TextField(blank=True, default="", db_default="")
    words_held_by = models.JSONField(default=list, blank=True, db_default=[])

    class Meta(Recorded.Meta):
        abstract = False
        ordering: ClassVar = ["-effective_on", "-recorded_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["milestone", "-effective_on", "-recorded_at"])]
        constraints: ClassVar = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status=Status.OFF_TRACK)
                | Q(mitigation="", forecast_on=None)
                | ~Q(mitigation="") & Q(forecast_on__isnull=False),
                name="off_track_has_both_or_neither",
            ),
            models.CheckConstraint(
                condition=Q(words_withdrawn_at=None, words_withdrawn_by=None, words_withdrawn_reason="")
                | Q(words_withdrawn_at__isnull=False, words_withdrawn_by__isnull=False)
                & ~Q(words_withdrawn_reason=""),
                name="words_of_report_withdrawn_for_a_reason",
            ),
        ]


class PrintedStatus(PartnershipRecord):
    """How a milestone stood by the document it was read from, in its own word, and of when.

    It is the document's word and never changes; what people report is a StatusReport. ``status`` is empty
    when the word stands in no legend.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="printed_statuses")
    position = models.PositiveIntegerField(default=0)
    as_written = models.TextField()
    status = models.CharField(max_length=12, blank=True, choices=Status.as_choices())
    period = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["milestone_id", "position", "id"]


class Judgement(models.TextChoices):
    NOT_YET = "not yet", "Not yet"
    PARTLY = "partly", "Partly met"
    MET = "met", "Met"


class SuccessCriterion(Editable):
    """How we will know an action worked, in the plan's words; a measure may stand behind it."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="criteria")
    text = models.TextField()
    measure = models.ForeignKey(
        "Measure", null=True, blank=True, on_delete=models.PROTECT, related_name="criteria"
    )

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]


class CriterionJudgement(Recorded):
    """Somebody judged a criterion, and says from what.

    ``rests_on`` are the references of the evidence that was accepted by then, of which they may read. None:
    it was judged before that was kept.
    """

    criterion = models.ForeignKey(SuccessCriterion, on_delete=models.PROTECT, related_name="judgements")
    judgement = models.CharField(max_length=8, choices=Judgement)
    note = models.TextField(blank=True)
    rests_on = ArrayField(models.CharField(max_length=12), default=list, null=True, blank=True)

    class Meta(Recorded.Meta):
        abstract = False
        ordering: ClassVar = ["-effective_on", "-recorded_at", "-id"]


class OwnerRole(Editable):
    """A role at an organisation that owns actions. Different spellings of one role are its aliases.

    Roles that turn out to be one are joined by ``joined_to``, never merged: the join can be undone.
    """

    name = models.TextField()
    joined_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "name"], condition=Q(voided_at=None), name="one_role_per_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OwnerAlias(PartnershipRecord):
    """A spelling of a role as some document prints it."""

    role = models.ForeignKey(OwnerRole, on_delete=models.PROTECT, related_name="aliases")
    as_written = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "as_written"], name="alias_means_one_role"),
        ]


class RoleHolder(PartnershipRecord):
    """A person holds an owner role, or stands in for its holder, from a date to a date (inclusive)."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    role = models.ForeignKey(OwnerRole, on_delete=models.PROTECT, related_name="holders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="owner_roles")
    deputy = models.BooleanField(default=False)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")), name="role_holder_dates_in_order"
            ),
        ]


class Ownership(Recorded):
    """A role owns an action, as printed. A change of owner is a new row."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="ownerships")
    role = models.ForeignKey(OwnerRole, on_delete=models.PROTECT, related_name="ownerships")
    as_written = models.TextField()
    position = models.PositiveIntegerField(default=0)

    class Meta(Recorded.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]
