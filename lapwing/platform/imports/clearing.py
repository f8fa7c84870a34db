"""Rows and files are kept for as long as an import can be undone or gone on with, and no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from lapwing.platform.imports.files import drop_content, remove_content
from lapwing.platform.imports.models import AT_WORK, DataImport, ImportEdit, ImportRow


def clear_old(now: datetime, *, after: timedelta) -> int:
    """Remove what lies in imports that nobody has touched for so long; the line in the list stays.

    An import that was never brought in goes altogether: nothing came of it.
    """
    before = now - after
    # what is being done would be found gone, or be brought in and then not be known any more
    stale = DataImport.objects.filter(cleared_at=None).exclude(state__in=AT_WORK)
    never = stale.filter(committed_at=None, created_at__lt=before)
    over = stale.filter(Q(undone_at__lt=before) | Q(undone_at=None, committed_at__lt=before))
    # held until the end, so that nobody begins to undo one whose rows go
    found = list(over.select_for_update(of=("self",)).select_related("file"))
    done = DataImport.objects.filter(pk__in=[each.pk for each in found])
    for each in found:
        ImportRow.objects.filter(data_import=each).delete()
        ImportEdit.objects.filter(data_import=each).delete()
        remove_content(each, now)
    done.update(cleared_at=now, news=[])
    dropped = list(never.select_for_update(of=("self",)).select_related("file"))
    for each in dropped:
        each.delete()
        drop_content(each.file)
    return len(found) + len(dropped)
