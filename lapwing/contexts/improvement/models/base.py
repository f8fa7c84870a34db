"""What every table of the plan shares: whom it belongs to, who changed it, and what was recorded when."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.platform.voiding import Voidable, VoidableQuerySet, voided_for_a_reason
from lapwing.registry.models import PartnershipRecord, new_ref

M = TypeVar("M", bound=models.Model)


class EditableQuerySet(VoidableQuerySet[M]):
    """Records that are voided, never deleted."""

    def in_force_at(self, moment: datetime) -> Self:
        """What had been made and not yet voided at a moment."""
        return self.filter(created_at__lte=moment).filter(Q(voided_at=None) | Q(voided_at__gt=moment))


class Editable(PartnershipRecord, Voidable):
    """Something people edit by hand. ``version`` rises with each edit: the second of two editors is told."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # First and last line of the document it was read from, and which of the plan's documents that is.
    source_document = models.PositiveIntegerField(default=1)
    source_first = models.PositiveIntegerField(null=True, blank=True)
    source_last = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = EditableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [voided_for_a_reason()]


class Continued(models.Model):
    """Something that may go on from what an earlier plan had: its history is followed through it."""

    came_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="goes_on_as"
    )

    class Meta:
        abstract = True


class RecordedQuerySet(models.QuerySet[M]):
    """Rows with two times: when a thing held (effective) and when we were told (recorded)."""

    def standing(self) -> Self:
        """As now known: everything that has not been withdrawn or replaced."""
        return self.filter(withdrawn_at=None)

    def recorded_at_moment(self, moment: datetime) -> Self:
        """As it stood then: what had been recorded by the moment and not yet withdrawn."""
        return self.filter(recorded_at__lte=moment).filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment))


class Recorded(PartnershipRecord):
    """A fact with an effective and a recorded time. It is never overwritten: a new row replaces it."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Why it was recorded: the reason a date or target was changed to this.
    reason = models.TextField(blank=True)
    # Why it no longer holds.
    withdrawn_reason = models.TextField(blank=True)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="%(app_label)s_%(class)s_withdrawn_by_someone",
            ),
        ]
