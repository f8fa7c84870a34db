"""Removing whole months of the access log: by maintenance alone, when their time is over everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, connections, transaction
from psycopg import errors as postgres

from lapwing.platform.retention.errors import OnHoldError, RetentionError
from lapwing.platform.retention.models import Purge


@dataclass(frozen=True)
class LogStanding:
    """Months of the access log whose time is over, the first day of each; and whether a hold keeps them."""

    over: tuple[date, ...]
    held: bool


def log_standing(using: str = "default") -> LogStanding:
    """What ``drop_months`` would remove today. Two queries, asked of the database as it would act."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT retention_log_months_over()")
        over = tuple(_first_day(name) for (name,) in cursor.fetchall())
        cursor.execute("SELECT retention_log_held()")
        (held,) = cursor.fetchone() or (False,)
    return LogStanding(over, bool(held))


def drop_months(*, reason: str, by: int, using: str) -> list[Purge]:
    """Remove the months of the access log whose time is over in every partnership.

    Gives what stays of it: a line for each partnership, and one for what was read outside any; none when
    there was nothing to remove. Raises RetentionError without a reason or while the log is in use too much
    to be changed, and OnHoldError while any hold stands.
    """
    if not reason.strip():
        raise RetentionError("Say why it is removed.")
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute("SELECT retention_drop_log_months(%s, %s)", [reason.strip(), by])
            made = [number for (number,) in cursor.fetchall()]
    except DatabaseError as error:
        if isinstance(error.__cause__, postgres.ObjectNotInPrerequisiteState):
            raise OnHoldError(
                "A hold stands, so no month of the access log is removed. Lift the hold first."
            ) from error
        if isinstance(error.__cause__, postgres.LockNotAvailable):
            raise RetentionError("The access log is being written to. Try again in a minute.") from error
        raise
    return list(Purge.objects.using(using).filter(pk__in=made).order_by("pk"))


def _first_day(partition: str) -> date:
    year, month = partition.rsplit("_", 2)[1:]
    return date(int(year), int(month), 1)
