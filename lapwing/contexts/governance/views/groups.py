"""The groups that govern: setting them up, and who sits on them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.contexts.governance import public
from lapwing.contexts.governance.access import (
    READ,
    RUN,
    TAKE_PART,
    fetch_group,
    group_members,
    may_decide,
    may_run,
)
from lapwing.contexts.governance.commands.voiding import take_group_out
from lapwing.contexts.governance.forms import groups as forms
from lapwing.contexts.governance.queries.acting import who_may_act
from lapwing.contexts.governance.queries.meetings import MeetingLine, left_items, meeting_lines
from lapwing.contexts.governance.views.pages import (
    ONLY_RUNNING,
    FormPage,
    address,
    crumbs_to,
    group_address,
    page_of_group,
    submit,
    turned_away,
)
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.history.queries import history_of
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import render
from lapwing.platform.ui.undoing import success_with_undo
from lapwing.registry import commands
from lapwing.registry.errors import RegistryError
from lapwing.registry.groups import members_on
from lapwing.registry.models import GovernanceGroup, GroupMember, Partnership
from lapwing.registry.names import ChildNamedError

HISTORY = "history.read"
# Meetings that were held, shown on the group's page.
HELD = 4


@requires(READ)
@require_safe
def group(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """One group: what it is for, who sits on it and for whom, and what it reports to."""
    row = fetch_group(request.actor, partnership, governance_group)
    today = timezone.localdate()
    members = members_on(row, today)
    meetings = meeting_lines(request.actor, partnership, today, group=row)
    raised = public.open_items_for(request.actor, partnership, row, today)
    decides = may_decide(request.actor, row, today)
    context = {
        "partnership": partnership,
        "group": row,
        "members": members,
        "agencies": sorted({each.organisation.name for each in members}),
        "raised": [line for line in raised if not line.asked],
        "asked": [line for line in raised if line.asked],
        "decisions": public.open_decisions(request.actor, partnership, row, today),
        "risks": public.open_risks(request.actor, partnership, row, today),
        "meetings": _nearest(meetings),
        "to_come": any(line.held_on >= today for line in meetings),
        "left": left_items(row),
        "later": _later(row),
        "below": row.reporting_groups.filter(voided_at=None).order_by("name"),
        "may_run": may_run(request.actor, row, today),
        "may_decide": decides,
        "may_act": who_may_act(row, today) if decides else (),
        "may_raise": request.actor.may_any((RUN, TAKE_PART), partnership.pk),
        "may_set_up": request.actor.may(RUN, partnership.pk),
        "may_history": request.actor.may(HISTORY, partnership.pk),
    }
    return render(
        request,
        "governance/group.html",
        context,
        title=row.name,
        caption=row.get_kind_display(),
        crumbs=crumbs_to(partnership),
    )


@requires(RUN)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Set a group up."""
    form = forms.GroupForm(sent(request), partnership_id=partnership.pk)
    page = FormPage(
        title="Add a group",
        back=address(partnership, "home"),
        button="Add the group",
        done="The group is added. Say who sits on it.",
        crumbs=crumbs_to(partnership),
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.create_group(
            partnership=partnership, details=form.details(typed), by=request.actor, now=timezone.now()
        ),
        leads_to=group_address,
    )


@requires(RUN)
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """Change what is said of a group."""
    row = fetch_group(request.actor, partnership, governance_group)
    form = forms.GroupForm(
        sent(request),
        partnership_id=partnership.pk,
        group=row,
        initial={**forms.group_values(row), "version": row.version},
    )
    page = FormPage(
        title="Change the group",
        back=group_address(row),
        done="The group is changed.",
        crumbs=crumbs_to(partnership, row),
        context={"take_out": address(partnership, "group-take-out", governance_group=row.ref)},
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.change_group(row, version=typed["version"], details=form.details(typed)),
        row=row,
        values_of=forms.group_values,
    )


