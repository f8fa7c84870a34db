"""What the access log needs done in time."""

from __future__ import annotations

import logging

from django.db import connection
from procrastinate.contrib.django import app

from lapwing.platform.jobs.system import as_system

MONTHS_AHEAD = 3

log = logging.getLogger(__name__)


# Every night, for the same reason as the history's: a worker that was away catches up.
@app.periodic(cron="19 3 * * *")
@app.task(queueing_lock="access-log-months")
@as_system("Access log")
def make_coming_months_of_reads(timestamp: int) -> None:
    """Make the access log's partitions of this month and the coming ones, refused tries among them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT access_log_make_months(%(ahead)s) + access_log_make_months_of_refusals(%(ahead)s)",
            {"ahead": MONTHS_AHEAD},
        )
        (made,) = cursor.fetchone() or (0,)
    if made:
        log.info("Made %d months of the access log", made)
