"""What was raised to a group, its answer, and raising it further."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.contexts.governance.access import READ, RUN, TAKE_PART, fetch_group, may_decide, may_run
from lapwing.contexts.governance.answering import raisers, stand_aside
from lapwing.contexts.governance.commands import raised as commands
from lapwing.contexts.governance.commands.asked import may_record, meeting_takes
from lapwing.contexts.governance.forms import decisions as forms
from lapwing.contexts.governance.forms.about import offer_subjects, pointed, said
from lapwing.contexts.governance.models import EscalatedItem, ItemKind
from lapwing.contexts.governance.queries.lines import raised_lines
from lapwing.contexts.governance.views.pages import (
    FormPage,
    address,
    crumbs_to,
    deed,
    find,
    page_of_group,
    submit,
    too_late,
    turned_away,
    why_not_theirs,
)
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership

_RELATED = ("group__partnership", "group__reports_to", "meeting")


@requires(READ)
@require_safe
def raised(request: ActorRequest, partnership: Partnership, escalated_item: str) -> HttpResponse:
    """One thing that was raised: why, since when, and the answer."""
    row = find(request, partnership, EscalatedItem, escalated_item, *_RELATED)
    today = timezone.localdate()
    (line,) = raised_lines(request.actor, partnership, EscalatedItem.objects.filter(pk=row.pk), today)
    decides = may_decide(request.actor, row.group, today)
    own = request.actor.user_id in raisers(row)
    waits = decides and row.answered_at is None
    owns = waits and not own and request.actor.user_id in stand_aside(row, today)
    above = row.group.reports_to
    context = {
        "partnership": partnership,
        "line": line,
        "row": row,
        "may_answer": waits and not own and not owns,
        "may_raise": waits and not own,
        "own": waits and own,
        "owned": commands.OWNED if owns else "",
        "record": _where_to_record(row, request.actor.user_id, decides, today)
        if row.kind == ItemKind.DECISION
        else "",
        "may_withdraw": row.kind == ItemKind.DECISION
        and row.answered_at is None
        and (row.created_by_id == request.actor.user_id or may_run(request.actor, row.group, today)),
        "above": above if above is not None and above.voided_at is None else None,
        "may_history": request.actor.may("history.read", partnership.pk),
    }
    return render(
        request,
        "governance/raised.html",
        context,
        title="Decision asked for" if row.kind == ItemKind.DECISION else "Escalated to the group",
        caption=row.group.name,
        crumbs=crumbs_to(partnership, row.group),
        width="reading",
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """Raise something to a group; ``?about=`` proposes what it is about."""
    group = fetch_group(request.actor, partnership, governance_group)
    about = pointed(request.GET.get("about", ""))
    form = forms.RaiseForm(sent(request), initial={"about": said(about)})
    offer_subjects(form, request.actor, partnership, also=about)
    page = page_of_group(
        group,
        "Escalate something to the group",
        button="Escalate it",
        done="It is escalated. The group owes an answer.",
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.raise_by_hand(
            actor=request.actor,
            now=timezone.now(),
            group=group,
            words=typed["words"],
            reason=typed["reason"],
            about=pointed(typed["about"] or ""),
            named_nobody=typed["named_nobody"],
        ),
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, partnership: Partnership, escalated_item: str) -> HttpResponse:
    """Give the group's answer."""
    row = find(request, partnership, EscalatedItem, escalated_item, *_RELATED)
    if why := why_not_theirs(commands.must_answer, request, row):
        return turned_away(request, why, address_of(row))
    if late := too_late(request, _answered(row), address_of(row)):
        return late
    form = forms.AnswerRaisedForm(sent(request), initial={"version": row.version})
    page = _page(row, "Answer it", "Save the answer", "It is answered.")
    return submit(request, page, form, deed(request, commands.answer_item, row))


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def further(request: ActorRequest, partnership: Partnership, escalated_item: str) -> HttpResponse:
    """Raise it to the group that this one reports to."""
    row = find(request, partnership, EscalatedItem, escalated_item, *_RELATED)
    if why := why_not_theirs(commands.must_settle, request, row):
        return turned_away(request, why, address_of(row))
    if late := too_late(request, _answered(row), address_of(row)):
        return late
    if row.group.reports_to is None:
        return turned_away(request, "This group reports to no other.", address_of(row))
    form = forms.FurtherForm(sent(request), initial={"version": row.version})
    done = f"It is escalated to {row.group.reports_to.name}, which owes the answer now."
    page = _page(row, f"Escalate it to {row.group.reports_to.called}", "Escalate it further", done)
    return submit(request, page, form, deed(request, commands.raise_further, row))


def address_of(item: EscalatedItem) -> str:
    """The page of something raised."""
    return address(item.partnership, "raised", escalated_item=item.ref)


def _where_to_record(row: EscalatedItem, user_id: int | None, decides: bool, on: date) -> str:
    """Where the decision is recorded that answers it: in its meeting once that is held, or between two."""
    if not decides or row.answered_at is not None:
        return ""
    if row.meeting is not None and meeting_takes(row, on):
        page = address(row.partnership, "decision-new-in-meeting", meeting=row.meeting.ref)
    elif may_record(row, user_id, None):
        page = address(row.partnership, "decision-new", governance_group=row.group.ref)
    else:
        return ""
    return f"{page}?answers={row.ref}"


def _answered(row: EscalatedItem) -> str:
    return commands.ANSWERED if row.answered_at is not None else ""


def _page(row: EscalatedItem, title: str, button: str, done: str) -> FormPage:
    return FormPage(
        title=title,
        back=address_of(row),
        button=button,
        done=done,
        caption=row.group.name,
        crumbs=(
            *crumbs_to(row.partnership, row.group),
            Crumb("Decision asked for" if row.kind == ItemKind.DECISION else "Escalated", address_of(row)),
        ),
        context={"intro": row.words},
    )
