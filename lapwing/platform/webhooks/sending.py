"""Sending what waits: claimed in one transaction, sent outside any, and marked in another.

While a message is on its way its row is only due again later, so no transaction is open meanwhile; when the
worker is killed, it is sent again. Receivers know a message that comes twice by its ``webhook-id``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.urls import reverse

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.telling import notify
from lapwing.platform.webhooks.addresses import RefusedAddressError, resolved
from lapwing.platform.webhooks.models import DeliveryState, Webhook, WebhookDelivery, told_as
from lapwing.platform.webhooks.posting import Answer, post
from lapwing.platform.webhooks.secrets import signatures

SYSTEM_USER = "Webhooks"
MINUTE = timedelta(minutes=1)
# What to wait after each try that failed; after the last, two days on, it is given up.
BACK_OFF = tuple(n * MINUTE for n in (1, 5, 30, 120, 300, 600, 900, 900))
# An address at which nothing has arrived for so long is no longer told.
STOP_AFTER = timedelta(days=3)
# Longer than any try takes: until then a message counts as on its way.
ON_ITS_WAY = timedelta(minutes=2)
KEPT = timedelta(days=30)
SECONDS_PER_RUN = 50.0


def send_what_waits(clock: Callable[[], datetime], *, seconds: float = SECONDS_PER_RUN) -> int:
    """Send what is due, the longest due first, until the time is over. Gives how many were tried."""
    end, tried = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        delivery = _claim(clock())
        if delivery is None:
            break
        _note(delivery.pk, _sent(delivery, clock()), clock())
        tried += 1
    return tried


def _claim(now: datetime) -> WebhookDelivery | None:
    with acting(system_actor(SYSTEM_USER), purpose="send webhook"):
        due = WebhookDelivery.objects.filter(
            state=DeliveryState.WAITING, try_at__lte=now, webhook__stopped_at=None, webhook__ended_at=None
        )
        rows = due.order_by("try_at", "id").select_related("webhook")
        row = rows.select_for_update(skip_locked=True, of=("self",)).first()
        if row is not None:
            row.tries, row.try_at, row.tried_at = row.tries + 1, now + ON_ITS_WAY, now
            row.save(update_fields=["tries", "try_at", "tried_at"])
        return row


def _sent(row: WebhookDelivery, now: datetime) -> Answer:
    moment = int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Lapwing",
        "webhook-id": row.ref,
        "webhook-timestamp": str(moment),
        "webhook-signature": signatures(row.webhook, row.ref, moment, row.body, now=now),
    }
    try:
        place = resolved(row.webhook.url)
    except RefusedAddressError as error:
        return Answer(None, str(error))
    return post(place, row.body.encode(), headers)


def _note(number: int, answer: Answer, now: datetime) -> None:
    """Write down what became of a try."""
    with acting(system_actor(SYSTEM_USER), purpose="send webhook"):
        row = WebhookDelivery.objects.select_for_update().get(pk=number)
        row.answered, row.words = answer.status, answer.words
        if answer.arrived:
            row.state = DeliveryState.ARRIVED
        elif row.tries > len(BACK_OFF):
            row.state = DeliveryState.FAILED
        else:
            row.try_at = now + BACK_OFF[row.tries - 1]
        row.save(update_fields=["answered", "words", "state", "try_at"])
        hook = Webhook.objects.select_for_update().get(pk=row.webhook_id)
        if answer.arrived:
            Webhook.objects.filter(pk=hook.pk).exclude(failing_since=None).update(failing_since=None)
        elif hook.failing_since is None:
            Webhook.objects.filter(pk=hook.pk).update(failing_since=now)
        elif now - hook.failing_since >= STOP_AFTER and hook.stopped_at is None:
            _stop(hook, answer, now)


def _stop(hook: Webhook, answer: Answer, now: datetime) -> None:
    """Tell an address no more, and say so to whoever made the webhook."""
    why = f"Nothing has arrived there for {STOP_AFTER.days} days. {answer.words}"
    Webhook.objects.filter(pk=hook.pk).update(stopped_at=now, stopped_why=why)
    partnership = Webhook._meta.get_field("partnership").related_model._default_manager
    ref = partnership.values_list("ref", flat=True).get(pk=hook.partnership_id)
    notify(
        people=[hook.made_by_id],
        template="webhook-stopped",
        partnership_id=hook.partnership_id,
        url=reverse("webhook", args=[ref, hook.ref]),
        now=now,
        key=f"{told_as(hook)}{now:%Y-%m-%d}",
        name=hook.name,
    )


def forget_old(now: datetime) -> None:
    """What was told is kept for a month."""
    WebhookDelivery.objects.filter(happened_at__lte=now - KEPT).delete()
