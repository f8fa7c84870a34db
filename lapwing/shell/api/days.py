"""The day that a list is read on: as now known, or as it had been recorded at the end of an earlier day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Query

from lapwing.shell.api.problems import Fault, ProblemError

AsAt = Annotated[
    date | None,
    Query(description="As it had been recorded at the end of this day in England. Without it, as now known."),
]


def past(as_at: date | None) -> date | None:
    """The day asked for. Raises ProblemError for one that has not come yet."""
    if as_at is not None and as_at > timezone.localdate():
        fault = Fault("This day has not come yet.", parameter="as_at")
        raise ProblemError("not-valid", errors=[fault])
    return as_at
