"""How the background work stands: read from the queue's own tables."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from lapwing.platform.observing.figures import FIGURES, Figure

_COUNTS = "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status <> 'succeeded' GROUP BY status"
# From the moment it could have begun: when it was asked for, or for a later time when that came.
_OLDEST = """
SELECT coalesce(extract(epoch FROM now() - min(greatest(asked.at, job.scheduled_at))), 0)
FROM procrastinate_jobs AS job
JOIN procrastinate_events AS asked ON asked.job_id = job.id AND asked.type = 'deferred'
WHERE job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now()
"""
_WORKERS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
STATES = ("todo", "doing", "failed", "cancelled", "aborted")


def jobs_by_state() -> Mapping[str, float]:
    found = dict.fromkeys(STATES, 0.0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        return found | {str(state): float(number) for state, number in cursor.fetchall()}


def oldest_waiting() -> Mapping[str, float]:
    """Seconds that the job has waited which has waited longest."""
    return {"all": _one(_OLDEST)}


def workers() -> Mapping[str, float]:
    return {"all": _one(_WORKERS)}


def _one(query: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
        return float(row[0]) if row else 0.0


FIGURES.register(
    Figure("lapwing_jobs", "Background jobs that are not done, by state", jobs_by_state, label="state"),
    Figure(
        "lapwing_jobs_oldest_seconds",
        "Wait of the job that has waited longest",
        oldest_waiting,
        label="queue",
    ),
    Figure("lapwing_workers", "Workers heard of within a minute", workers, label="kind"),
)
