"""What a group decided, and what it agreed that somebody does by when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.platform.voiding import VoidableQuerySet
from lapwing.registry.models import GovernanceGroup, GroupMember

from .base import About, KeptVoidable
from .meeting import AgendaItem, Meeting


class DecisionState(models.TextChoices):
    # nobody has to act: it stands from the moment it is made, and does not come back
    TAKEN = "taken", "Taken"
    OPEN = "open", "Open"
    DONE = "done", "Done"
    SUPERSEDED = "superseded", "Superseded"


class DecisionQuerySet(VoidableQuerySet["Decision"]):
    def still_open(self) -> DecisionQuerySet:
        """What somebody still has to act on."""
        return self.in_force().filter(state=DecisionState.OPEN)

    def open_on(self, day: date) -> DecisionQuerySet:
        """What somebody had to act on at the end of a day, of what stands today."""
        return self.in_force().filter(
            Q(state=DecisionState.OPEN) | Q(act_by__isnull=False, closed_at__date__gt=day),
            decided_on__lte=day,
            created_at__date__lte=day,
        )


class Decision(KeptVoidable, About):
    """A decision of a group, made in a meeting or between two. It comes back until it is closed.

    Who must act is a person, or a seat of the group whose holder has no account.
    """

    group = models.ForeignKey(GovernanceGroup, on_delete=models.PROTECT, related_name="+")
    # Counts the group's decisions, so that people can name one.
    number = models.PositiveIntegerField()
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    decided_on = models.DateField("decided on")
    words = models.TextField("what was decided")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="who acts",
    )
    seat = models.ForeignKey(
        GroupMember,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="which post acts",
    )
    act_by = models.DateField("by", null=True, blank=True)
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.TAKEN)
    closed_at = models.DateTimeField("closed", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What was done, or why another decision took its place.
    closing_words = models.TextField("what was done", blank=True)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta(KeptVoidable.Meta):
        abstract = False
        indexes: ClassVar = [
            models.Index(fields=["group", "state", "act_by"], name="decisions_by_group"),
            models.Index(fields=["actor", "state", "act_by"], name="decisions_by_person"),
        ]
        constraints: ClassVar = [
            *KeptVoidable.Meta.constraints,
            models.UniqueConstraint(fields=["group", "number"], name="one_decision_a_number"),
            models.CheckConstraint(
                condition=Q(state__in=["taken", "open"], closed_at=None, closed_by=None, closing_words="")
                | Q(
                    state__in=["done", "superseded"],
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                )
                & ~Q(closing_words=""),
                name="decision_closed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(act_by__isnull=False), name="open_decision_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"Decision {self.number}"
