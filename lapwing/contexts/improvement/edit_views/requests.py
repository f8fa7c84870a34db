"""Changes that are asked for: the list of a plan's, each of them, deciding it and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.contexts.improvement import access, commands, queries
from lapwing.contexts.improvement.access import CHECK, EDIT, ENTER, READ, REPORT, NotVisible
from lapwing.contexts.improvement.commands.request_shapes import SHAPES, about, in_words
from lapwing.contexts.improvement.edit_forms.requests import APPROVE, DecideForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, last_change, look_again
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.models import ChangeRequest, RequestKind
from lapwing.contexts.improvement.presenters.here import asked_day, here_of, show
from lapwing.contexts.improvement.presenters.request_table import read_requests
from lapwing.contexts.improvement.queries.requests import RequestPage
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import refuse, sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError

_TITLES = {
    RequestKind.DATE: "Another date",
    RequestKind.BASELINE: "Another baseline",
    RequestKind.TARGET: "Other targets",
    RequestKind.TURN: "Another day of a turn",
    RequestKind.TAKE_OUT: "Taking out",
}


@requires(READ)
@require_safe
def requests(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Which changes are asked for, and what became of them?"""
    day = asked_day(request)
    page = queries.list_requests(actor=request.actor, plan_ref=plan, on=day.today)
    here = here_of(request, partnership, page.plan, day)
    listing = read_requests(request, here, page.requests)
    context: dict[str, object] = {"listing": listing, "shown": page}
    return listing.download() or show(request, here, "request/list", context, title="Changes asked for")


@requires(READ)
@require_safe
def one(request: ActorRequest, partnership: Partnership, change_request: str) -> HttpResponse:
    """What is asked for, why, and what was decided?"""
    day = asked_day(request)
    page = queries.request_page(actor=request.actor, request_ref=change_request, on=day.today)
    here = here_of(request, partnership, page.plan, day)
    return show(
        request,
        here,
        "request/one",
        {"shown": page},
        title="Change asked for",
        heading=_title(page),
        caption=page.line.about,
        crumbs=(here.crumb(), Crumb("Changes asked for", here.edit("requests", plan=page.plan.ref))),
        width="reading",
    )


@requires(EDIT, CHECK)
@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, partnership: Partnership, change_request: str) -> HttpResponse:
    """Should it be changed? What was changed since it was asked for is shown beside what is asked."""
    row = _find(request, partnership, change_request, READ)
    page = queries.request_page(actor=request.actor, request_ref=row.ref, on=timezone.localdate())
    back = address(partnership, "request", change_request=row.ref)
    if not page.may_decide:
        messages.error(request, _why_not(request, row))
        return redirect(back)
    thing: Any = about(row)
    standing = in_words(row.kind, SHAPES[RequestKind(row.kind)].standing(thing))
    changed = standing != row.before_words
    form = DecideForm(sent(request), changed=changed, initial={"version": thing.version})
    if form.is_valid():
        try:
            _carry_out(request, row, form)
        except ChildNamedError as error:
            form.ask_about(error)
        except commands.EditedByAnotherError as error:
            look_again(form, error)
        except commands.AlreadyDecidedError as error:
            messages.error(request, str(error))
            return redirect(back)
        except commands.RefusedError as error:
            refuse(form, error)
        else:
            approved = form.cleaned_data["decision"] == APPROVE
            messages.success(request, "It is changed." if approved else "It is refused, and stays as it is.")
            return redirect(back)
    who, when = last_change(thing) if changed else ("", None)
    return FormPage(
        title="Decide a change",
        button="Save the decision",
        caption=page.line.about,
        back=back,
        crumbs=(
            Crumb(page.plan.title, address(partnership, "overview", plan=page.plan.ref)),
            Crumb("Changes asked for", address(partnership, "requests", plan=page.plan.ref)),
        ),
        template="improvement/request/decide.html",
        context={
            "line": page.line,
            "standing": standing.splitlines(),
            "changed": changed,
            "who": who,
            "when": when,
        },
    ).show(request, form)


@requires(REPORT, ENTER)
@require_POST
def take_back(request: ActorRequest, partnership: Partnership, change_request: str) -> HttpResponse:
    """Withdraw what one asked for oneself."""
    row = _find(request, partnership, change_request, READ)
    if row.asked_by_id != request.actor.user_id and not request.actor.may(EDIT, partnership.pk):
        raise NotVisible("No such request of theirs")
    try:
        commands.take_back_request(actor=request.actor, now=timezone.now(), request_ref=row.ref)
    except commands.RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Your request is withdrawn.")
    return redirect(address(partnership, "request", change_request=row.ref))


def _find(request: ActorRequest, partnership: Partnership, ref: str, permission: str) -> ChangeRequest:
    rows = ChangeRequest.objects.filter(partnership=partnership, plan__voided_at=None)
    rows = rows.select_related(
        "plan__partnership", "milestone__action", "occurrence__milestone__action", "series__measure"
    )
    return access.change_requests.fetch(request.actor, permission, queryset=rows, ref=ref)


def _carry_out(request: ActorRequest, row: ChangeRequest, form: DecideForm) -> None:
    typed = form.cleaned_data
    given: dict[str, Any] = {
        "actor": request.actor,
        "now": timezone.now(),
        "request_ref": row.ref,
        "reason": typed["reason"],
        "named_nobody": form.named_nobody,
    }
    if typed["decision"] == APPROVE:
        commands.approve_request(**given, version=typed["version"])
    else:
        commands.refuse_request(**given)


def _why_not(request: ActorRequest, row: ChangeRequest) -> str:
    """Why somebody who reads a request does not decide it."""
    if row.decided_at is not None:
        return "This was decided meanwhile."
    if row.asked_by_id == request.actor.user_id:
        return "You asked for this yourself: somebody else has to decide it."
    return "Those who may change the plan decide it, or who takes its steps and owns none of it."


def _title(page: RequestPage) -> str:
    return f"{_TITLES[RequestKind(page.line.kind)]} asked for"
