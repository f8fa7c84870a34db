"""How long what the background leaves behind is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from lapwing.platform.jobs.models import Effect, Failure, Work

WORK_KEPT = timedelta(days=30)
# The queue holds a job for each minute of the day.
FINISHED_JOBS_KEPT = timedelta(days=2)
FAILED_JOBS_KEPT = timedelta(days=30)
# Longer than anything that could still be run again.
EFFECTS_KEPT = timedelta(days=90)

_OVER = """
DELETE FROM procrastinate_jobs AS job WHERE status::text = ANY (%s) AND NOT EXISTS (
    SELECT FROM procrastinate_events AS event WHERE event.job_id = job.id AND event.at >= %s
)
"""


def remove_what_is_over(now: datetime) -> None:
    """Remove what nobody can want any more. Acts as a system user."""
    Work.objects.filter(ended_at__lt=now - WORK_KEPT).delete()
    Failure.objects.filter(at__lt=now - FAILED_JOBS_KEPT).delete()
    Effect.objects.filter(at__lt=now - EFFECTS_KEPT).delete()
    with connection.cursor() as cursor:
        cursor.execute(_OVER, [["succeeded"], now - FINISHED_JOBS_KEPT])
        cursor.execute(_OVER, [["failed", "cancelled", "aborted"], now - FAILED_JOBS_KEPT])
