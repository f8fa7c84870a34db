"""What a group decided, and what it agreed that somebody does by when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.contexts.governance.access import READ, RUN, TAKE_PART, fetch_group, may_decide, may_run
from lapwing.contexts.governance.commands import decisions as commands
from lapwing.contexts.governance.commands.common import RefusedError
from lapwing.contexts.governance.commands.meetings import AGREED_DECISIONS
from lapwing.contexts.governance.forms import decisions as forms
from lapwing.contexts.governance.forms.about import offer_subjects, pointed, pointed_of, said
from lapwing.contexts.governance.models import Decision, DecisionState, Meeting, MinutesState
from lapwing.contexts.governance.queries.lines import decision_lines, late_first
from lapwing.contexts.governance.queries.meetings import fetch_meeting
from lapwing.contexts.governance.views.meetings import address_of as address_of_meeting
from lapwing.contexts.governance.views.meetings import crumbs_to_meeting
from lapwing.contexts.governance.views.pages import (
    ONLY_DECIDING,
    ONLY_RUNNING,
    FormPage,
    address,
    crumbs_to,
    deed,
    find,
    group_address,
    submit,
    too_late,
    turned_away,
    why_not_theirs,
)
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import GovernanceGroup, Partnership

_RELATED = ("group__partnership", "meeting", "actor", "seat__user")


@requires(READ)
@require_safe
def decisions(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """Everything a group decided: what is open first, then the rest, the latest first."""
    group = fetch_group(request.actor, partnership, governance_group)
    today = timezone.localdate()
    rows = Decision.objects.in_force().filter(group=group).order_by("-number")
    lines = decision_lines(request.actor, partnership, rows, today)
    context = {
        "partnership": partnership,
        "group": group,
        "open": late_first(line for line in lines if line.is_open),
        "rest": [line for line in lines if not line.is_open],
        "may_decide": may_decide(request.actor, group, today),
    }
    return render(
        request,
        "governance/decisions.html",
        context,
        title="Decisions",
        caption=group.name,
        crumbs=crumbs_to(partnership, group),
    )


@requires(READ)
@require_safe
def decision(request: ActorRequest, partnership: Partnership, decision: str) -> HttpResponse:
    """One decision: who acts by when, what it is about, and what became of it."""
    row = find(request, partnership, Decision, decision, *_RELATED)
    today = timezone.localdate()
    (line,) = decision_lines(request.actor, partnership, Decision.objects.filter(pk=row.pk), today)
    runs = may_run(request.actor, row.group, today)
    context = {
        "partnership": partnership,
        "line": line,
        "row": row,
        "may_run": runs,
        "may_change": runs
        and line.state in ("open", "taken")
        and (row.meeting is None or row.meeting.minutes_state != MinutesState.AGREED),
        "may_close": line.is_open and (runs or line.mine),
        "may_history": request.actor.may("history.read", partnership.pk),
    }
    return render(
        request,
        "governance/decision.html",
        context,
        title=f"Decision {row.number}",
        caption=row.group.name,
        crumbs=_crumbs(row),
        width="reading",
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """Record a decision made between two meetings; ``?about=`` proposes what it is about."""
    group = fetch_group(request.actor, partnership, governance_group)
    return _add(request, partnership, group, None)


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def new_in_meeting(request: ActorRequest, partnership: Partnership, meeting: str) -> HttpResponse:
    """Record a decision of a meeting; ``?item=`` proposes the item of the agenda."""
    row = fetch_meeting(request.actor, partnership, meeting)
    return _add(request, partnership, row.group, row)


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, partnership: Partnership, decision: str) -> HttpResponse:
    """Change the words, who acts, or by when."""
    row = find(request, partnership, Decision, decision, *_RELATED)
    today = timezone.localdate()
    if not may_run(request.actor, row.group, today):
        return turned_away(request, ONLY_RUNNING, address_of(row))
    agreed = row.meeting is not None and row.meeting.minutes_state == MinutesState.AGREED
    if late := too_late(request, _closed(row) or (AGREED_DECISIONS if agreed else ""), address_of(row)):
        return late
    form = forms.DecisionForm(
        sent(request),
        group=row.group,
        on=today,
        decision=row,
        initial={**forms.decision_values(row), "version": row.version},
    )
    offer_subjects(form, request.actor, partnership, also=pointed_of(row))
    page = _page(row, "Change the decision", "Save", "The decision is changed.")
    return submit(
        request,
        page,
        form,
        lambda typed: commands.change_decision(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=form.details(typed),
            named_nobody=typed["named_nobody"],
        ),
        row=row,
        values_of=forms.decision_values,
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, partnership: Partnership, decision: str) -> HttpResponse:
    """Say what was done."""
    row = find(request, partnership, Decision, decision, *_RELATED)
    if why := why_not_theirs(commands.must_close, request, row):
        return turned_away(request, why, address_of(row))
    if late := too_late(
        request, "" if row.state == DecisionState.OPEN else commands.NOT_OPEN, address_of(row)
    ):
        return late
    form = forms.CloseForm(sent(request), initial={"version": row.version})
    page = _page(row, "Close it", "Close it", "It is closed, and comes back no more.")
    return submit(request, page, form, deed(request, commands.close_decision, row))


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def supersede(request: ActorRequest, partnership: Partnership, decision: str) -> HttpResponse:
    """Say that another decision took its place."""
    row = find(request, partnership, Decision, decision, *_RELATED)
    if not may_run(request.actor, row.group, timezone.localdate()):
        return turned_away(request, ONLY_RUNNING, address_of(row))
    if late := too_late(request, _closed(row), address_of(row)):
        return late
    form = forms.SupersedeForm(sent(request), initial={"version": row.version})
    page = _page(row, "Another decision took its place", "Save", "It is superseded, and comes back no more.")
    return submit(request, page, form, deed(request, commands.supersede, row))


@requires(RUN, TAKE_PART)
@require_POST
def reopen(request: ActorRequest, partnership: Partnership, decision: str) -> HttpResponse:
    """Open a closed decision again."""
    row = find(request, partnership, Decision, decision, *_RELATED)
    try:
        commands.reopen(actor=request.actor, now=timezone.now(), ref=row.ref)
    except RefusedError as error:
        return turned_away(request, str(error), address_of(row))
    messages.success(request, "It is open again.")
    return redirect(address_of(row))


def address_of(decision: Decision) -> str:
    """The decision's page."""
    return address(decision.partnership, "decision", decision=decision.ref)


