"""What the worker does for groups: reminds of what was agreed, passes on what has no answer, and settles."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.contexts.governance.commands.common import today
from lapwing.contexts.governance.commands.raised import pass_on
from lapwing.contexts.governance.handed import settle_what_is_done
from lapwing.contexts.governance.models import EscalatedItem
from lapwing.contexts.governance.telling import remind_of_decisions
from lapwing.platform.access.acting import acting, current_actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.system import as_system, one_by_one

ESCALATION = "Escalation"


@app.periodic(cron="18 5 * * *")
@app.task(name="governance.settle", queueing_lock="governance-settle")
@as_system("Reminders")
def settle_handed(timestamp: int) -> None:
    """Settle what people were told of work that changed hands, once nothing of it is left."""
    settle_what_is_done(timezone.now())


@app.periodic(cron="20 5 * * *")
@app.task(name="governance.remind", queueing_lock="governance-remind")
@as_system("Reminders")
def remind(timestamp: int) -> None:
    """Remind people of what a group agreed for them to do."""
    remind_of_decisions(timezone.now())


@app.periodic(cron="22 5 * * *")
@app.task(name="governance.pass_on", queueing_lock="governance-pass-on")
def pass_on_late(timestamp: int) -> None:
    """Pass what a group left unanswered past its day to the group above. Each item by itself, and at the
    moment that it is then."""
    purpose = "job pass_on_late"
    with acting(system_actor(ESCALATION), purpose=purpose):
        on = today(timezone.now())
        late = list(EscalatedItem.objects.late_on(on).order_by("pk").values_list("pk", flat=True))
    one_by_one(
        ESCALATION, purpose, late, lambda pk: pass_on(actor=current_actor(), now=timezone.now(), item_id=pk)
    )
