"""A group's meetings: when and where, who came for which agency, the agenda and the minutes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.refs import new_ref
from lapwing.platform.voiding import VoidableQuerySet
from lapwing.registry.models import GovernanceGroup, GroupMember, Organisation

from .base import About, KeptVoidable


class MinutesState(models.TextChoices):
    NONE = "none", "Not written yet"
    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed"


class Meeting(KeptVoidable):
    """One meeting of a group. Its minutes are a draft until a later meeting of the group agrees them."""

    group = models.ForeignKey(GovernanceGroup, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField("held on")
    starts_at = models.TimeField("starts at", null=True, blank=True)
    place = models.TextField(blank=True)
    # Who came without a seat, one a line: their post and agency.
    guests = models.TextField(blank=True)
    minutes_state = models.CharField(max_length=6, choices=MinutesState, default=MinutesState.NONE)
    agreed_at = models.DateTimeField("minutes agreed", null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The later meeting that agreed them.
    agreed_in = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="agreed_here"
    )

    objects = VoidableQuerySet.as_manager()

    class Meta(KeptVoidable.Meta):
        abstract = False
        indexes: ClassVar = [models.Index(fields=["group", "held_on"], name="meetings_by_group")]
        constraints: ClassVar = [
            *KeptVoidable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(minutes_state="agreed", agreed_at__isnull=False, agreed_by__isnull=False)
                | ~Q(minutes_state="agreed") & Q(agreed_at=None, agreed_by=None),
                name="minutes_agreed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"Meeting on {self.held_on:%-d %B %Y}"


class Came(models.TextChoices):
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    DEPUTY = "deputy", "Sent a deputy"
    ABSENT = "absent", "Absent"


class Attendance(PartnershipRecord):
    """Whether somebody with a seat came to a meeting, sent a deputy, or said that they could not."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    member = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="+")
    # The agency for which they sat there when it was recorded: a seat may be another's later.
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    came = models.CharField(max_length=9, choices=Came)
    # The post of who came instead.
    deputy = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "attendance"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "member"], name="came_once_or_not"),
        ]

    def __str__(self) -> str:
        return f"{self.came} {self.ref}"


class AgendaItem(KeptVoidable, About):
    """A line of the agenda, and what was said under it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    presenter = models.CharField(max_length=200, blank=True)
    minutes = models.TextField(blank=True)

    objects = VoidableQuerySet.as_manager()

    class Meta(KeptVoidable.Meta):
        abstract = False
        verbose_name = "agenda item"
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.title
