"""What the worker does for its own sake: takes up what was dropped, and clears away what is long over."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.platform.jobs.keeping import remove_what_is_over
from lapwing.platform.jobs.progress import SYSTEM_USER
from lapwing.platform.jobs.rescue import rescue_stalled
from lapwing.platform.jobs.system import as_system


@app.periodic(cron="* * * * *")
@app.task(name="jobs.rescue", queueing_lock="jobs-rescue", priority=10)
@as_system(SYSTEM_USER)
def rescue(timestamp: int) -> None:
    """Run the jobs again whose worker was killed."""
    rescue_stalled(timezone.now())


@app.periodic(cron="17 2 * * *")
@app.task(name="jobs.clear", queueing_lock="jobs-clear")
@as_system(SYSTEM_USER)
def clear(timestamp: int) -> None:
    """Remove jobs, work and what went wrong when they are long over."""
    remove_what_is_over(timezone.now())
