"""What the records of governance share: who made them when, and what they are about."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.refs import new_ref
from lapwing.platform.voiding import Voidable, voided_for_a_reason


class Kept(PartnershipRecord):
    """Something made by somebody. ``version`` rises with each edit: the second of two editors is told."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class KeptVoidable(Kept, Voidable):
    """The same, taken out with a reason rather than removed."""

    class Meta:
        abstract = True
        constraints: ClassVar = [voided_for_a_reason()]


class About(models.Model):
    """What a record is about: a pointer to something of another part, and the words for it at that time.

    No foreign key: another part's tables are its own. ``registry.subjects`` finds what it is called today.
    """

    subject_kind = models.CharField(max_length=20, blank=True)
    subject_ref = models.CharField(max_length=12, blank=True)
    subject_words = models.TextField(blank=True)

    class Meta:
        abstract = True
