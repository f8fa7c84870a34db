"""What other systems can be told of governance: that something was decided, and never what."""

from __future__ import annotations

from datetime import datetime

from lapwing.contexts.governance.models import Decision
from lapwing.platform.webhooks.events import record_event

EVENTS = {"decision.recorded": "A group's decision was recorded."}


def decision_recorded(decision: Decision, now: datetime) -> None:
    record_event(
        "decision.recorded",
        partnership_id=decision.partnership_id,
        data=lambda: {
            "partnership": decision.group.partnership.ref,
            "group": decision.group.ref,
            "decision": decision.ref,
        },
        now=now,
    )
