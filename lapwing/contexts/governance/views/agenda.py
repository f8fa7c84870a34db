"""A meeting's agenda, line by line, and what was said under each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.contexts.governance.access import RUN, TAKE_PART, may_run
from lapwing.contexts.governance.commands import agenda as commands
from lapwing.contexts.governance.commands.common import RefusedError
from lapwing.contexts.governance.forms import meetings as forms
from lapwing.contexts.governance.forms.about import offer_subjects, pointed, pointed_of, said
from lapwing.contexts.governance.models import AgendaItem, Meeting
from lapwing.contexts.governance.queries.meetings import fetch_meeting
from lapwing.contexts.governance.views.meetings import address_of, agreed, caption_of, crumbs_to_meeting
from lapwing.contexts.governance.views.pages import (
    ONLY_RUNNING,
    FormPage,
    address,
    deed,
    find,
    group_address,
    submit,
    too_late,
    turned_away,
)
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.registry.models import Partnership

_RELATED = ("meeting__group", "meeting__partnership")


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, meeting: str) -> HttpResponse:
    """Put something on the agenda; ``?about=`` proposes what it is about."""
    row = fetch_meeting(request.actor, partnership, meeting)
    if not may_run(request.actor, row.group, timezone.localdate()):
        return turned_away(request, ONLY_RUNNING, address_of(row))
    if late := too_late(request, agreed(row), address_of(row)):
        return late
    about = pointed(request.GET.get("about", ""))
    form = forms.ItemForm(sent(request), initial={"about": said(about)})
    offer_subjects(form, request.actor, partnership, also=about)
    page = FormPage(
        title="Add to the agenda",
        back=address_of(row),
        button="Add it",
        done="It is on the agenda.",
        caption=caption_of(row),
        crumbs=crumbs_to_meeting(row),
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.add_item(
            actor=request.actor,
            now=timezone.now(),
            meeting_ref=row.ref,
            details=form.details(typed),
            named_nobody=typed["named_nobody"],
        ),
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, partnership: Partnership, agenda_item: str) -> HttpResponse:
    """Change a line of the agenda."""
    item = find(request, partnership, AgendaItem, agenda_item, *_RELATED)
    if not may_run(request.actor, item.meeting.group, timezone.localdate()):
        return turned_away(request, ONLY_RUNNING, address_of(item.meeting))
    if late := too_late(request, agreed(item.meeting), address_of(item.meeting)):
        return late
    form = forms.ItemForm(sent(request), initial={**forms.item_values(item), "version": item.version})
    offer_subjects(form, request.actor, partnership, also=pointed_of(item))
    page = FormPage(
        title="Change the item",
        back=address_of(item.meeting),
        done="The item is changed.",
        caption=caption_of(item.meeting),
        crumbs=crumbs_to_meeting(item.meeting),
        context={"take_out": address(partnership, "take-out", kind="agenda-item", ref=item.ref)},
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.change_item(
            actor=request.actor,
            now=timezone.now(),
            ref=item.ref,
            version=typed["version"],
            details=form.details(typed),
            named_nobody=typed["named_nobody"],
        ),
        row=item,
        values_of=forms.item_values,
    )


@requires(RUN, TAKE_PART)
@require_POST
def move(request: ActorRequest, partnership: Partnership, agenda_item: str) -> HttpResponse:
    """Put a line of the agenda one place up, or down."""
    item = find(request, partnership, AgendaItem, agenda_item, *_RELATED)
    back = f"{address_of(item.meeting)}#{item.ref}"
    try:
        up = request.POST.get("to") == "up"
        commands.move_item(actor=request.actor, now=timezone.now(), ref=item.ref, up=up)
    except RefusedError as error:
        return turned_away(request, str(error), back)
    return redirect(back)


@requires(RUN, TAKE_PART)
@require_POST
def place(request: ActorRequest, partnership: Partnership, agenda_item: str) -> HttpResponse:
    """Put what stood on the agenda of a withdrawn meeting on that of another, named in ``meeting``."""
    item = find(request, partnership, AgendaItem, agenda_item, *_RELATED)
    chosen = request.POST.get("meeting", "")
    to = Meeting.objects.in_force().filter(group=item.meeting.group, ref=chosen[:12]).first()
    if to is None:
        return turned_away(request, "Select a meeting of the group.", group_address(item.meeting.group))
    try:
        commands.place_item(actor=request.actor, now=timezone.now(), ref=item.ref, meeting_ref=to.ref)
    except RefusedError as error:
        return turned_away(request, str(error), address_of(to))
    messages.success(request, "It is on the agenda.")
    return redirect(f"{address_of(to)}#{item.ref}")


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def minutes(request: ActorRequest, partnership: Partnership, agenda_item: str) -> HttpResponse:
    """Record what was said under a line of the agenda."""
    item = find(request, partnership, AgendaItem, agenda_item, *_RELATED)
    back = f"{address_of(item.meeting)}#{item.ref}"
    if not may_run(request.actor, item.meeting.group, timezone.localdate()):
        return turned_away(request, ONLY_RUNNING, back)
    if late := too_late(request, agreed(item.meeting), back):
        return late
    form = forms.MinutesForm(sent(request), initial={**forms.minutes_values(item), "version": item.version})
    page = FormPage(
        title="Minutes of an item",
        back=back,
        button="Save the minutes",
        done="The minutes are saved, as a draft.",
        caption=caption_of(item.meeting),
        crumbs=crumbs_to_meeting(item.meeting),
        context={"intro": item.title},
    )
    return submit(
        request,
        page,
        form,
        deed(request, commands.write_minutes, item),
        row=item,
        values_of=forms.minutes_values,
    )
