"""Packs as they were asked for, frozen and built; and the templates from which they are asked for."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lapwing.platform.documents.models import File
from lapwing.platform.documents.purposes import megabytes
from lapwing.platform.jobs.models import Work
from lapwing.registry.models import PartnershipRecord, new_ref


class Form(models.TextChoices):
    """The files of a pack. Its page is drawn from the snapshot whenever somebody looks."""

    WORD = "word", "Word"
    PDF = "pdf", "PDF"
    EXCEL = "excel", "Excel"


class PackState(models.TextChoices):
    BUILDING = "building", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PackTemplate(PartnershipRecord):
    """How a partnership's packs look: which sections, in which order, what is said on the cover.

    ``sections`` is a list of kinds in order; ``annotations`` has by kind the standing note below the title of
    a section. ``word_file`` gives the styles, headers and footers of the Word document; ``logo`` stands on
    the cover. ``version`` rises with each change.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=120)
    title = models.CharField("title of the pack", max_length=200)
    words = models.TextField("words on the cover", blank=True, default="")
    sections = models.JSONField(default=list)
    annotations = models.JSONField("standing notes", default=dict, db_default={}, blank=True)
    next_days = models.PositiveIntegerField("how many days “due next” looks ahead", default=60)
    word_file = models.ForeignKey(File, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    logo = models.ForeignKey(File, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "name"], name="one_pack_template_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PackWords(PartnershipRecord):
    """The words and abbreviations that a partnership's packs explain where they use them.

    One row to a partnership: ``words`` as ``terms.as_text`` writes them, one to a line.
    """

    words = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership"], name="one_list_of_pack_words"),
        ]


class Pack(PartnershipRecord):
    """A report to a board on a plan. What it says stands in its snapshot, once it is frozen.

    ``since`` is "last time", ``as_at`` "now", ``until`` the end of "next". ``number`` counts the packs of
    the plan. The plan, the group, its meeting and the reporting cycle are known by their references and
    words alone.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    plan_ref = models.CharField(max_length=12)
    plan_title = models.TextField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True, default="")
    group = models.CharField(max_length=200, blank=True, default="")
    group_ref = models.CharField(max_length=12, blank=True, default="", db_default="")
    meeting = models.CharField(max_length=200, blank=True, default="")
    meeting_ref = models.CharField(max_length=12, blank=True, default="")
    meeting_on = models.DateField(null=True, blank=True)
    cycle = models.CharField("reporting cycle", max_length=100, blank=True, default="", db_default="")
    cycle_ref = models.CharField(max_length=12, blank=True, default="", db_default="")
    since = models.DateField("last time")
    as_at = models.DateField("now")
    until = models.DateField("end of the next period")
    sections = models.JSONField(default=list)
    template = models.ForeignKey(
        PackTemplate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=9, choices=PackState, default=PackState.BUILDING)
    problem = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField("asked for")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    built_at = models.DateTimeField("frozen", null=True, blank=True)
    work = models.ForeignKey(Work, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-number", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["partnership", "plan_ref", "-number"], name="packs_of_plan"),
            models.Index(fields=["partnership", "meeting_ref"], name="packs_of_meeting"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "plan_ref", "number"], name="one_pack_of_each_number"
            ),
            models.CheckConstraint(condition=Q(state__in=PackState.values), name="pack_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(since__lte=F("as_at")) & Q(as_at__lte=F("until")), name="pack_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="pack_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Pack {self.number}"

    @property
    def is_being_made(self) -> bool:
        """Whether a worker has it or will have it: one whose work broke off waits for nobody."""
        return self.state == PackState.BUILDING and self.work is not None and self.work.is_open


class PackSnapshot(PartnershipRecord):
    """What a pack says, frozen: written once and never changed, which the database holds.

    ``text`` is JSON as ``frozen.to_text`` writes it, ``sha256`` of its bytes. The history holds the hash and
    not the text, which stands here for as long as the pack. ``settled_until`` is the moment up to which it
    holds all that was recorded; None for one that was frozen before this was kept.
    """

    pack = models.OneToOneField(Pack, on_delete=models.CASCADE, related_name="snapshot")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    shape = models.PositiveIntegerField()
    built_at = models.DateTimeField()
    built_by = models.CharField(max_length=200)
    settled_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="snapshot_with_its_hash"
            ),
        ]


class PackFile(PartnershipRecord):
    """A form of a pack as it was built from its snapshot, in the store of documents. Never changed."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=5, choices=Form)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    # Of which snapshot it was built.
    snapshot_sha256 = models.CharField(max_length=64)
    built_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pack_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pack", "form"], name="one_file_of_each_form"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="pack_file_in_a_known_form"),
        ]

    @property
    def size_in_words(self) -> str:
        return megabytes(self.size)