@requires(RUN)
@require_http_methods(["GET", "POST"])
def take_out(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """Withdraw a group, for a reason."""
    row = fetch_group(request.actor, partnership, governance_group)
    form = forms.TakeOutForm(sent(request), initial={"version": row.version})
    page = page_of_group(row, "Withdraw the group", button="Withdraw it")
    if form.is_valid():
        try:
            take_group_out(
                actor=request.actor,
                now=timezone.now(),
                group=row,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                named_nobody=form.named_nobody,
            )
        except ChildNamedError as error:
            form.ask_about(error)
        except RegistryError as error:
            form.add_error(None, str(error))
        else:
            undo = address(partnership, "group-bring-back", governance_group=row.ref)
            success_with_undo(request, f"{row.name} is withdrawn.", undo)
            return redirect("governance:home", partnership.ref)
    return page.show(request, form)


@requires(RUN)
@require_POST
def bring_back(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """Bring a group back that was withdrawn."""
    row = fetch_group(request.actor, partnership, governance_group, voided=True)
    try:
        commands.bring_group_back(row)
    except RegistryError as error:
        return turned_away(request, str(error), address(partnership, "home"))
    messages.success(request, f"{row.name} is back.")
    return redirect(group_address(row))


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def member_new(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """Give somebody a seat on a group."""
    row = fetch_group(request.actor, partnership, governance_group)
    today = timezone.localdate()
    if not may_run(request.actor, row, today):
        return turned_away(request, ONLY_RUNNING, group_address(row))
    form = forms.SeatForm(sent(request), group=row, on=today, initial={"from_date": today})
    page = page_of_group(row, "Add a member", button="Add the member", done="The member is added.")
    return submit(
        request,
        page,
        form,
        lambda typed: commands.add_member(row, seat=form.seat(typed), by=request.actor, now=timezone.now()),
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def member_change(request: ActorRequest, partnership: Partnership, group_member: str) -> HttpResponse:
    """Change a seat."""
    seat, row = _seat(request, partnership, group_member)
    today = timezone.localdate()
    if not may_run(request.actor, row, today):
        return turned_away(request, ONLY_RUNNING, group_address(row))
    form = forms.SeatForm(
        sent(request),
        group=row,
        on=today,
        member=seat,
        initial={**forms.seat_values(seat), "version": seat.version},
    )
    page = page_of_group(row, "Change a member's seat", done="The seat is changed.")
    return submit(
        request,
        page,
        form,
        lambda typed: commands.change_member(
            seat, version=typed["version"], seat=form.seat(typed), by=request.actor
        ),
        row=seat,
        values_of=forms.seat_values,
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def member_end(request: ActorRequest, partnership: Partnership, group_member: str) -> HttpResponse:
    """Set the last day of a seat."""
    seat, row = _seat(request, partnership, group_member)
    today = timezone.localdate()
    if not may_run(request.actor, row, today):
        return turned_away(request, ONLY_RUNNING, group_address(row))
    form = forms.EndSeatForm(sent(request), initial={"last_day": today, "version": seat.version})
    page = page_of_group(
        row,
        "End a member's seat",
        button="End the seat",
        done="The seat ends on that day.",
        context={"intro": f"{seat.called}, {seat.organisation.name}: {seat.get_capacity_display()}."},
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.end_member(seat, **typed, by=request.actor),
        row=seat,
        values_of=None,
    )


@requires(HISTORY)
@require_safe
def history(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """Who changed what of a group and of who sits on it."""
    row = fetch_group(request.actor, partnership, governance_group, permission=HISTORY)
    seats = GroupMember.objects.filter(group=row).values_list("pk", flat=True)
    found = history_of(
        {GovernanceGroup: [row.pk], GroupMember: seats},
        before=request.GET.get("before"),
        leave_out=("ref", "version", "partnership_id"),
    )
    return render(
        request,
        "governance/history.html",
        {"history": found},
        title="History",
        caption=row.name,
        crumbs=crumbs_to(partnership, row),
        width="reading",
    )


def _seat(request: ActorRequest, partnership: Partnership, ref: str) -> tuple[GroupMember, GovernanceGroup]:
    rows = GroupMember.objects.filter(group__voided_at=None).select_related(
        "user", "organisation", "group__partnership"
    )
    seat = group_members.fetch(request.actor, READ, queryset=rows, partnership=partnership, ref=ref)
    return seat, seat.group


def _nearest(lines: tuple[MeetingLine, ...]) -> tuple[MeetingLine, ...]:
    """Those to come, the next first, and the last few that were held."""
    coming = tuple(reversed([line for line in lines if not line.is_past]))
    return (*coming, *[line for line in lines if line.is_past][:HELD])


def _later(row: GovernanceGroup) -> list[GroupMember]:
    rows = GroupMember.objects.filter(group=row, from_date__gt=timezone.localdate())
    return list(rows.select_related("user", "organisation").order_by("from_date", "id"))
