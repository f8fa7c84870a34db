"""How long records are kept: the schedule, holds, simulations and removals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.access_log.listings import note_listing
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import Read, kind_of, note_read, note_reads
from lapwing.platform.accounts.models import User
from lapwing.platform.retention import holds, simulating, tables
from lapwing.platform.retention.access import APPROVE, MANAGE
from lapwing.platform.retention.errors import RetentionError
from lapwing.platform.retention.forms import DecideForm, HoldForm, LiftForm, RuleForm
from lapwing.platform.retention.kinds import (
    RecordKind,
    UnknownKindError,
    cleared_by_themselves,
    declared_kinds,
    kind_of_code,
)
from lapwing.platform.retention.models import Fate, Hold, Purge, Simulation, SimulationState
from lapwing.platform.retention.months import log_standing
from lapwing.platform.retention.presenting import (
    counts_in_words,
    log_in_words,
    months_in_words,
    samples_of,
)
from lapwing.platform.retention.schedule import line_of, schedule_of, set_rule
from lapwing.platform.ui.forms import Form, refusals_on, sent
from lapwing.platform.ui.navigation import Link
from lapwing.platform.ui.pages import Crumb, render

TABS = (
    ("Schedule", "retention"),
    ("Holds", "retention-holds"),
    ("Simulations", "retention-simulations"),
    ("Removals", "retention-removals"),
)


@requires(MANAGE, APPROVE)
@require_safe
def schedule(request: ActorRequest, partnership: Any) -> HttpResponse:
    """How long each kind of record is kept here, and what waits for a decision."""
    waiting = Simulation.objects.filter(
        partnership_id=partnership.pk, state__in=(SimulationState.WAITING, SimulationState.APPROVED)
    )
    context = {
        "lines": [
            (line, months_in_words(line.months), line.kind.then) for line in schedule_of(partnership.pk)
        ],
        "cleared": [
            (each.label, f"{each.how_long}. {each.why} {each.source}.") for each in cleared_by_themselves()
        ],
        "log": log_in_words(log_standing()),
        "waiting": [(each, tables.label_of(each.kind)) for each in waiting],
        "manages": request.actor.may(MANAGE, partnership.pk),
    }
    return _tab(request, partnership, "retention", "retention/schedule.html", context)


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def rule(request: ActorRequest, partnership: Any, record_kind: str) -> HttpResponse:
    """Say how long one kind of record is kept here, and why."""
    kind = _kind(record_kind)
    line = line_of(kind, partnership.pk)
    initial = {"months": line.months, "basis": line.basis, "version": line.version}
    form = RuleForm(sent(request), initial=initial)
    if form.is_valid():
        with refusals_on(form, RetentionError):
            set_rule(
                actor=request.actor,
                now=timezone.now(),
                partnership_id=partnership.pk,
                kind=kind,
                **form.cleaned_data,
            )
            messages.success(request, f"{kind.label}: kept {months_in_words(form.cleaned_data['months'])}.")
            return redirect("retention", partnership.ref)
    context = {"form": form, "kind": kind, "fate": kind.then, "button": "Save"}
    return _form(request, partnership, "retention/rule.html", context, f"How long: {kind.label.lower()}")


@requires(MANAGE)
@require_POST
def simulate(request: ActorRequest, partnership: Any, record_kind: str) -> HttpResponse:
    """Work out what the schedule would remove of one kind today."""
    kind = _kind(record_kind)
    made = simulating.simulate(
        actor=request.actor,
        now=timezone.now(),
        partnership_id=partnership.pk,
        line=line_of(kind, partnership.pk),
    )
    if made is None:
        messages.info(request, f"There are no {kind.label_many} whose time is over, or all are on hold.")
        return redirect("retention", partnership.ref)
    return redirect("simulation", partnership.ref, made.ref)


@requires(MANAGE, APPROVE)
@require_safe
def all_holds(request: ActorRequest, partnership: Any) -> HttpResponse:
    """What must not go, whatever the schedule says."""
    rows = Hold.objects.filter(partnership_id=partnership.pk).select_related("placed_by")
    listing = tables.holds_table(partnership.ref).read(request, rows)
    note_listing(listing, Hold, partnership_id=partnership.pk)
    context = {"listing": listing, "manages": request.actor.may(MANAGE, partnership.pk)}
    return listing.download() or _tab(
        request, partnership, "retention-holds", "retention/holds.html", context
    )


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def place_hold(request: ActorRequest, partnership: Any) -> HttpResponse:
    """Keep a record, or a whole kind, for a reason."""
    form = HoldForm(sent(request))
    if form.is_valid():
        values = dict(form.cleaned_data)
        with refusals_on(form, RetentionError):
            holds.place_hold(
                actor=request.actor,
                now=timezone.now(),
                partnership_id=partnership.pk,
                kind=_kind(values.pop("kind")),
                **values,
            )
            messages.success(request, "The hold is placed.")
            return redirect("retention-holds", partnership.ref)
    context = {"form": form, "button": "Place the hold"}
    return _form(request, partnership, "layouts/form.html", context, "Place a hold", back="retention-holds")


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def lift_hold(request: ActorRequest, partnership: Any, hold: str) -> HttpResponse:
    """Let a hold go, for a reason."""
    found = holds.rule.fetch(request.actor, MANAGE, partnership_id=partnership.pk, ref=hold)
    note_read(kind=kind_of(Hold), ids=[found.pk], what=ReadKind.RECORD, partnership_id=partnership.pk)
    form = LiftForm(sent(request))
    if form.is_valid():
        with refusals_on(form, RetentionError):
            holds.lift_hold(
                actor=request.actor,
                now=timezone.now(),
                partnership_id=partnership.pk,
                ref=hold,
                **form.cleaned_data,
            )
            messages.success(request, "The hold is lifted.")
            return redirect("retention-holds", partnership.ref)
    context = {"form": form, "hold": found, "kind": tables.label_of(found.kind), "button": "Lift the hold"}
    return _form(
        request, partnership, "retention/lift_hold.html", context, "Lift a hold", back="retention-holds"
    )


@requires(MANAGE, APPROVE)
@require_safe
def all_simulations(request: ActorRequest, partnership: Any) -> HttpResponse:
    """What was worked out for removal, and what became of it."""
    rows = Simulation.objects.filter(partnership_id=partnership.pk).select_related("made_by")
    listing = tables.simulations_table(partnership.ref).read(request, rows)
    note_listing(listing, Simulation, partnership_id=partnership.pk)
    context = {"listing": listing}
    return listing.download() or _tab(
        request, partnership, "retention-simulations", "retention/listing.html", context
    )


@requires(MANAGE, APPROVE)
@require_http_methods(["GET", "POST"])
def simulation(request: ActorRequest, partnership: Any, simulation: str) -> HttpResponse:
    """Exactly what would go; whoever may approves or refuses it here."""
    found = simulating.rule.fetch(
        request.actor,
        MANAGE if request.actor.may(MANAGE, partnership.pk) else APPROVE,
        queryset=Simulation.objects.select_related("made_by", "decided_by"),
        partnership_id=partnership.pk,
        ref=simulation,
    )
    decides = _may_decide(request.actor, partnership.pk, found)
    form = DecideForm(sent(request))
    if decides and form.is_valid():
        with refusals_on(form, RetentionError):
            simulating.decide(
                actor=request.actor,
                now=timezone.now(),
                partnership_id=partnership.pk,
                ref=simulation,
                approved=form.cleaned_data["approved"] == "yes",
                reason=form.cleaned_data["reason"],
            )
            return redirect("simulation", partnership.ref, found.ref)
    context = {"form": form, "decides": decides, "button": "Save the decision"}
    context |= _what_would_go(request.actor, partnership.pk, found)
    title = f"Simulation: {tables.label_of(found.kind).lower()}"
    return _form(
        request, partnership, "retention/simulation.html", context, title, back="retention-simulations"
    )


@requires(MANAGE, APPROVE)
@require_safe
def removals(request: ActorRequest, partnership: Any) -> HttpResponse:
    """What was removed: what kind, how many, who, when and why; never what stood in it."""
    rows = Purge.objects.filter(partnership_id=partnership.pk)
    names = dict(User.objects.filter(pk__in=rows.values("actor_id")).values_list("pk", "name"))
    listing = tables.removals_table(names).read(request, rows)
    note_listing(listing, Purge, partnership_id=partnership.pk)
    return listing.download() or _tab(
        request, partnership, "retention-removals", "retention/listing.html", {"listing": listing}
    )


def _may_decide(actor: Actor, partnership_id: int, found: Simulation) -> bool:
    """Whether a simulation waits for this person's decision: nobody decides about their own."""
    waits = found.state == SimulationState.WAITING and found.made_by_id != actor.user_id
    return waits and actor.may(APPROVE, partnership_id)


