"""Recording monitoring events, and asking for and withdrawing their bundles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from lapwing.contexts.improvement import public as improvement
from lapwing.insight.bundles.access import BUILD, fetch_bundle, fetch_event
from lapwing.insight.bundles.models import Bundle, BundleState, EventKind, MonitoringEvent
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.jobs.models import OPEN_STATES
from lapwing.platform.jobs.work import begin_work
from lapwing.platform.voiding import VOIDED_FIELDS, void_row
from lapwing.registry.models import Partnership
from lapwing.registry.names import refuse_names

# Being made for one event at a time.
MOST_WAITING = 1
_LONGEST = {"organisations": 300, "notes": 20_000}


class BundleError(Exception):
    """It is not done; the message is a sentence for a person. ``field`` is the one to put right."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class EventDetails:
    """What is said of a monitoring event; ``organisations`` are who came from outside."""

    kind: str
    held_on: date
    organisations: str
    notes: str = ""


@transaction.atomic
def record_event(
    *,
    by: Actor,
    partnership: Partnership,
    plan_ref: str,
    details: EventDetails,
    now: datetime,
    named_nobody: Collection[str] = (),
) -> MonitoringEvent:
    """Record that others look, or looked, at a plan. Raises NotVisible, BundleError and ChildNamedError."""
    if not by.may(BUILD, partnership.pk):
        raise NotVisible("No such plan")
    plan = improvement.plan_head(actor=by, plan_ref=plan_ref, on=improvement.day_of(now))
    if plan.partnership_ref != partnership.ref:
        raise NotVisible("No such plan")
    return MonitoringEvent.objects.create(
        partnership=partnership,
        plan_ref=plan.ref,
        plan_title=plan.title,
        made_at=now,
        made_by_id=by.id,
        **_checked(partnership, details, named_nobody),
    )


@transaction.atomic
def change_event(
    *,
    by: Actor,
    partnership: Partnership,
    ref: str,
    version: int,
    details: EventDetails,
    named_nobody: Collection[str] = (),
) -> MonitoringEvent:
    """Change what is said of an event.

    Raises NotVisible, BundleError when somebody else changed it since, and ChildNamedError.
    """
    event = _locked(by, partnership, ref)
    if event.version != version:
        raise BundleError("Somebody else changed this meanwhile. Look at it again before you go on.")
    for name, value in _checked(partnership, details, named_nobody).items():
        setattr(event, name, value)
    event.version += 1
    event.save(update_fields=["kind", "held_on", "organisations", "notes", "version"])
    return event


@transaction.atomic
def void_event(
    *,
    by: Actor,
    partnership: Partnership,
    ref: str,
    reason: str,
    now: datetime,
    named_nobody: Collection[str] = (),
) -> MonitoringEvent:
    """Take an event out; its bundles are then given to nobody.

    Raises NotVisible, BundleError and ChildNamedError.
    """
    event = _locked(by, partnership, ref)
    if not reason.strip():
        raise BundleError("Say why the event is withdrawn.", "reason")
    refuse_names(partnership.pk, {"reason": reason}, named_nobody)
    void_row(event, by=by.id, now=now, reason=reason)
    event.version += 1
    event.save(update_fields=[*VOIDED_FIELDS, "version"])
    return event


@transaction.atomic
def ask_for_bundle(
    *, by: Actor, partnership: Partnership, event_ref: str, as_at: date, with_kept: bool, now: datetime
) -> Bundle:
    """Have plan and evidence frozen as at a day, in the background. Raises NotVisible and BundleError."""
    event = _locked(by, partnership, event_ref)
    today = improvement.day_of(now)
    plan = improvement.plan_head(actor=by, plan_ref=event.plan_ref, on=today)
    if not by.may(improvement.EXPORT, partnership.pk):
        raise NotVisible("No such plan")
    if as_at > today:
        raise BundleError("The day has not come yet. Choose today or an earlier day.", "as_at")
    if as_at < plan.recorded_on:
        raise BundleError("The plan was not in Lapwing on that day. Choose a later one.", "as_at")
    earlier = Bundle.objects.filter(event=event)
    if earlier.filter(state=BundleState.BUILDING, work__state__in=OPEN_STATES).count() >= MOST_WAITING:
        raise BundleError("A bundle of this event is being made. Wait until it is ready.")
    bundle = Bundle.objects.create(
        partnership=partnership,
        event=event,
        number=(earlier.aggregate(last=Max("number"))["last"] or 0) + 1,
        as_at=as_at,
        with_kept=with_kept,
        asked_at=now,
        asked_by_id=by.id,
    )
    # here, because the job makes what is asked for through this package
    from lapwing.insight.bundles.jobs import build

    bundle.work = begin_work(
        kind="bundle",
        title=f"Inspection bundle {bundle.number}",
        by=by,
        partnership_id=partnership.pk,
        task=build,
        now=now,
        bundle_id=bundle.pk,
    )
    bundle.save(update_fields=["work"])
    return bundle


@transaction.atomic
def withdraw_bundle(
    *,
    by: Actor,
    partnership: Partnership,
    ref: str,
    reason: str,
    now: datetime,
    named_nobody: Collection[str] = (),
) -> Bundle:
    """Withdraw a bundle: its index stays, its file is given to nobody.

    Raises NotVisible, BundleError and ChildNamedError.
    """
    found = fetch_bundle(by, BUILD, partnership.pk, ref)
    bundle = Bundle.objects.select_for_update(of=("self",)).select_related("event", "work").get(pk=found.pk)
    if not reason.strip():
        raise BundleError("Say why the bundle is withdrawn.", "reason")
    if bundle.state == BundleState.WITHDRAWN:
        raise BundleError("This bundle was withdrawn before.")
    if bundle.is_being_made:
        raise BundleError("This bundle is still being made. Wait until it is ready.")
    refuse_names(partnership.pk, {"reason": reason}, named_nobody)
    bundle.state, bundle.withdrawn_at, bundle.withdrawn_by_id = BundleState.WITHDRAWN, now, by.id
    bundle.withdrawn_reason = reason.strip()
    bundle.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return bundle


def _locked(by: Actor, partnership: Partnership, ref: str) -> MonitoringEvent:
    found = fetch_event(by, BUILD, partnership.pk, ref)
    return (
        MonitoringEvent.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=found.pk)
    )


def _checked(
    partnership: Partnership, details: EventDetails, named_nobody: Collection[str]
) -> dict[str, object]:
    if details.kind not in EventKind.values:
        raise BundleError("Choose what kind of event it is.", "kind")
    texts = {name: getattr(details, name).strip() for name in _LONGEST}
    if not texts["organisations"]:
        raise BundleError("Say which organisations came from outside.", "organisations")
    for name, text in texts.items():
        if len(text) > _LONGEST[name] or "\0" in text:
            raise BundleError(f"Use {_LONGEST[name]} letters at most.", name)
    refuse_names(partnership.pk, texts, named_nobody)
    return {"kind": details.kind, "held_on": details.held_on, **texts}
