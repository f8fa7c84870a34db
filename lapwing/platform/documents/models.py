"""Files and their versions. The bytes lie in the store, under a key that says nothing."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.documents.kinds import KINDS, Kind
from lapwing.platform.documents.names import suffix_of
from lapwing.platform.refs import new_ref


class State(models.TextChoices):
    PENDING = "pending", "Being checked"
    CLEAN = "clean", "Checked"
    QUARANTINED = "quarantined", "Held back: malware was found"
    NOT_SCANNED = "not-scanned", "Not scanned"


class Pictures(models.TextChoices):
    """Whether a version can be looked at as pictures."""

    NONE = "none", "No preview"
    WAITING = "waiting", "Preview is being made"
    READY = "ready", "Preview"
    FAILED = "failed", "No preview could be made"


class File(PartnershipRecord):
    """Something that was sent or made, and is kept for a purpose.

    ``number`` is that of the version in force, 0 when every version was voided. ``name`` is its name.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    purpose = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    number = models.PositiveIntegerField("version", default=1)
    created_at = models.DateTimeField("kept")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="kept by"
    )

    def __str__(self) -> str:
        return self.name

    @property
    def current(self) -> FileVersion | None:
        """The version in force: one query."""
        return self.versions.filter(number=self.number).first()


class FileVersion(PartnershipRecord):
    """One content of a file. It is never overwritten: a further version is added, or this one voided.

    ``kind`` is told by the content. ``sent_in`` is the key of the form it came in, so that a form that is
    sent twice keeps it once. ``removed_at`` says when its bytes were removed; the row stays.
    """

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    macros = models.BooleanField("carries macros", default=False)
    state = models.CharField(max_length=12, choices=State, default=State.NOT_SCANNED)
    key = models.CharField(max_length=80, unique=True)
    sent_in = models.CharField(max_length=40, blank=True, default="")
    uploaded_at = models.DateTimeField("sent")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="sent by"
    )
    scanned_at = models.DateTimeField("scanned", null=True, blank=True)
    scan_words = models.CharField("result of the scan", max_length=200, blank=True, default="")
    pictures = models.CharField(max_length=8, choices=Pictures, default=Pictures.NONE)
    pages = models.PositiveIntegerField("pages shown", default=0)
    pages_in_all = models.PositiveIntegerField(default=0)
    voided_at = models.DateTimeField("taken out", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="taken out by",
    )
    voided_reason = models.TextField("reason", blank=True, default="")
    removed_at = models.DateTimeField("content removed", null=True, blank=True)
    removed_reason = models.TextField("reason for the removal", blank=True, default="")

    class Meta:
        ordering: ClassVar = ["file_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="one_file_version_per_number"),
            models.UniqueConstraint(
                fields=["partnership", "uploaded_by", "sent_in", "sha256"],
                condition=~Q(sent_in=""),
                name="one_file_version_per_form",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="file_version_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None)
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_reason=""),
                name="file_version_voided_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) ^ ~Q(removed_reason=""),
                name="file_version_removed_for_a_reason",
            ),
            models.CheckConstraint(condition=Q(size__gte=0), name="file_version_has_a_size"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "uploaded_at"], name="file_version_by_state")]

    def __str__(self) -> str:
        return f"{self.name} (version {self.number})"

    @property
    def of_kind(self) -> Kind:
        return KINDS.get(self.kind, KINDS["unknown"])

    @property
    def download_name(self) -> str:
        """The name to save it under: with the ending of its kind, should it have none or one of its own."""
        suffixes = self.of_kind.suffixes
        fits = not suffixes or suffix_of(self.name) in suffixes
        return self.name if fits else f"{self.name}{suffixes[0]}"

    @property
    def gives_out(self) -> bool:
        """Whether its bytes are given to those who may read it."""
        return self.state in (State.CLEAN, State.NOT_SCANNED) and self.removed_at is None
