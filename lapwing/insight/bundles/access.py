"""Who may do what with monitoring events and their bundles."""

from __future__ import annotations

from lapwing.insight.bundles.models import Bundle, MonitoringEvent
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule

READ = "bundles.read"
BUILD = "bundles.build"

PERMISSIONS = {
    READ: "See the monitoring events of the partnership's plans, and have their inspection bundles.",
    BUILD: "Record monitoring events, and make and withdraw inspection bundles.",
}

events = Rule(MonitoringEvent)
bundles = Rule(Bundle)


def fetch_event(actor: Actor, permission: str, partnership_id: int, ref: str) -> MonitoringEvent:
    """The event of this reference, unless it was withdrawn. Raises NotVisible."""
    found = MonitoringEvent.objects.in_force().filter(partnership_id=partnership_id)
    return events.fetch(actor, permission, queryset=found.select_related("partnership"), ref=ref)


def fetch_bundle(actor: Actor, permission: str, partnership_id: int, ref: str) -> Bundle:
    """The bundle of this reference, of an event that stands. Raises NotVisible."""
    found = Bundle.objects.filter(partnership_id=partnership_id, event__voided_at=None)
    related = found.select_related("partnership", "event", "work", "file")
    return bundles.fetch(actor, permission, queryset=related, ref=ref)
