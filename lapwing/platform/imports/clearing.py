"""Rows and files are kept for as long as an import can be undone or gone on with, and no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.imports.files import drop_content, remove_content
from lapwing.platform.imports.models import AT_WORK, DataImport, ImportEdit, ImportRow
from lapwing.platform.jobs.system import one_by_one

SYSTEM_USER = "Imports"
PURPOSE = "job clear_imports"


def clear_old(now: datetime, *, after: timedelta) -> int:
    """Remove what lies in imports that nobody has touched for so long, each by itself; how many.

    The line in the list stays, but an import that was never brought in goes altogether: nothing came of it.
    """
    before = now - after
    # what is being done would be found gone, or be brought in and then not be known any more
    stale = DataImport.objects.filter(cleared_at=None).exclude(state__in=AT_WORK)
    never = stale.filter(committed_at=None, created_at__lt=before)
    over = stale.filter(Q(undone_at__lt=before) | Q(undone_at=None, committed_at__lt=before))

    def clear(number: int) -> None:
        # asked again and held until it is done, so that nobody begins to undo one whose rows go
        if found := over.select_for_update(of=("self",)).filter(pk=number).first():
            _empty(found, now)
        elif found := never.select_for_update(of=("self",)).filter(pk=number).first():
            found.delete()
            drop_content(found.file)

    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        numbers = [*over.values_list("pk", flat=True), *never.values_list("pk", flat=True)]
    return one_by_one(SYSTEM_USER, PURPOSE, numbers, clear)


def _empty(found: DataImport, now: datetime) -> None:
    ImportRow.objects.filter(data_import=found).delete()
    ImportEdit.objects.filter(data_import=found).delete()
    remove_content(found, now)
    DataImport.objects.filter(pk=found.pk).update(cleared_at=now, news=[])
