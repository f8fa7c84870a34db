"""The moves by which updates came to be signed off, of those that still are."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from lapwing.contexts.improvement.models import Move, UpdateMove
from lapwing.contexts.improvement.rules.workflow import OPEN_TO_ALL


def moves_that_signed_off(by: datetime | None = None) -> QuerySet[UpdateMove]:
    """One move for each update that stands as signed off, made by a moment.

    What was returned afterwards was signed off anew, or is not: its words are not those of the first time.
    """
    returned = UpdateMove.objects.filter(
        update_moved=OuterRef("update_moved"), move=Move.RETURNED, pk__gt=OuterRef("pk")
    )
    rows = UpdateMove.objects.filter(
        ~Exists(returned), move=Move.SIGNED_OFF, update_moved__state__in=OPEN_TO_ALL
    )
    return rows if by is None else rows.filter(made_at__lte=by)
