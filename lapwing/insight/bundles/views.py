"""Monitoring events of a plan, and the bundles that were made for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lapwing.contexts.improvement import public as improvement
from lapwing.insight.bundles import commands, queries
from lapwing.insight.bundles.access import BUILD, READ, fetch_bundle, fetch_event
from lapwing.insight.bundles.commands import BundleError, EventDetails
from lapwing.insight.bundles.forms import BundleForm, EventForm, ReasonForm
from lapwing.insight.bundles.models import Bundle, EventKind, MonitoringEvent
from lapwing.insight.bundles.of_pack import withdrawn_in
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.documents.errors import MissingContentError
from lapwing.platform.documents.keeping import open_file
from lapwing.platform.jobs.queries import standing
from lapwing.platform.ui.forms import Form, refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.platform.ui.tables import Column, Filter, Table
from lapwing.registry.models import Partnership
from lapwing.registry.names import asked_about_names

TITLE = "Monitoring and inspection"

EVENTS: Table[MonitoringEvent] = Table(
    name="monitoring",
    caption="Monitoring events",
    noun="event",
    order="-held_on",
    columns=(
        Column[MonitoringEvent]("held_on", "Day", sort=True),
        Column[MonitoringEvent](
            "kind",
            "What it was",
            value=str,
            filter=Filter(choices=[(each.value, str(each.label)) for each in EventKind]),
        ),
        Column[MonitoringEvent]("organisations", "Organisations", filter=Filter()),
        Column[MonitoringEvent]("ready", "Bundles", numeric=True, value=lambda event: event.ready),  # type: ignore[attr-defined]
    ),
    row_url=lambda event: address_of(event),
    empty="No monitoring event is recorded yet",
    empty_text="Record a stocktake, a deep dive or a review: plan and evidence can then be frozen for it.",
)


def address_of(event: MonitoringEvent) -> str:
    return reverse("bundles:event", args=[event.partnership.ref, event.ref])


@requires(READ)
@require_GET
def events(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Who looked at this plan from outside, and when?"""
    head = _plan(request, partnership, plan)
    listing = EVENTS.read(request, queries.events_of(request.actor, partnership.pk, plan))
    return listing.download() or render(
        request,
        "bundles/events.html",
        {"listing": listing, "plan": head, "may_build": request.actor.may(BUILD, partnership.pk)},
        title=TITLE,
        caption=head.title,
        crumbs=(_plan_crumb(partnership, head.ref, head.title),),
    )


@requires(BUILD)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """What was it, when, and who came?"""
    head = _plan(request, partnership, plan)
    form = EventForm(sent(request), initial={"held_on": timezone.localdate()})
    if form.is_valid():
        with asked_about_names(form), refusals_on(form, BundleError):
            made = commands.record_event(
                by=request.actor,
                partnership=partnership,
                plan_ref=plan,
                details=_details(form),
                named_nobody=form.named_nobody,
                now=timezone.now(),
            )
            messages.success(request, "The event is recorded.")
            return redirect(address_of(made))
    crumbs = (_plan_crumb(partnership, head.ref, head.title), _events_crumb(partnership, head.ref))
    return _form(request, form, "Record a monitoring event", "Record it", crumbs)


@requires(READ)
@require_GET
def event(request: ActorRequest, partnership: Partnership, monitoring_event: str) -> HttpResponse:
    """What was it, and what was frozen for it?"""
    found = fetch_event(request.actor, READ, partnership.pk, monitoring_event)
    bundles = queries.bundles_of(found)
    withdrawn = withdrawn_in(bundles)
    shown = [
        {
            "bundle": each,
            "withdrawn": withdrawn.get(each.pk, ()),
            "may_have": queries.may_have(request.actor, each),
            "standing": standing(each.work, timezone.now()) if each.is_being_made and each.work else None,
        }
        for each in bundles
    ]
    return render(
        request,
        "bundles/event.html",
        {"event": found, "shown": shown, "may_build": request.actor.may(BUILD, partnership.pk)},
        title=TITLE,
        heading=str(found),
        caption=found.plan_title,
        crumbs=_crumbs(partnership, found)[:-1],
    )


@requires(BUILD)
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, partnership: Partnership, monitoring_event: str) -> HttpResponse:
    """What is to be said of it?"""
    found = fetch_event(request.actor, BUILD, partnership.pk, monitoring_event)
    names = ("kind", "held_on", "organisations", "notes", "version")
    form = EventForm(sent(request), initial={name: getattr(found, name) for name in names})
    if form.is_valid():
        with asked_about_names(form), refusals_on(form, BundleError):
            commands.change_event(
                by=request.actor,
                partnership=partnership,
                ref=found.ref,
                version=form.cleaned_data["version"] or 0,
                details=_details(form),
                named_nobody=form.named_nobody,
            )
            messages.success(request, "The event is changed.")
            return redirect(address_of(found))
    return _form(request, form, "Change a monitoring event", "Save", _crumbs(partnership, found))


