"""Who governs: the boards and groups of a partnership, and who sits on them, from when to when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.refs import new_ref
from lapwing.platform.voiding import Voidable, VoidableQuerySet, voided_for_a_reason
from lapwing.registry.models.core import Organisation


class GroupKind(models.TextChoices):
    BOARD = "board", "Board"
    OPERATIONAL = "operational", "Operational group"
    DELIVERY = "delivery", "Ambition or delivery group"
    TASK = "task", "Task and finish group"
    PANEL = "panel", "Panel"
    FORUM = "forum", "Forum"
    OTHER = "other", "Other"


class GovernanceGroup(PartnershipRecord, Voidable):
    """A board or group that holds the plan's owners to account, or does part of the plan.

    What it cannot settle goes to the group that it ``reports_to``. ``version`` rises with each edit.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    # As people say it: "SEPB", "AG2".
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12, choices=GroupKind)
    terms_of_reference = models.TextField(blank=True)
    # How often it meets, in words: "Every two months".
    rhythm = models.CharField("meets", max_length=100, blank=True)
    reports_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reporting_groups"
    )

    objects = VoidableQuerySet.as_manager()

    class Meta:
        verbose_name = "governance group"
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            voided_for_a_reason(),
            models.UniqueConstraint(
                fields=["partnership", "name"],
                condition=Q(voided_at=None),
                name="one_governance_group_per_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The short name where there is one, for lists and lines."""
        return self.short_name or self.name


class Capacity(models.TextChoices):
    CHAIR = "chair", "Chair"
    DEPUTY_CHAIR = "deputy-chair", "Deputy chair"
    LEAD = "lead", "Lead"
    SECRETARY = "secretary", "Secretary"
    MEMBER = "member", "Member"
    ATTENDS = "attends", "In attendance"


# Who runs the group's meetings, and who may decide in them; whoever is in attendance speaks and asks.
RUNNING = frozenset({Capacity.CHAIR, Capacity.DEPUTY_CHAIR, Capacity.SECRETARY})
DECIDING = frozenset(Capacity) - {Capacity.ATTENDS}


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    def sitting_on(self, day: date) -> GroupMemberQuerySet:
        """Memberships that hold on a day."""
        return self.filter(from_date__lte=day).filter(Q(to_date=None) | Q(to_date__gte=day))

    def not_over(self, day: date) -> GroupMemberQuerySet:
        """Memberships that hold on a day or will later."""
        return self.filter(Q(to_date=None) | Q(to_date__gte=day))


class GroupMember(PartnershipRecord):
    """A seat on a group for an agency: a person with an account, or a post whose holder has none."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    version = models.PositiveIntegerField(default=1)
    group = models.ForeignKey(GovernanceGroup, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="person",
    )
    # The post by which they sit there; a name is known by the account alone.
    post = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity)
    from_date = models.DateField("first day")
    to_date = models.DateField("last day", null=True, blank=True)
    added_at = models.DateTimeField("added")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_reason = models.TextField("reason for the end", blank=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "member of a group"
        verbose_name_plural = "members of a group"
        indexes: ClassVar = [
            models.Index(fields=["group", "from_date"], name="group_members_by_group"),
            models.Index(fields=["user", "from_date"], name="group_members_by_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")), name="seat_dates_in_order"
            ),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(post=""), name="seat_is_somebodys"),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.ref}"

    @property
    def called(self) -> str:
        """The person's name, or the post."""
        return self.user.name if self.user is not None else self.post
