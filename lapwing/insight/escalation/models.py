"""Rules of escalation, and each time that one of them raised something."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lapwing.insight.escalation.rules import MOST_DAYS, MOST_TIMES
from lapwing.registry.models import GovernanceGroup, PartnershipRecord, new_ref


class RuleKind(models.TextChoices):
    """The kinds of ``rules.Kind``, in the words of a page."""

    RED = "red", "Off track"
    MISSING = "missing", "Update missing"
    MOVED = "moved", "Date moved"
    OFF_PATH = "off-path", "Measure off its path"


class Tells(models.TextChoices):
    """Who is told beside those who see to it that the group answers."""

    MEMBERS = "members", "All members of the group"
    OWNERS = "owners", "Whoever owns the action, and their deputies"


class EscalationRule(PartnershipRecord):
    """When something of a plan goes to a group: how often it happened, and by when an answer is owed.

    It is switched off rather than removed: what it raised keeps its rule. ``version`` rises with each change.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    version = models.PositiveIntegerField(default=1)
    plan_ref = models.CharField(max_length=12)
    kind = models.CharField(max_length=8, choices=RuleKind)
    # How many cycles, moves or figures it takes.
    times = models.PositiveSmallIntegerField()
    group = models.ForeignKey(GovernanceGroup, on_delete=models.PROTECT, related_name="+")
    answer_days = models.PositiveSmallIntegerField("days for the answer")
    tells = ArrayField(models.CharField(max_length=8, choices=Tells), default=list, blank=True)
    is_on = models.BooleanField("switched on", default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "escalation rule"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "plan_ref", "kind", "group"], name="one_rule_of_a_kind_to_a_group"
            ),
            models.CheckConstraint(
                condition=Q(times__range=(1, MOST_TIMES), answer_days__range=(1, MOST_DAYS)),
                name="rule_counts_within_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Escalation rule {self.ref}"


class Escalation(PartnershipRecord):
    """One time that a rule raised something: from when it was caught until it was well again.

    The thing is known by its kind and reference, what was raised by ``item_ref``. ``facts`` are the sentences
    that showed it, each with what it leads to. ``counted`` is how often it was counted when it was raised.
    """

    rule = models.ForeignKey(EscalationRule, on_delete=models.PROTECT, related_name="escalations")
    subject_kind = models.CharField(max_length=20)
    subject_ref = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    facts = models.JSONField(default=list)
    item_ref = models.CharField(max_length=12)
    began_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-began_at", "-id"]
        constraints: ClassVar = [
            # two workers at once: the second finds that it stands
            models.UniqueConstraint(
                fields=["rule", "subject_kind", "subject_ref"],
                condition=Q(over_at=None),
                name="escalated_once_until_it_is_well",
            ),
            models.UniqueConstraint(
                fields=["rule", "subject_kind", "subject_ref", "number"], name="one_escalation_a_number"
            ),
        ]
