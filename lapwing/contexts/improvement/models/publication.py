"""By when plans are to be published, the report that this counts from, and that it was."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.registry.models import PartnershipRecord

from .base import Editable
from .plan import Plan, PlanKind


class PublicationTerm(PartnershipRecord):
    """How many working days a partnership has to publish a plan of a kind; None: no time is set.

    A partnership without a row for a kind uses that of ``rules.publication.DEFAULTS``.
    """

    kind = models.CharField(max_length=24, choices=PlanKind)
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    basis = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "kind"], name="one_publication_term_per_kind"),
        ]


class InspectionReport(Editable):
    """The day on which the inspection report that a plan answers was published."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="inspection_reports")
    published_on = models.DateField()

    class Meta(Editable.Meta):
        abstract = False
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan"], condition=Q(voided_at=None), name="one_inspection_report_for_a_plan"
            ),
        ]


class PlanPublication(Editable):
    """That a plan was published: where, or the document itself, on which day, and who says so."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="publications")
    published_on = models.DateField()
    address = models.URLField(max_length=2000, blank=True)
    file = models.ForeignKey(
        "documents.File", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["-published_on", "-id"]
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(address="") | Q(file__isnull=False), name="publication_with_evidence"
            ),
        ]
