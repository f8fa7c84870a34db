"""Who read what, and when. Written by the database alone; nobody changes or removes a line."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class ReadKind(models.TextChoices):
    """How records came before somebody's eyes."""

    LIST = "list", "In a list"
    RECORD = "record", "Opened"
    HISTORY = "history", "Its history"
    SEARCH = "search", "Found by a search"
    DOWNLOAD = "download", "Downloaded"
    EXPORT = "export", "In an export"
    API = "api", "By a program"


class AccessLogEntry(models.Model):
    """Records of one kind that one answer showed. The table is partitioned by month on ``at``."""

    at = models.DateTimeField()
    # None for what was read outside any partnership's pages.
    partnership_id = models.BigIntegerField(null=True)
    # A model's label ("accounts.user").
    kind = models.TextField()
    ids = ArrayField(models.BigIntegerField())
    how_many = models.IntegerField("records")
    what = models.CharField(max_length=8, choices=ReadKind)
    # None only for what the database's maintenance read by the command line.
    actor_id = models.BigIntegerField(null=True)
    by_system = models.BooleanField()
    organisation_id = models.BigIntegerField(null=True)
    purpose = models.TextField()
    reason = models.TextField()
    request_id = models.TextField()
    database_role = models.TextField()
    transaction_id = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "access_log_entry"
        ordering: ClassVar = ["-at", "-id"]
        verbose_name = "line of the access log"
        verbose_name_plural = "lines of the access log"

    def __str__(self) -> str:
        return f"{self.what} {self.kind} {self.how_many}"


class AccessLogRefusal(models.Model):
    """How often one person was refused one page within one hour. Partitioned by month on ``hour``.

    It stands in every partnership where the person held a role then, whichever the address named, and holds
    nothing of the address: what is unknown and what is forbidden leave the same behind.
    """

    hour = models.DateTimeField()
    partnership_id = models.BigIntegerField()
    actor_id = models.BigIntegerField()
    # The name of the page, which says what kind of thing was asked for ("person", "improvement:action").
    page = models.TextField()
    by_program = models.BooleanField()
    tries = models.IntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    # The reference of the last try's request, which the log of the service has too.
    last_request = models.TextField()

    class Meta:
        managed = False
        db_table = "access_log_refusal"
        ordering: ClassVar = ["-hour", "-id"]
        verbose_name = "line of refused tries"
        verbose_name_plural = "lines of refused tries"

    def __str__(self) -> str:
        return f"{self.page} {self.tries}"
