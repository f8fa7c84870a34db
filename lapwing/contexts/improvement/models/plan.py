"""The plan and its frame: areas for improvement, findings, groups, objectives, questions, the document."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lapwing.domain.statistics.spc_types import TwoSigma
from lapwing.registry.models import GovernanceGroup, PartnershipRecord, new_ref

from .base import Continued, Editable


class PlanKind(models.TextChoices):
    IMPROVEMENT = "improvement", "Improvement plan"
    PRIORITY_ACTION = "priority-action", "Priority action plan"
    ACCELERATED_PROGRESS = "accelerated-progress", "Accelerated progress plan"
    STRATEGY = "strategy", "Strategy implementation plan"
    LOCAL = "local", "Local action plan"


class QuarterBasis(models.TextChoices):
    CALENDAR = "calendar", "Calendar: Q1 is January to March"
    FINANCIAL = "financial", "Financial: Q1 is April to June"


class TwoInThree(models.TextChoices):
    """``lapwing.domain.statistics.spc_types.TwoSigma``, in words for those who choose."""

    BETWEEN = TwoSigma.BETWEEN.value, "Those between the near limit and the limit"
    BEYOND = TwoSigma.BEYOND.value, "All beyond the near limit, those outside the limits among them"


class Plan(Continued, Editable):
    """A published plan. It may sit under another, as a group's own action plan does."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    kind = models.CharField(max_length=24, choices=PlanKind, default=PlanKind.IMPROVEMENT)
    title = models.TextField()
    local_area = models.TextField(blank=True)
    inspected_from = models.DateField(null=True, blank=True)
    inspected_to = models.DateField(null=True, blank=True)
    inspection_as_written = models.TextField(blank=True)
    inspection_outcome = models.TextField(blank=True)
    governance_group = models.TextField(blank=True)
    quarter_basis = models.CharField(max_length=10, choices=QuarterBasis, blank=True)
    # The document's words and colours for how things stand: word, status, meaning, colour of each.
    legend = models.JSONField(default=list, blank=True)
    # What it calls its groups and objectives: {"group": ["workstream", "workstreams"]}; see ``rules.terms``.
    terms = models.JSONField(default=dict, db_default={}, blank=True)
    # The rule of its control charts: as the R package has it, or as the NHS workbook since the end of 2023.
    two_in_three = models.CharField(
        max_length=7,
        choices=TwoInThree,
        default=TwoInThree.BETWEEN,
        db_default=TwoInThree.BETWEEN.value,
    )

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Area(Continued, Editable):
    """An area for improvement named by the inspectors."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="areas")
    number = models.CharField(max_length=100, blank=True)
    title = models.TextField()
    recommendations = ArrayField(models.TextField(), default=list, blank=True)
    narrative = ArrayField(models.TextField(), default=list, blank=True)
    governance_group = models.TextField(blank=True)

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]


class Group(Continued, Editable):
    """An ambition group, or an area of improvement that holds actions directly.

    ``governed_by`` is the group of people who lead it; its lead checks the updates of the group's actions.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="groups")
    number = models.CharField(max_length=100)
    title = models.TextField()
    governed_by = models.ForeignKey(
        GovernanceGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "number"], condition=Q(voided_at=None), name="one_group_per_number"
            ),
        ]


class Objective(Continued, Editable):
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="objectives")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="objectives")
    number = models.CharField(max_length=100)
    title = models.TextField()
    subtitle = models.TextField(blank=True)
    # Findings of the inspection quoted under the objective's heading.
    findings_quoted = ArrayField(models.TextField(), default=list, blank=True)

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "number"], condition=Q(voided_at=None), name="one_objective_per_number"
            ),
        ]


class Finding(Editable):
    """A finding and the objectives said to answer it. Printed numbers may dangle and are shown as printed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="findings")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")
    number = models.CharField(max_length=100, blank=True)
    area_as_written = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    objectives_as_written = ArrayField(models.TextField(), default=list, blank=True)
    objectives = models.ManyToManyField(Objective, through="FindingObjective", related_name="findings")

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["position", "id"]


class FindingObjective(PartnershipRecord):
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="+")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="+")


class Question(PartnershipRecord):
    """Something the document leaves open, asked once per cause, and the answer a person gave."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=60)
    text = models.TextField()
    # Keys of everything it touches: of actions, measures, groups ("1.3.1", "M12") as in the interchange form.
    where = ArrayField(models.TextField(), default=list, blank=True)
    choices = ArrayField(models.TextField(), default=list, blank=True)
    raw = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    answer = models.TextField(null=True, blank=True)  # noqa: DJ001 - null is "open", empty is an answer
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # What the answer changed (see ``commands.effects``), so that withdrawing it puts things as they were.
    effects = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer=None, answered_at=None, answered_by=None)
                | Q(answer__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
                name="question_answered_by_someone",
            ),
        ]


class Document(PartnershipRecord):
    """The text a plan was read from, so that every part can be shown where it stood.

    ``number`` counts the documents of a plan: the first version is 1, later ones follow. ``file`` is the
    document as it was sent, when it came as a file.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveIntegerField(default=1)
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    file = models.ForeignKey(
        "documents.File", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class Remainder(PartnershipRecord):
    """Lines of a document that nothing else was read from: front matter, notes, glossary."""

    document_number = models.PositiveIntegerField(default=1)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="remainders")
    position = models.PositiveIntegerField(default=0)
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["position", "id"]
