"""What others can be told of: declared beside the code that tells it, and recorded with the change itself.

A package declares its own as ``EVENTS`` in a module ``events``, each with a sentence, and calls
``record_event`` in the command that makes the change, inside its transaction: an event is told if, and only
if, the change is kept. An event holds references and no words; whoever is told asks the interface for more,
and is given what their token may see.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from lapwing.platform.webhooks.models import Webhook, WebhookDelivery

TEST = "test"


@cache
def declared_events() -> dict[str, str]:
    """Every event that an installed package declares, with its sentence."""
    found: dict[str, str] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.events"
        if app.name.startswith("lapwing.") and find_spec(name):
            found.update(getattr(import_module(name), "EVENTS", {}))
    return dict(sorted(found.items()))


def record_event(
    event: str, *, partnership_id: int, data: Callable[[], Mapping[str, Any]], now: datetime
) -> int:
    """Have everybody told who asked to be. One query when nobody did; ``data`` is only asked for then.

    Gives the number of addresses that will be told. Raises KeyError for an event that nobody declared.
    """
    assert event in declared_events(), f"declare {event} in an events module"
    wanted = Webhook.objects.filter(
        partnership_id=partnership_id, ended_at=None, stopped_at=None, events__contains=[event]
    )
    hooks = list(wanted)
    if hooks:
        queue(hooks, event, data(), now)
    return len(hooks)


def queue(hooks: list[Webhook], event: str, data: Mapping[str, Any], now: datetime) -> None:
    """Write down what each is to be sent, and wake the worker once it is kept."""
    moment = now.astimezone(UTC).isoformat().replace("+00:00", "Z")
    body = json.dumps({"type": event, "timestamp": moment, "data": dict(data)})
    WebhookDelivery.objects.bulk_create(
        [
            WebhookDelivery(
                partnership_id=hook.partnership_id,
                webhook=hook,
                event=event,
                body=body,
                happened_at=now,
                try_at=now,
            )
            for hook in hooks
        ]
    )
    transaction.on_commit(wake, robust=True)


def wake() -> None:
    """Have the worker look at once; without that it looks every minute."""
    from lapwing.platform.webhooks.jobs import send_waiting_events

    try:
        send_waiting_events.configure().defer(timestamp=0)
    except AlreadyEnqueued:
        return
