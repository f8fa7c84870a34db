"""How sensitive what waits in the background is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import WORKING

TABLES = {
    "jobs_work": WORKING,
    "jobs_effect": WORKING,
    "jobs_failure": WORKING,
    "jobs_operation": WORKING,
    # of the library: numbers and references alone
    "procrastinate_jobs": WORKING,
    "procrastinate_events": WORKING,
    "procrastinate_workers": WORKING,
    "procrastinate_periodic_defers": WORKING,
}
