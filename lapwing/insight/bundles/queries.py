"""Monitoring events and bundles as pages show them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.insight.bundles.access import READ, events
from lapwing.insight.bundles.models import Bundle, BundleState, MonitoringEvent
from lapwing.insight.bundles.paths import DECISIONS, GOVERNANCE, PACKS
from lapwing.insight.packs.access import READ as READ_PACKS
from lapwing.platform.access.actor import Actor

# The permissions by which folders of a bundle are read elsewhere; the plan itself is downloaded by EXPORT.
_OF = {PACKS: READ_PACKS, DECISIONS: governance.READ, GOVERNANCE: governance.READ}


def events_of(actor: Actor, partnership_id: int, plan_ref: str) -> QuerySet[MonitoringEvent]:
    """The monitoring events of a plan, the latest first, each with how many bundles are ``ready``."""
    found = MonitoringEvent.objects.in_force().filter(partnership_id=partnership_id, plan_ref=plan_ref)
    ready = Count("bundles", filter=Q(bundles__state=BundleState.READY))
    return (
        events.visible_to(actor, found, permission=READ).select_related("partnership").annotate(ready=ready)
    )


def bundles_of(event: MonitoringEvent) -> tuple[Bundle, ...]:
    """The bundles of an event that the actor has been shown, the latest first."""
    return tuple(Bundle.objects.filter(event=event).select_related("work"))


def may_have(actor: Actor, bundle: Bundle) -> bool:
    """Whether somebody who reads bundles may have this one: every part of it must be theirs to read, now.

    Evidence that is kept to roles and was withdrawn since is nobody's to read: the bundle is nobody's then.
    """
    folders = {path.partition("/")[0] for path, *_ in bundle.parts}
    wanted = [improvement.EXPORT, *(permission for folder, permission in _OF.items() if folder in folders)]
    return (
        bundle.state == BundleState.READY
        and all(actor.may(permission, bundle.partnership_id) for permission in wanted)
        and improvement.reads_all_evidence(actor, list(bundle.kept_evidence))
    )
