"""What the worker does for webhooks: sends what waits, and forgets what is old."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.platform.jobs.system import as_system
from lapwing.platform.webhooks import sending


@app.periodic(cron="* * * * *")
@app.task(name="webhooks.send_waiting_events", queueing_lock="webhooks-send")
def send_waiting_events(timestamp: int = 0) -> None:
    """Tell what waits. Not in one transaction: each is marked as soon as it is told."""
    sending.send_what_waits(timezone.now)


@app.periodic(cron="53 4 * * *")
@app.task(name="webhooks.forget_old", queueing_lock="webhooks-forget")
@as_system(sending.SYSTEM_USER)
def forget_old(timestamp: int) -> None:
    sending.forget_old(timezone.now())
