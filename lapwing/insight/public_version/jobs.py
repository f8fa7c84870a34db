"""What the days do to public versions."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.insight.public_version.informing import tell_of_feedback
from lapwing.platform.jobs.system import as_system


@app.periodic(cron="35 5 * * *")
@app.task(name="public_version.tell_of_feedback", queueing_lock="public-version-feedback")
@as_system("Public versions")
def tell(timestamp: int) -> None:
    """Tell who runs a plan that the public said something, once a day."""
    tell_of_feedback(timezone.now(), datetime.fromtimestamp(timestamp, UTC))