@requires(BUILD)
@require_http_methods(["GET", "POST"])
def take_out(request: ActorRequest, partnership: Partnership, monitoring_event: str) -> HttpResponse:
    """Withdraw an event that was recorded in error."""
    found = fetch_event(request.actor, BUILD, partnership.pk, monitoring_event)
    after = reverse("bundles:events", kwargs={"partnership": partnership.ref, "plan": found.plan_ref})
    return _with_reason(
        request,
        partial(commands.void_event, partnership=partnership, ref=found.ref),
        ("Withdraw a monitoring event", "Withdraw it", "The event is withdrawn."),
        after=after,
        crumbs=_crumbs(partnership, found),
    )


@requires(BUILD)
@require_http_methods(["GET", "POST"])
def make(request: ActorRequest, partnership: Partnership, monitoring_event: str) -> HttpResponse:
    """As at which day is it to be frozen, and with what?"""
    found = fetch_event(request.actor, BUILD, partnership.pk, monitoring_event)
    day = min(found.held_on, timezone.localdate())
    form = BundleForm(sent(request), initial={"as_at": day})
    if form.is_valid():
        with refusals_on(form, BundleError):
            commands.ask_for_bundle(
                by=request.actor,
                partnership=partnership,
                event_ref=found.ref,
                as_at=form.cleaned_data["as_at"],
                with_kept=form.cleaned_data["with_kept"],
                now=timezone.now(),
            )
            return redirect(address_of(found))
    return _form(request, form, "Make an inspection bundle", "Make the bundle", _crumbs(partnership, found))


@requires(READ)
@require_GET
def file(request: ActorRequest, partnership: Partnership, bundle: str) -> HttpResponseBase:
    """The bundle as a file. That it was fetched stands in the access log."""
    found = fetch_bundle(request.actor, READ, partnership.pk, bundle)
    if found.file is None or not queries.may_have(request.actor, found):
        raise NotVisible("No such file")
    try:
        content = open_file(found.file)
    except MissingContentError:
        messages.error(request, "The file is not there any more. Make the bundle again.")
        return redirect(address_of(found.event))
    note_read(kind=kind_of(Bundle), ids=[found.pk], what=ReadKind.DOWNLOAD, partnership_id=partnership.pk)
    answer = FileResponse(content, as_attachment=True, filename=found.name, content_type="application/zip")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@requires(BUILD)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, partnership: Partnership, bundle: str) -> HttpResponse:
    """Withdraw a bundle, with a reason."""
    found = fetch_bundle(request.actor, BUILD, partnership.pk, bundle)
    return _with_reason(
        request,
        partial(commands.withdraw_bundle, partnership=partnership, ref=found.ref),
        (f"Withdraw bundle {found.number}", "Withdraw the bundle", "The bundle is withdrawn."),
        after=address_of(found.event),
        crumbs=_crumbs(partnership, found.event),
    )


def _with_reason(
    request: ActorRequest,
    deed: Callable[..., object],
    words: tuple[str, str, str],
    *,
    after: str,
    crumbs: tuple[Crumb, ...],
) -> HttpResponse:
    """A form that asks why, and then does it. ``words``: title, button, and what is said when done."""
    title, button, done = words
    form = ReasonForm(sent(request))
    if form.is_valid():
        with asked_about_names(form), refusals_on(form, BundleError):
            deed(
                by=request.actor,
                reason=form.cleaned_data["reason"],
                named_nobody=form.named_nobody,
                now=timezone.now(),
            )
            messages.success(request, done)
            return redirect(after)
    return _form(request, form, title, button, crumbs)


def _details(form: EventForm) -> EventDetails:
    typed: dict[str, Any] = form.cleaned_data
    return EventDetails(**{name: typed[name] for name in ("kind", "held_on", "organisations", "notes")})


def _form(
    request: ActorRequest, form: Form, title: str, button: str, crumbs: tuple[Crumb, ...]
) -> HttpResponse:
    context = {"form": form, "button": button, "cancel_url": crumbs[-1].url}
    return render(request, "layouts/form.html", context, title=title, crumbs=crumbs, width="reading")


def _plan(request: ActorRequest, partnership: Partnership, plan: str) -> improvement.PlanHead:
    """The plan in the address. Raises NotVisible, also for one of another partnership."""
    head = improvement.plan_head(actor=request.actor, plan_ref=plan, on=timezone.localdate())
    if head.partnership_ref != partnership.ref:
        raise NotVisible("No such plan")
    return head


def _plan_crumb(partnership: Partnership, ref: str, title: str) -> Crumb:
    return Crumb(title, reverse("improvement:overview", args=[partnership.ref, ref]))


def _events_crumb(partnership: Partnership, plan_ref: str) -> Crumb:
    return Crumb(TITLE, reverse("bundles:events", args=[partnership.ref, plan_ref]))


def _crumbs(partnership: Partnership, found: MonitoringEvent) -> tuple[Crumb, ...]:
    return (
        _plan_crumb(partnership, found.plan_ref, found.plan_title),
        _events_crumb(partnership, found.plan_ref),
        Crumb(str(found), reverse("bundles:event", args=[partnership.ref, found.ref])),
    )
