"""What was raised to a group and wants an answer, and what members ask about a line of a pack."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.registry.models import GovernanceGroup

from .base import About, Kept
from .decision import Decision
from .meeting import Meeting


class EscalatedItemQuerySet(models.QuerySet["EscalatedItem"]):
    def unanswered(self) -> EscalatedItemQuerySet:
        """What still wants an answer."""
        return self.filter(answered_at=None)

    def late_on(self, day: date) -> EscalatedItemQuerySet:
        """What is owed an answer since before a day."""
        return self.unanswered().filter(answer_by__lt=day)

    def unanswered_on(self, day: date) -> EscalatedItemQuerySet:
        """What had been raised by the end of a day and had no answer then."""
        return self.filter(Q(answered_at=None) | Q(answered_at__date__gt=day), created_at__date__lte=day)


class ItemKind(models.TextChoices):
    ESCALATED = "escalated", "Escalated"
    # nothing is wrong: somebody asks the group to decide something
    DECISION = "decision", "Decision asked for"


class EscalatedItem(Kept, About):
    """Something that a rule or a person raised to a group, or asked it to decide. It stands on top until it
    is answered.

    ``rule_key`` is the rule's, empty when a person raised it; the same rule raises the same thing to a group
    once for an ``episode``.
    """

    group = models.ForeignKey(GovernanceGroup, on_delete=models.PROTECT, related_name="+")
    # Where it was before: a group that could not settle it.
    from_group = models.ForeignKey(
        GovernanceGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        max_length=9, choices=ItemKind, default=ItemKind.ESCALATED, db_default=ItemKind.ESCALATED
    )
    words = models.TextField()
    reason = models.TextField()
    # Of a decision that is asked for: between what, what is recommended, and at which meeting.
    options = models.TextField(blank=True, default="", db_default="")
    recommendation = models.TextField(blank=True, default="", db_default="")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The last day for the answer. A decision that is asked for has none, and passes to no other group.
    answer_by = models.DateField("answer by", null=True, blank=True)
    # When its rule found no more what it had raised.
    over_at = models.DateTimeField("over since", null=True, blank=True)
    rule_key = models.CharField(max_length=60, blank=True)
    episode = models.CharField(max_length=60, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField("answered", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    # The item at the next group, when it was raised further.
    raised_further = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="raised_from"
    )

    objects = EscalatedItemQuerySet.as_manager()

    class Meta:
        verbose_name = "escalated item"
        indexes: ClassVar = [
            models.Index(fields=["group", "answered_at"], name="escalated_by_group"),
            models.Index(fields=["subject_kind", "subject_ref"], name="escalated_by_subject"),
            models.Index(
                fields=["answer_by"], condition=Q(answered_at=None), name="escalated_by_day_of_answer"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "rule_key", "subject_kind", "subject_ref", "episode"],
                condition=~Q(rule_key=""),
                name="raised_once_an_episode",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="escalated_answered_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class PackQuestionQuerySet(models.QuerySet["PackQuestion"]):
    def unanswered(self) -> PackQuestionQuerySet:
        """What still wants an answer."""
        return self.filter(answered_at=None)


class PackQuestion(Kept, About):
    """A question that a member asked about a line of a pack, given to somebody, and its answer.

    ``pack_ref`` and ``line_key`` lead to the line; ``line_words`` is what stood there.
    """

    pack_ref = models.CharField(max_length=12)
    line_key = models.CharField(max_length=120)
    line_words = models.TextField(blank=True)
    # The group whose pack it is, when it is one's.
    group = models.ForeignKey(
        GovernanceGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.TextField()
    given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField("given", null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField("answered", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PackQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question on a pack"
        verbose_name_plural = "questions on packs"
        indexes: ClassVar = [
            models.Index(fields=["pack_ref", "line_key"], name="pack_questions_by_line"),
            models.Index(fields=["given_to", "answered_at"], name="pack_questions_by_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="pack_question_answered_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.question
