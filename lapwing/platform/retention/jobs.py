"""Every month: work out what the schedule would remove, and tell those who decide. Nothing is removed."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from lapwing.platform.access.acting import current_actor
from lapwing.platform.jobs.system import as_system
from lapwing.platform.notices.telling import notify, settle
from lapwing.platform.retention.access import APPROVE
from lapwing.platform.retention.models import SimulationState
from lapwing.platform.retention.months import log_standing
from lapwing.platform.retention.schedule import schedule_of
from lapwing.platform.retention.simulating import SYSTEM_USER, simulate, told_as

log = logging.getLogger(__name__)

# How the keys of what is said of the access log begin.
MONTHS_TOLD_AS = "access-log months "


@app.periodic(cron="7 5 1 * *")
@app.task(name="retention.simulate", queueing_lock="retention-simulate")
@as_system(SYSTEM_USER)
def simulate_every_month(timestamp: int) -> None:
    """Make a simulation of each kind in each partnership, and tell those who may approve."""
    now = timezone.now()
    partnerships = apps.get_model("registry.Partnership")._default_manager.filter(closed_on=None)
    for partnership in partnerships.order_by("pk"):
        made = [
            simulate(actor=current_actor(), now=now, partnership_id=partnership.pk, line=line)
            for line in schedule_of(partnership.pk)
        ]
        waiting = [each for each in made if each is not None and each.state == SimulationState.WAITING]
        if waiting:
            log.info("%d simulations wait in a partnership", len(waiting))
            notify(
                people=_who_decides(partnership.pk),
                template="retention-simulation",
                partnership_id=partnership.pk,
                url=reverse("retention", args=[partnership.ref]),
                now=now,
                key=f"{told_as(partnership.pk)}{timezone.localdate(now):%Y-%m}",
            )
    _tell_of_the_log(list(partnerships), now)


def _tell_of_the_log(partnerships: list[Any], now: datetime) -> None:
    """Tell those who decide that months of the access log may go, and see that somebody removes them.

    This job cannot: the worker has no right to remove a line of evidence, nor the address of who has. While a
    hold stands nobody is told, since nothing may go.
    """
    standing = log_standing()
    if not standing.over:
        settle(beginning=MONTHS_TOLD_AS, now=now)
        return
    for partnership in () if standing.held else partnerships:
        notify(
            people=_who_decides(partnership.pk),
            template="retention-months",
            partnership_id=partnership.pk,
            url=reverse("retention", args=[partnership.ref]),
            now=now,
            key=f"{MONTHS_TOLD_AS}{partnership.pk} {timezone.localdate(now):%Y-%m}",
        )


def _who_decides(partnership_id: int) -> list[int]:
    """Those who may approve, by the package that knows roles (a setting, since this layer does not)."""
    holders = import_string(settings.PERMISSION_HOLDERS)
    return list(holders(APPROVE, partnership_id, timezone.localdate()))
