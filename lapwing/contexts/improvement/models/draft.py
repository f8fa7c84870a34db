"""A document that was sent to be read, what was read of it, and what people have made of that since.

It is kept until somebody saves the plan in it or lets it go.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lapwing.registry.models import PartnershipRecord, new_ref


class DraftState(models.TextChoices):
    WAITING = "waiting", "Waiting to be read"
    READING = "reading", "Being read"
    READY = "ready", "Ready to look at"
    REFUSED = "refused", "Cannot be read"


class EditKind(models.TextChoices):
    """What people do to a draft; see ``reviewing.edits`` for what each means."""

    ANSWER = "answer", "Answered"
    LATER = "later", "Left for later"
    ACCEPT = "accept", "Accepted"
    CORRECT = "correct", "Corrected"
    DIVIDE = "divide", "Divided or joined"
    MOVE = "move", "Moved"
    REMOVE = "remove", "Taken out"
    ADD_ACTION = "add-action", "Added an action"
    ADD_PART = "add-part", "Added to an action"


class PlanDraft(PartnershipRecord):
    """A document as sent, and its reading.

    ``file`` is what was sent, let go with the draft unless a plan is made of it. ``content`` is the document
    and ``reading`` the plan as first read, both as JSON; what people changed since are ``DraftEdit`` rows.
    ``attempt`` tells one reading from the next, so that a job which comes twice or too late changes nothing.
    ``data`` held the file in earlier releases; one that was sent while Lapwing is brought up to date may
    still have it.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    kind = models.CharField(max_length=20, blank=True, default="")
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.WAITING)
    file = models.ForeignKey(
        "documents.File", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    data = models.BinaryField(null=True, blank=True)
    content = models.JSONField(null=True, blank=True)
    reading = models.JSONField(null=True, blank=True)
    questions_open = models.PositiveIntegerField(default=0)
    problem_code = models.CharField(max_length=40, blank=True, default="")
    problem = models.TextField(blank=True, default="")
    # How far the reading has come: "page 12 of 60".
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    words = models.TextField(blank=True, default="")
    # When the reading was last heard of: one that falls silent was killed.
    heard_at = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    # Sent for its areas for improvement, as an inspection report is; ``areas`` are those as people made them.
    for_areas = models.BooleanField(default=False, db_default=False)
    areas = models.JSONField(null=True, blank=True)
    # Rises with each edit: the second of two people is told.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=DraftState.values), name="draft_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=(DraftState.WAITING, DraftState.READING))
                | Q(file__isnull=False)
                | Q(data__isnull=False),
                name="draft_to_read_has_a_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=DraftState.READY) | Q(reading__isnull=False, data=None),
                name="draft_that_is_ready_was_read",
            ),
            models.CheckConstraint(
                condition=Q(state=DraftState.REFUSED) ^ Q(problem=""), name="draft_refused_for_a_reason"
            ),
            models.CheckConstraint(condition=Q(done__lte=F("of")), name="draft_not_past_its_end"),
            models.UniqueConstraint(
                fields=["partnership", "sha256"], condition=Q(attempt__gt=0), name="one_draft_per_document"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DraftEdit(PartnershipRecord):
    """One thing that somebody did to a draft. The draft is its reading with the edits applied in order.

    Undone, it keeps its place until another edit takes it. ``words`` say it for the list of edits.
    """

    draft = models.ForeignKey(PlanDraft, on_delete=models.CASCADE, related_name="edits")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=EditKind)
    data = models.JSONField()
    words = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=EditKind.values), name="draft_edit_of_a_known_kind"),
            models.UniqueConstraint(fields=["draft", "position"], name="one_draft_edit_per_position"),
        ]

    def __str__(self) -> str:
        return self.words
