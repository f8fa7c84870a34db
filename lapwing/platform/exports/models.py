"""What people took out: asked for, made, kept for a week, fetched. The row stays when the file is gone."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.documents.models import File
from lapwing.platform.jobs.models import Work
from lapwing.platform.refs import new_ref


class Form(models.TextChoices):
    XLSX = "xlsx", "Excel"
    CSV = "csv", "CSV, zipped"
    JSON = "json", "JSON"


class Export(PartnershipRecord):
    """``parameters`` say what of, in the words of its kind. ``rows`` are counted when it is made.

    ``label`` names what is taken out and no person. The history does not hold the parameters: they may be
    what somebody searched for.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    kind = models.CharField(max_length=60)
    form = models.CharField(max_length=5, choices=Form)
    label = models.CharField(max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="asked for by"
    )
    parameters = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True, default="")
    personal = models.BooleanField("holds personal data", default=False)
    asked_at = models.DateTimeField("asked for")
    rows = models.PositiveIntegerField(default=0)
    work = models.ForeignKey(Work, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ready_at = models.DateTimeField("ready", null=True, blank=True)
    expires_at = models.DateTimeField("kept until", null=True, blank=True)
    removed_at = models.DateTimeField("file removed", null=True, blank=True)
    fetched = models.PositiveIntegerField("times fetched", default=0)
    fetched_at = models.DateTimeField("last fetched", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["partnership", "-asked_at"], name="exports_of_partnership"),
            models.Index(fields=["expires_at"], condition=Q(removed_at=None), name="exports_to_remove"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(form__in=Form.values), name="export_in_a_known_form"),
            models.CheckConstraint(condition=Q(personal=False) | ~Q(reason=""), name="export_for_a_reason"),
            models.CheckConstraint(
                condition=Q(ready_at=None, expires_at=None)
                | Q(ready_at__isnull=False, expires_at__isnull=False),
                name="export_ready_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def can_be_fetched(self) -> bool:
        return self.file_id is not None and self.removed_at is None
