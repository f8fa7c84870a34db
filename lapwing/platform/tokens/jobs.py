"""What tokens leave behind, and how long it is kept."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.platform.jobs.system import as_system
from lapwing.platform.tokens.allowances import forget_old
from lapwing.platform.tokens.models import KeptAnswer
from lapwing.platform.tokens.use import SYSTEM_USER

ANSWERS_KEPT = timedelta(days=1)


@app.periodic(cron="17 * * * *")
@app.task(name="tokens.forget_old", queueing_lock="tokens-forget")
@as_system(SYSTEM_USER)
def forget_what_is_over(timestamp: int) -> None:
    """Remove kept answers after a day, and counts that no longer count."""
    now = timezone.now()
    KeptAnswer.objects.filter(made_at__lte=now - ANSWERS_KEPT).delete()
    forget_old(now=now)
