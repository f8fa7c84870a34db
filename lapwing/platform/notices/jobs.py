"""What the worker does for notices: sends what waits, makes the summaries, forgets what is old."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.platform.jobs.system import as_system
from lapwing.platform.notices import digests, sending
from lapwing.platform.notices.outbox import SYSTEM_USER


@app.periodic(cron="* * * * *")
@app.task(name="notices.send_waiting_mail", queueing_lock="notices-mail")
def send_waiting_mail(timestamp: int = 0) -> None:
    """Send the emails whose time has come. Not in one transaction: each is marked as soon as it is sent."""
    sending.send_what_waits(timezone.now)


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.make_digests", queueing_lock="notices-digests")
@as_system(SYSTEM_USER)
def make_digests(timestamp: int) -> None:
    """Make the summaries that are due; asked often, so that one missed while no worker ran still comes."""
    digests.make_digests(timezone.now())


@app.periodic(cron="23 4 * * *")
@app.task(name="notices.forget_old", queueing_lock="notices-forget")
@as_system(SYSTEM_USER)
def forget_old(timestamp: int) -> None:
    digests.forget_old(timezone.now())
