"""The register of risks and issues: what may go wrong or has, how bad, and who does what about it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.refs import new_ref
from lapwing.platform.voiding import VoidableQuerySet
from lapwing.registry.models import GovernanceGroup

from .base import About, KeptVoidable


class RiskKind(models.TextChoices):
    RISK = "risk", "Risk"
    ISSUE = "issue", "Issue"


class RiskQuerySet(VoidableQuerySet["Risk"]):
    def still_open(self) -> RiskQuerySet:
        """What is neither closed nor taken out."""
        return self.in_force().filter(closed_at=None)


class Risk(KeptVoidable, About):
    """Something that may go wrong (a risk) or has (an issue), held by a group until it is closed.

    How likely and how bad it is stands in ``RiskScore``: the latest row counts, the others are kept.
    """

    kind = models.CharField(max_length=5, choices=RiskKind)
    group = models.ForeignKey(GovernanceGroup, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    cause = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    review_on = models.DateField("to be reviewed on", null=True, blank=True)
    closed_at = models.DateTimeField("closed", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_words = models.TextField("why it is closed", blank=True)

    objects = RiskQuerySet.as_manager()

    class Meta(KeptVoidable.Meta):
        abstract = False
        indexes: ClassVar = [models.Index(fields=["group", "closed_at"], name="risks_by_group")]
        constraints: ClassVar = [
            *KeptVoidable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, closing_words="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closing_words=""),
                name="risk_closed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class RiskScore(PartnershipRecord):
    """How likely and how bad a risk was judged to be, when, by whom and why. The latest row holds."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="scores")
    likelihood = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    impact = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    scored_at = models.DateTimeField("judged")
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "score of a risk"
        verbose_name_plural = "scores of a risk"
        ordering: ClassVar = ["scored_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="score_from_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.likelihood} x {self.impact}"
