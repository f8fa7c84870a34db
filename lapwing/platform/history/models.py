"""What changed, when, by whom and why. Written by the database alone; the application may only read it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Operation(models.TextChoices):
    INSERT = "INSERT", "Added"
    UPDATE = "UPDATE", "Changed"
    DELETE = "DELETE", "Removed"


class HistoryEntry(models.Model):
    """One row before and after one change. The table is partitioned by month on ``at``."""

    at = models.DateTimeField()
    table_name = models.TextField()
    row_id = models.BigIntegerField()
    partnership_id = models.BigIntegerField(null=True)
    operation = models.CharField(max_length=6, choices=Operation)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    actor_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    purpose = models.TextField()
    reason = models.TextField()
    request_id = models.TextField()
    # The database role that wrote: a change outside the application shows as the owner's or maintenance's.
    database_role = models.TextField()
    transaction_id = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "history_entry"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.operation} {self.table_name} {self.row_id}"
