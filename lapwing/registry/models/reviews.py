"""A quarter's review of who can see what, and why. Its lines are frozen when it begins, and kept for good."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.refs import new_ref
from lapwing.registry.models.core import Membership


class AccessReview(PartnershipRecord):
    """One review of a partnership's roles. There is one for each quarter."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    # The first day of the quarter that it is for.
    quarter = models.DateField()
    begun_at = models.DateTimeField("begun")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField("signed off", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    statement = models.TextField("what was signed", blank=True)

    class Meta:
        verbose_name = "access review"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "quarter"], name="one_access_review_a_quarter"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="access_review_signed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"Access review {self.quarter}"


class ReviewDecision(models.TextChoices):
    OPEN = "", "Not decided"
    KEEP = "keep", "Keep"
    END = "end", "End"
    ASK = "ask", "Ask"


class AccessReviewLine(PartnershipRecord):
    """One role that somebody held when the review began, as it stood then, and what was decided of it."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    review = models.ForeignKey(AccessReview, on_delete=models.PROTECT, related_name="lines")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # Frozen: what was so when the review began, in words.
    person = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    role = models.CharField(max_length=200)
    may = models.JSONField("what the role may do", default=list)
    sees_personal_data = models.BooleanField(default=False)
    may_change = models.BooleanField(default=False)
    may_export = models.BooleanField(default=False)
    from_date = models.DateField("first day")
    to_date = models.DateField("last day", null=True, blank=True)
    granted_by = models.CharField("given by", max_length=200)
    granted_at = models.DateTimeField("given")
    granted_reason = models.TextField("reason it was given", blank=True)
    last_signed_in = models.DateTimeField(null=True, blank=True)
    # Decided: by whom, when and why.
    decision = models.CharField(max_length=4, choices=ReviewDecision, blank=True, default="")
    decided_at = models.DateTimeField("decided", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = "line of an access review"
        verbose_name_plural = "lines of an access review"
        indexes: ClassVar = [models.Index(fields=["review", "person"], name="review_lines_by_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "membership"], name="role_reviewed_once"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None, decided_by=None)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="review_line_decided_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.ref}"