def _what_would_go(actor: Actor, partnership_id: int, found: Simulation) -> dict[str, Any]:
    """What the page says of a simulation; the records that it names are noted as read."""
    named = _may_read(actor, partnership_id, found.kind)
    samples, shown = samples_of(found.ids, named=named)
    note_reads(
        [
            Read(kind_of(Simulation), [found.pk], ReadKind.RECORD, partnership_id),
            *(Read(kind_of(model), ids, ReadKind.LIST, partnership_id) for model, ids in shown.items()),
        ]
    )
    return {
        "simulation": found,
        "state": SimulationState(found.state),
        "fate": Fate(found.fate).label,
        "kept": months_in_words(found.months),
        "counts": counts_in_words(found.counts),
        "samples": samples,
        "named": named,
    }


def _may_read(actor: Actor, partnership_id: int, code: str) -> bool:
    """Whether what records of a kind are called is shown to this person: whoever decides may see no more."""
    kind = declared_kinds().get(code)
    return kind is not None and actor.may(kind.read_by, partnership_id)


def _kind(code: str) -> RecordKind:
    try:
        return kind_of_code(code)
    except UnknownKindError as error:
        raise NotVisible("No such kind") from error


def _tab(
    request: ActorRequest, partnership: Any, name: str, template: str, context: dict[str, Any]
) -> HttpResponse:
    links = tuple(Link(label, reverse(to, args=[partnership.ref]), to == name) for label, to in TABS)
    context |= {"tabs": links, "partnership": partnership}
    title = next(label for label, to in TABS if to == name)
    return render(
        request,
        template,
        context,
        title=f"Retention: {title.lower()}",
        heading="How long records are kept",
    )


def _form(
    request: ActorRequest,
    partnership: Any,
    template: str,
    context: dict[str, Any],
    title: str,
    *,
    back: str = "retention",
) -> HttpResponse:
    form: Form = context["form"]
    address = reverse(back, args=[partnership.ref])
    context |= {"form": form, "cancel_url": address, "partnership": partnership}
    return render(
        request, template, context, title=title, crumbs=[Crumb("Retention", address)], width="reading"
    )
