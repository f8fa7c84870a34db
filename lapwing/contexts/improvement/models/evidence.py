"""What shows that something was done, and what it changed; and who accepted it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .action import Action, Milestone, Occurrence, StatusReport, SuccessCriterion
from .base import Editable
from .measure import Series
from .update import Update


class EvidenceKind(models.TextChoices):
    ACTIVITY = "activity", "Activity: what was done"
    OUTPUT = "output", "Output: what came of it"
    IMPACT = "impact", "Impact: what changed for children and families"


class EvidenceForm(models.TextChoices):
    FILE = "file", "File"
    LINK = "link", "Link"
    MEASURE = "measure", "Value of a measure"
    QUOTE = "quote", "Quote from a family"
    MINUTES = "minutes", "Minutes of a meeting"


class Evidence(Editable):
    """One piece of evidence for an action, or for a milestone, a turn of one or a success criterion of it.

    ``words`` is the quote, the passage of the minutes, or what the file or link shows. ``on`` is its date.
    Minutes name the meeting that they are of, or, where they are kept elsewhere, have words alone.
    ``read_by`` are the codes of the roles that may read it; empty means everybody who reads the plan.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    # The turn of a recurring milestone that it is of.
    occurrence = models.ForeignKey(
        Occurrence, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    criterion = models.ForeignKey(
        SuccessCriterion, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    # The update it was given with.
    update_given = models.ForeignKey(
        Update, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    kind = models.CharField(max_length=8, choices=EvidenceKind)
    form = models.CharField(max_length=8, choices=EvidenceForm)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    on = models.DateField()
    supplied_by = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(
        "documents.File", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    link = models.URLField(max_length=2000, blank=True)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    value = models.FloatField(null=True, blank=True)
    # The meeting whose minutes it is, and what they were called when it was given. No foreign key: another
    # part's tables are its own.
    meeting_ref = models.CharField("meeting", max_length=12, blank=True, default="", db_default="")
    meeting_words = models.CharField("minutes of", max_length=300, blank=True, default="", db_default="")
    read_by = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Why it was not accepted, until it is given anew.
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_reason = models.TextField(blank=True)
    # The status of the milestone that its acceptance recorded: taken back when it is withdrawn.
    report = models.OneToOneField(
        StatusReport, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_accepted"
    )

    class Meta(Editable.Meta):
        abstract = False
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            *Editable.Meta.constraints,
            models.CheckConstraint(
                condition=(~Q(form=EvidenceForm.FILE) | Q(file__isnull=False))
                & (~Q(form=EvidenceForm.LINK) | ~Q(link=""))
                & (~Q(form=EvidenceForm.MEASURE) | Q(series__isnull=False, value__isnull=False))
                & (~Q(form=EvidenceForm.QUOTE) | ~Q(words="")),
                name="evidence_holds_what_its_form_says",
            ),
            models.CheckConstraint(
                condition=(
                    Q(accepted_at=None, accepted_by=None)
                    | Q(accepted_at__isnull=False, accepted_by__isnull=False, returned_at=None)
                )
                & ~Q(accepted_by=F("created_by")),
                name="evidence_accepted_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_by=None, returned_reason="")
                | Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(returned_reason=""),
                name="evidence_returned_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """What it is, without its words: these may be kept to some roles."""
        return f"{self.get_form_display()}, {self.on.day} {self.on:%B %Y}"
