"""What the worker does for groups: reminds people of what was agreed."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.contexts.governance.telling import remind_of_decisions
from lapwing.platform.jobs.system import as_system


@app.periodic(cron="20 5 * * *")
@app.task(name="governance.remind", queueing_lock="governance-remind")
@as_system("Reminders")
def remind(timestamp: int) -> None:
    """Remind people of what a group agreed for them to do."""
    remind_of_decisions(timezone.now())