def _add(
    request: ActorRequest, partnership: Partnership, group: GovernanceGroup, meeting: Meeting | None
) -> HttpResponse:
    today = timezone.localdate()
    back = f"{address_of_meeting(meeting)}#agenda" if meeting else group_address(group)
    if not may_decide(request.actor, group, today):
        return turned_away(request, ONLY_DECIDING, back)
    if meeting and (why := commands.why_it_takes_none(meeting, today)):
        return turned_away(request, why, back)
    about = pointed(request.GET.get("about", ""))
    initial = {
        "about": said(about),
        "item_ref": request.GET.get("item", ""),
        "answers": request.GET.get("answers", ""),
    }
    form = forms.DecisionForm(
        sent(request), group=group, on=today, meeting=meeting, by=request.actor.user_id, initial=initial
    )
    offer_subjects(form, request.actor, partnership, also=about)
    page = FormPage(
        title="Record a decision",
        back=back,
        button="Save the decision",
        done="The decision is recorded.",
        caption=group.name,
        crumbs=crumbs_to_meeting(meeting) if meeting else crumbs_to(partnership, group),
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.decide(
            actor=request.actor,
            now=timezone.now(),
            group=group,
            details=form.details(typed),
            meeting_ref=meeting.ref if meeting else "",
            answers_ref=typed.get("answers") or "",
            named_nobody=typed["named_nobody"],
        ),
    )


def _closed(row: Decision) -> str:
    return "" if row.state in (DecisionState.OPEN, DecisionState.TAKEN) else commands.CLOSED


def _page(row: Decision, title: str, button: str, done: str) -> FormPage:
    return FormPage(
        title=title,
        back=address_of(row),
        button=button,
        done=done,
        caption=f"{row.group.called}, decision {row.number}",
        crumbs=(*_crumbs(row), Crumb(f"Decision {row.number}", address_of(row))),
        context={"intro": row.words},
    )


def _crumbs(row: Decision) -> tuple[Crumb, ...]:
    listed = address(row.partnership, "decisions", governance_group=row.group.ref)
    return (*crumbs_to(row.partnership, row.group), Crumb("Decisions", listed))
