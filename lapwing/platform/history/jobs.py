"""What the history needs done in time."""

from __future__ import annotations

import logging

from django.db import connection
from procrastinate.contrib.django import app

from lapwing.platform.jobs.system import as_system

MONTHS_AHEAD = 3

log = logging.getLogger(__name__)


# Every night, not every month: a worker that was away on the first of a month catches up on the second.
@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="history-months")
@as_system("History")
def make_coming_months(timestamp: int) -> None:
    """Make the history's partitions of this month and the coming ones. Otherwise rows share one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT history_make_months(%s)", [MONTHS_AHEAD])
        (made,) = cursor.fetchone() or (0,)
    if made:
        log.info("Made %d months of history", made)
