"""What of a plan waits for what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .action import Action, Milestone
from .base import Recorded
from .plan import Plan


class Dependency(Recorded):
    """Something of a plan cannot be finished before something else of it is, and why.

    Each end is an action as a whole, or one of its milestones. Dependencies never lead round in a circle: the
    commands see to it with the plan locked, see ``rules.dependencies``.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="dependencies")
    waiting = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="waits_for")
    waiting_milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="waits_for"
    )
    needed = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="needed_by")
    needed_milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="needed_by"
    )

    class Meta(Recorded.Meta):
        abstract = False
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(condition=~Q(reason=""), name="dependency_for_a_reason"),
            models.UniqueConstraint(
                fields=["plan", "waiting", "waiting_milestone", "needed", "needed_milestone"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
                name="one_standing_dependency",
            ),
        ]
