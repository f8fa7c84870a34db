"""Having an address told, and no longer; a new secret; telling again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible, Rule
from lapwing.platform.notices.telling import settle
from lapwing.platform.webhooks.addresses import RefusedAddressError, checked_url
from lapwing.platform.webhooks.events import TEST, declared_events, queue, wake
from lapwing.platform.webhooks.models import DeliveryState, Webhook, WebhookDelivery, told_as
from lapwing.platform.webhooks.secrets import BOTH_COUNT, new_salt, sealed_secret, secret_of

MANAGE = "webhooks.manage"
MOST = 20

webhooks = Rule(Webhook)


class WebhookRefusedError(ValueError):
    """It is not done; the message says why, and ``field`` which part is at fault."""

    def __init__(self, message: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(message)


def find(actor: Actor, partnership_id: int, ref: str) -> Webhook:
    """The webhook, to be shown. Raises NotVisible."""
    standing = Webhook.objects.filter(partnership_id=partnership_id, ended_at=None)
    return webhooks.fetch(actor, MANAGE, queryset=standing, ref=ref)


def fetch(actor: Actor, partnership_id: int, ref: str) -> Webhook:
    """The webhook, locked until the transaction ends. Raises NotVisible."""
    standing = Webhook.objects.filter(partnership_id=partnership_id, ended_at=None)
    return webhooks.fetch(actor, MANAGE, queryset=standing.select_for_update(of=("self",)), ref=ref)


@transaction.atomic
def make_webhook(
    *, by: Actor, now: datetime, partnership_id: int, name: str, url: str, events: Collection[str]
) -> tuple[Webhook, str]:
    """Have an address told of some events; gives the secret, which is not shown again.

    Raises NotVisible and WebhookRefusedError.
    """
    if not by.may(MANAGE, partnership_id):
        raise NotVisible("No such page")
    if not name.strip():
        raise WebhookRefusedError("Say what it is for.", field="name")
    if not events or set(events) - set(declared_events()):
        raise WebhookRefusedError("Choose what it is told of.", field="events")
    try:
        checked = checked_url(url.strip())
    except RefusedAddressError as error:
        raise WebhookRefusedError(str(error), field="url") from error
    if Webhook.objects.filter(partnership_id=partnership_id, ended_at=None).count() >= MOST:
        raise WebhookRefusedError(f"There are {MOST} webhooks. End one first.")
    salt = new_salt()
    hook = Webhook.objects.create(
        partnership_id=partnership_id,
        name=name.strip(),
        url=checked,
        events=sorted(events),
        salt=salt,
        sealed=sealed_secret(salt),
        made_at=now,
        made_by_id=by.id,
    )
    return hook, secret_of(hook.salt)


@transaction.atomic
def change_secret(*, by: Actor, now: datetime, partnership_id: int, ref: str) -> str:
    """A new secret, beside which the one before counts for a day. Raises NotVisible."""
    hook = fetch(by, partnership_id, ref)
    hook.salt_before, hook.sealed_before, hook.before_until = hook.salt, hook.sealed, now + BOTH_COUNT
    hook.salt = new_salt()
    hook.sealed = sealed_secret(hook.salt)
    hook.save(update_fields=["salt_before", "sealed_before", "before_until", "salt", "sealed"])
    return secret_of(hook.salt)


@transaction.atomic
def end_webhook(*, by: Actor, now: datetime, partnership_id: int, ref: str) -> None:
    """Tell an address nothing more, what waits included. Raises NotVisible."""
    hook = fetch(by, partnership_id, ref)
    hook.ended_at = now
    hook.save(update_fields=["ended_at"])
    settle(beginning=told_as(hook), now=now)


@transaction.atomic
def begin_again(*, by: Actor, now: datetime, partnership_id: int, ref: str) -> None:
    """Tell an address again that was stopped, what waits included. Raises NotVisible."""
    hook = fetch(by, partnership_id, ref)
    hook.stopped_at, hook.stopped_why, hook.failing_since = None, "", None
    hook.save(update_fields=["stopped_at", "stopped_why", "failing_since"])
    settle(beginning=told_as(hook), now=now)
    transaction.on_commit(wake, robust=True)


@transaction.atomic
def send_test(*, by: Actor, now: datetime, partnership_id: int, ref: str) -> None:
    """Tell an address that this is a test. Raises NotVisible."""
    hook = fetch(by, partnership_id, ref)
    queue([hook], TEST, {}, now)


@transaction.atomic
def tell_again(*, by: Actor, now: datetime, partnership_id: int, ref: str, delivery: str) -> None:
    """Try a message again now, with all its tries before it. Raises NotVisible."""
    hook = fetch(by, partnership_id, ref)
    rows = WebhookDelivery.objects.filter(webhook=hook, ref=delivery)
    if not rows.update(state=DeliveryState.WAITING, try_at=now, tries=0):
        raise NotVisible("No such message")
    transaction.on_commit(wake, robust=True)
