"""Rows and files are kept for as long as an import can be undone or gone on with, and no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from lapwing.platform.imports.models import DataImport, ImportEdit, ImportFile, ImportRow, ImportState


def clear_old(now: datetime, *, after: timedelta) -> int:
    """Remove what lies in imports that nobody has touched for so long; the line in the list stays.

    An import that was never brought in goes altogether: nothing came of it.
    """
    before = now - after
    stale = DataImport.objects.filter(cleared_at=None)
    never = stale.filter(committed_at=None, created_at__lt=before)
    over = stale.filter(Q(undone_at__lt=before) | Q(undone_at=None, committed_at__lt=before)).exclude(
        state=ImportState.UNDOING
    )
    ids = [*never.values_list("pk", flat=True), *over.values_list("pk", flat=True)]
    for model in (ImportRow, ImportEdit, ImportFile):
        model._default_manager.filter(data_import__in=ids).delete()
    over.update(cleared_at=now, news=[])
    never.delete()
    return len(ids)
