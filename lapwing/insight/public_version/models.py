"""Public versions of packs: proposed, worded, approved, frozen; what they hide; what was said of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lapwing.domain.disclosure import POLICIES, STRICT
from lapwing.insight.packs.models import Pack
from lapwing.platform.documents.models import File
from lapwing.registry.models import PartnershipRecord, new_ref

POLICY_CHOICES = [(name, name) for name in POLICIES]


class VersionState(models.TextChoices):
    DRAFT = "draft", "Being worded"
    SENT = "sent", "Waits for approval"
    APPROVED = "approved", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PublicForm(models.TextChoices):
    PDF = "pdf", "PDF"
    EASY_PDF = "easy-pdf", "Easy-read PDF"


class PublicSettings(PartnershipRecord):
    """How a partnership publishes: what is hidden, where feedback goes, whether search engines may list it.

    Without a row the defaults hold. ``feedback_address`` is a page of the partnership's own; without one
    people write into a form of Lapwing's.
    """

    policy = models.CharField(max_length=20, choices=POLICY_CHOICES, default=STRICT.name)
    feedback_address = models.URLField(max_length=500, blank=True)
    may_be_found = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership"], name="one_way_of_publishing"),
        ]


class PublicVersion(PartnershipRecord):
    """A public version of a pack. ``proposed`` is what it was made of, ``content`` what was approved.

    ``handling`` says of each line of a measure how its figures are handled. ``earlier`` are the numbers of
    the approved versions of the plan that the figures were judged with. ``version`` rises with each change.
    ``had_part`` are the accounts that made, worded, sent it or worked its figures out, also those whose part
    another's replaced: none of them approves it.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+")
    plan_ref = models.CharField(max_length=12)
    sections = models.JSONField(default=list)
    handling = models.JSONField(default=dict)
    policy = models.CharField(max_length=20, choices=POLICY_CHOICES)
    earlier = models.JSONField(default=list)
    had_part = models.JSONField(default=list, db_default=[])
    proposed = models.TextField()
    given_away = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=9, choices=VersionState, default=VersionState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Why it came back, until it is sent again.
    comment = models.TextField(blank=True, default="")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.TextField(blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["partnership", "plan_ref", "-made_at"], name="public_versions_of_plan")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="public_version_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=(
                    Q(approved_at=None, approved_by=None, content="", sha256="")
                    | Q(approved_at__isnull=False, approved_by__isnull=False, sha256__regex="^[0-9a-f]{64}$")
                    & ~Q(content="")
                )
                & ~Q(approved_by=F("made_by"))
                & ~Q(approved_by=F("sent_by")),
                name="public_version_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.APPROVED) | Q(approved_at__isnull=False),
                name="published_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, state=VersionState.WITHDRAWN)
                & ~Q(withdrawn_reason=""),
                name="public_version_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Public version of pack {self.pack.number}"


class Wording(PartnershipRecord):
    """What a person made of one line: their words, or that it is left out. History keeps what was before."""

    of_version = models.ForeignKey(PublicVersion, on_delete=models.CASCADE, related_name="wordings")
    key = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    left_out = models.BooleanField(default=False)
    symbol = models.CharField(max_length=20, blank=True)
    worded_at = models.DateTimeField()
    worded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of_version", "key"], name="one_wording_of_a_line"),
        ]


class PublicRelease(PartnershipRecord):
    """What was shown and hidden, with the hidden counts: later releases are judged with it.

    ``measure`` is the name of a part: what was shown whatever it gives away, and what the policy made of it.
    """

    of_version = models.ForeignKey(PublicVersion, on_delete=models.CASCADE, related_name="releases")
    measure = models.CharField(max_length=120)
    counts = models.TextField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of_version", "measure"], name="one_release_of_a_measure"),
        ]


class PublicFile(PartnershipRecord):
    """A form of an approved version as it was built when it was approved. Never changed."""

    of_version = models.ForeignKey(PublicVersion, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=8, choices=PublicForm)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of_version", "form"], name="one_public_file_of_each_form"),
        ]


class Feedback(PartnershipRecord):
    """What somebody said about a public version, without an account. Nobody is asked who they are."""

    of_version = models.ForeignKey(PublicVersion, on_delete=models.CASCADE, related_name="feedback")
    words = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-said_at", "-id"]
