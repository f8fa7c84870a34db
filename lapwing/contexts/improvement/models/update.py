"""What owners answer in a reporting cycle, the steps an answer goes through, and each move it made."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lapwing.contexts.improvement.rules.workflow import Move, StepDeed, StepHolder, UpdateState
from lapwing.registry.models import GovernanceGroup, PartnershipRecord, new_ref

from .action import Action, Milestone, Occurrence, OwnerRole, StatusReport
from .base import Editable
from .cycle import Cycle
from .plan import Plan
from .status import Status


class Confidence(models.TextChoices):
    """Delivery confidence in five steps, as government's project assessments word them."""

    GREEN = "green", "Highly likely"
    AMBER_GREEN = "amber-green", "Probable, with constant attention"
    AMBER = "amber", "Feasible, with significant issues that look resolvable"
    AMBER_RED = "amber-red", "In doubt"
    RED = "red", "Appears unachievable"


class WorkflowStep(Editable):
    """One step that an update of a plan goes through between its owner and the board, in order.

    ``role`` is a code of ``registry.roles`` for a step held by a role. ``capacities`` narrows the members of
    ``group`` to those who sit in it as such (its chair, say); empty means all who decide there.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="workflow_steps")
    name = models.CharField(max_length=100)
    deed = models.CharField(max_length=8, choices=StepDeed.as_choices())
    holder = models.CharField(max_length=16, choices=StepHolder.as_choices())
    role = models.CharField(max_length=40, blank=True)
    group = models.ForeignKey(
        GovernanceGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    capacities = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(holder=StepHolder.ROLE) ^ Q(role=""), name="step_of_a_role_names_it"
            ),
            models.CheckConstraint(
                condition=Q(holder=StepHolder.GOVERNANCE_GROUP) ^ Q(group=None),
                name="step_of_a_group_names_it",
            ),
        ]


class Update(Editable):
    """How an action or one of its milestones stands in a cycle: what was done, and what changed for children.

    ``done`` is activity, ``impact`` its effect on children and families: never one for the other. ``step`` is
    where it waits while it is submitted. ``report`` is the milestone's status that its sign-off recorded.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="updates")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="updates"
    )
    occurrence = models.ForeignKey(
        Occurrence, null=True, blank=True, on_delete=models.PROTECT, related_name="updates"
    )
    on_behalf_of = models.ForeignKey(
        OwnerRole, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=12, blank=True, choices=Status.as_choices())
    done = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)
    forecast_on = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=12, blank=True, choices=Confidence)
    state = models.CharField(max_length=12, choices=UpdateState.as_choices(), default=UpdateState.DRAFT)
    step = models.ForeignKey(
        WorkflowStep, null=True, blank=True, on_delete=models.PROTECT, related_name="waiting"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    report = models.OneToOneField(
        StatusReport, null=True, blank=True, on_delete=models.PROTECT, related_name="update_signed_off"
    )
    # When its words were taken out; by whom and why says the move.
    words_withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.UniqueConstraint(
                fields=["cycle", "action", "milestone", "occurrence"],
                condition=Q(voided_at=None),
                nulls_distinct=False,
                name="one_update_a_cycle",
            ),
            models.CheckConstraint(
                condition=Q(occurrence=None) | Q(milestone__isnull=False),
                name="update_of_an_occurrence_names_its_milestone",
            ),
            models.CheckConstraint(
                condition=Q(step=None) | Q(state=UpdateState.SUBMITTED), name="update_waits_while_submitted"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[UpdateState.DRAFT, UpdateState.RETURNED])
                | ~Q(status="") & Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="submitted_update_says_how_it_stands",
            ),
            models.CheckConstraint(
                condition=~Q(status="off track")
                | Q(state__in=[UpdateState.DRAFT, UpdateState.RETURNED])
                | ~Q(mitigation="") & Q(forecast_on__isnull=False),
                name="off_track_is_explained_and_forecast",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["action", "state"])]


class UpdateMove(PartnershipRecord):
    """One move of an update through its steps. Rows are added; all they lose is words that are withdrawn.

    ``words`` is the update as it read when it was submitted; of the move that withdrew its words, what held
    them by then (``queries.open_words``).
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    update_moved = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="moves")
    move = models.CharField(max_length=12, choices=Move.as_choices())
    # The name of the step at which it was made, as it was then.
    step_name = models.CharField(max_length=100, blank=True)
    comment = models.TextField(blank=True)
    words = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(move=Move.RETURNED) | ~Q(comment=""), name="returned_with_a_comment"
            ),
        ]
