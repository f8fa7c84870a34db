"""A group's meetings: when they are, who came, and their papers."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.contexts.governance.access import READ, RUN, TAKE_PART, fetch_group, may_run
from lapwing.contexts.governance.commands import meetings as commands
from lapwing.contexts.governance.commands.common import RefusedError
from lapwing.contexts.governance.forms import meetings as forms
from lapwing.contexts.governance.models import Meeting, MinutesState
from lapwing.contexts.governance.papers import PAPERS
from lapwing.contexts.governance.queries.meetings import fetch_meeting, meeting_lines, meeting_page
from lapwing.contexts.governance.views.pages import (
    ONLY_RUNNING,
    FormPage,
    address,
    crumbs_to,
    group_address,
    page_of_group,
    submit,
    too_late,
    turned_away,
)
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.filters import day
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def meetings(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Every meeting of the partnership's groups, those to come first."""
    lines = meeting_lines(request.actor, partnership, timezone.localdate())
    context = {
        "partnership": partnership,
        "coming": tuple(reversed([line for line in lines if not line.is_past])),
        "held": [line for line in lines if line.is_past],
    }
    return render(
        request,
        "governance/meetings.html",
        context,
        title="All meetings",
        crumbs=crumbs_to(partnership),
    )


@requires(READ)
@require_safe
def meeting(request: ActorRequest, partnership: Partnership, meeting: str) -> HttpResponse:
    """One meeting: what comes back from before, the agenda with minutes and decisions, and who came."""
    return _show(request, partnership, meeting, "governance/meeting.html")


@requires(READ)
@require_safe
def paper(request: ActorRequest, partnership: Partnership, meeting: str) -> HttpResponse:
    """The same as a paper: agenda before the meeting, minutes after it. Made to be printed."""
    return _show(request, partnership, meeting, "governance/paper.html")


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """Call a meeting of a group."""
    group = fetch_group(request.actor, partnership, governance_group)
    if not may_run(request.actor, group, timezone.localdate()):
        return turned_away(request, ONLY_RUNNING, group_address(group))
    form = forms.MeetingForm(sent(request))
    page = page_of_group(
        group,
        "Call a meeting",
        button="Call the meeting",
        done="The meeting is called, and the members are told. Put its agenda together.",
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.call_meeting(
            actor=request.actor,
            now=timezone.now(),
            group=group,
            details=form.details(typed),
            named_nobody=typed["named_nobody"],
        ),
        leads_to=address_of,
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, partnership: Partnership, meeting: str) -> HttpResponse:
    """Change when and where a group meets."""
    row = fetch_meeting(request.actor, partnership, meeting)
    if not may_run(request.actor, row.group, timezone.localdate()):
        return turned_away(request, ONLY_RUNNING, address_of(row))
    if late := too_late(request, agreed(row), address_of(row)):
        return late
    form = forms.MeetingForm(sent(request), initial={**forms.meeting_values(row), "version": row.version})
    page = FormPage(
        title="Change the meeting",
        back=address_of(row),
        done="The meeting is changed.",
        caption=caption_of(row),
        crumbs=crumbs_to_meeting(row),
        context={"take_out": address(partnership, "take-out", kind="meeting", ref=row.ref)},
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.change_meeting(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=form.details(typed),
            named_nobody=typed["named_nobody"],
        ),
        row=row,
        values_of=forms.meeting_values,
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def attendance(request: ActorRequest, partnership: Partnership, meeting: str) -> HttpResponse:
    """Record who came."""
    shown = meeting_page(request.actor, partnership, meeting, timezone.localdate())
    row = shown.meeting
    if not shown.may_run:
        return turned_away(request, ONLY_RUNNING, address_of(row))
    if late := too_late(request, agreed(row), address_of(row)):
        return late

    def values_of(_: object) -> dict[str, Any]:
        now = meeting_page(request.actor, partnership, meeting, timezone.localdate())
        return forms.attendance_values(chain.from_iterable(now.attendance.values()), now.meeting.guests)

    seats = tuple(chain.from_iterable(shown.attendance.values()))
    values = forms.attendance_values(seats, row.guests)
    form = forms.AttendanceForm(sent(request), attended=seats, initial={**values, "version": row.version})
    page = FormPage(
        title="Record attendance",
        back=f"{address_of(row)}#attendance",
        button="Record attendance",
        done="The attendance is recorded.",
        caption=caption_of(row),
        crumbs=crumbs_to_meeting(row),
        template="governance/attendance.html",
        context={"shown": shown},
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.record_attendance(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            came=form.came(typed),
            guests=typed["guests"],
            named_nobody=typed["named_nobody"],
        ),
        row=row,
        values_of=values_of,
    )


@requires(RUN, TAKE_PART)
@require_POST
def agree(request: ActorRequest, partnership: Partnership, meeting: str) -> HttpResponse:
    """Agree the minutes of an earlier meeting, named in ``earlier``, at this one."""
    row = fetch_meeting(request.actor, partnership, meeting)
    earlier = Meeting.objects.filter(group=row.group, ref=request.POST.get("earlier", "")).first()
    if earlier is None:
        return turned_away(request, "Select the meeting whose minutes are agreed.", address_of(row))
    try:
        commands.agree_minutes(
            actor=request.actor,
            now=timezone.now(),
            ref=earlier.ref,
            in_ref=row.ref,
            read=whole_number(request.POST.get("read")),
        )
    except RefusedError as error:
        return turned_away(request, str(error), address_of(row))
    messages.success(request, f"The minutes of {day(earlier.held_on)} are agreed.")
    return redirect(address_of(row))


def agreed(meeting: Meeting) -> str:
    """Why nothing of a meeting can be changed any more; empty while it can."""
    return commands.AGREED if meeting.minutes_state == MinutesState.AGREED else ""


def address_of(meeting: Meeting) -> str:
    """The meeting's page."""
    return address(meeting.partnership, "meeting", meeting=meeting.ref)


def caption_of(meeting: Meeting) -> str:
    """What a meeting is called above the heading of a form."""
    return f"{meeting.group.called}, {day(meeting.held_on)}"


def crumbs_to_meeting(meeting: Meeting) -> tuple[Crumb, ...]:
    """The steps back to a meeting."""
    return (
        *crumbs_to(meeting.partnership, meeting.group),
        Crumb(day(meeting.held_on), address_of(meeting)),
    )


def _show(request: ActorRequest, partnership: Partnership, ref: str, template: str) -> HttpResponse:
    is_paper = template.endswith("paper.html")
    # minutes that evidence points to are read also when their meeting was withdrawn
    shown = meeting_page(request.actor, partnership, ref, timezone.localdate(), withdrawn=not is_paper)
    crumbs = crumbs_to_meeting(shown.meeting) if is_paper else crumbs_to(partnership, shown.group)
    context = {
        "partnership": partnership,
        "shown": shown,
        "may_history": request.actor.may("history.read", partnership.pk),
        "papers": PAPERS.of_meeting(request.actor, partnership, ref),
    }
    words = "Minutes" if shown.meeting.minutes_state != "none" else "Agenda"
    return render(
        request,
        template,
        context,
        title=f"{words}, {day(shown.meeting.held_on)}"
        if is_paper
        else f"Meeting, {day(shown.meeting.held_on)}",
        heading=f"{words} of the meeting on {day(shown.meeting.held_on)}"
        if is_paper
        else f"Meeting on {day(shown.meeting.held_on)}",
        caption=shown.group.name,
        crumbs=crumbs,
        width="reading" if is_paper else "work",
    )
