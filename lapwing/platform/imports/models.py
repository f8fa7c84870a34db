"""A file of rows on its way in, its rows, what people did to them, and how a source names its columns."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from lapwing.platform.access.records import PartnershipRecord
from lapwing.platform.refs import new_ref


class ImportState(models.TextChoices):
    READING = "reading", "Being read"
    REFUSED = "refused", "Cannot be read"
    SHEET = "sheet", "Which sheet?"
    COLUMNS = "columns", "Which column is which?"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Ready to look at"
    COMMITTING = "committing", "Being brought in"
    COMMITTED = "committed", "Brought in"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"


# States in which something is being done; each is left within one transaction.
AT_WORK = (ImportState.READING, ImportState.CHECKING, ImportState.COMMITTING, ImportState.UNDOING)


class RowState(models.TextChoices):
    NEW = "new", "Not checked yet"
    PROBLEM = "problem", "Something is wrong"
    TWICE = "twice", "Stands in the file before"
    CHOICE = "choice", "Could mean several"
    READY = "ready", "Ready"
    LEFT_OUT = "left-out", "Left out"
    EMPTY = "empty", "Nothing to bring in"


class DataImport(PartnershipRecord):
    """A file that was sent to a feed, and how far it has come.

    ``attempt`` tells one piece of work from the next, so that one which comes twice or too late changes
    nothing; ``version`` rises with each thing a person does, so that the second of two is told.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    feed = models.CharField(max_length=40)
    place = models.CharField(max_length=60, blank=True, default="")
    source = models.CharField(max_length=100, default="Spreadsheet")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    name = models.TextField()
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(default=0)
    file = models.ForeignKey(
        "documents.File", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    attempt = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    # What was found in the file: sheets to choose from, titles and the line they stand on.
    sheets = models.JSONField(default=list, blank=True)
    sheet = models.TextField(blank=True, default="")
    from_1904 = models.BooleanField(default=False)
    titles = models.JSONField(default=list, blank=True)
    titles_line = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list, blank=True)
    # The feed's columns by name, and which column of the file (from 0) each is.
    columns = models.JSONField(default=dict, blank=True)
    leaves_out_problems = models.BooleanField(default=False)
    # Whether the person wants what the feed's tick offers.
    is_ticked = models.BooleanField(default=False, db_default=False)
    reason = models.TextField(blank=True, default="")
    # Rows by what is to become of them (see ``counts.Counts``), and what differs since it was looked at.
    counts = models.JSONField(default=dict, blank=True)
    news = models.JSONField(default=list, blank=True)
    problem = models.TextField(blank=True, default="")
    # The background work that does the present step, if it is not done at once.
    work_ref = models.CharField(max_length=12, blank=True, default="")
    committed_at = models.DateTimeField(null=True, blank=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # When its rows were removed: from then on it cannot be undone.
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["partnership", "feed", "-created_at"], name="imports_of_a_feed"),
            models.Index(fields=["partnership", "sha256"], name="imports_of_a_file"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="import_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(committed_at=None, committed_by=None)
                | Q(committed_at__isnull=False, committed_by__isnull=False),
                name="import_committed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False, committed_at__isnull=False),
                name="import_undone_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("committed", "undoing", "undone")) | Q(committed_at__isnull=False),
                name="import_committed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(PartnershipRecord):
    """A row of the file, and what it would do. Made anew from the file, the columns and the edits at will.

    ``digest`` stands for the whole decision; ``made`` is what came of it, and what undoing it needs.
    """

    data_import = models.ForeignKey(DataImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    cells = models.JSONField()
    state = models.CharField(max_length=8, choices=RowState, default=RowState.NEW)
    effect = models.CharField(max_length=6, blank=True, default="")
    identity = models.TextField(blank=True, default="")
    twice_of = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=32, blank=True, default="")
    words = models.TextField(blank=True, default="")
    details = models.JSONField(default=list, blank=True)
    made = models.JSONField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["line"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["data_import", "line"], name="one_row_a_line"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["data_import", "state", "line"], name="import_rows_by_state"),
        ]


class ImportEdit(PartnershipRecord):
    """What a person did to a row: typed cells anew (by column), left it out, or said which record it is."""

    data_import = models.ForeignKey(DataImport, on_delete=models.CASCADE, related_name="edits")
    line = models.PositiveIntegerField()
    cells = models.JSONField(default=dict, blank=True)
    left_out = models.BooleanField(default=False)
    choice = models.TextField(blank=True, default="")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["line"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["data_import", "line"], name="one_edit_a_line"),
        ]


class SavedColumns(PartnershipRecord):
    """Which titles a source uses for a feed's columns, as somebody said once: proposed the next time."""

    feed = models.CharField(max_length=40)
    source = models.CharField(max_length=100)
    # The feed's columns by name, each with its title in files of this source; "" for none.
    titles = models.JSONField(default=dict)
    # The titles that were none of them; None where it was said before these were kept.
    left_out = models.JSONField(null=True, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["source"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "feed", "source"], name="columns_saved_once"),
        ]
