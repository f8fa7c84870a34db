"""What is done to every kind of record alike: taking it out, bringing it back, and its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.contexts.governance.access import READ, RUN, TAKE_PART, NotVisible
from lapwing.contexts.governance.commands.common import EditedByAnotherError, NotYoursError, RefusedError
from lapwing.contexts.governance.commands.voiding import VOIDABLE, bring_back, group_of, must_keep, take_out
from lapwing.contexts.governance.forms.groups import TakeRecordOutForm
from lapwing.contexts.governance.minutes import reads_drafts
from lapwing.contexts.governance.models import (
    AgendaItem,
    Attendance,
    Decision,
    EscalatedItem,
    Meeting,
    Risk,
    RiskScore,
    ToldToFamilies,
)
from lapwing.contexts.governance.views.pages import (
    FormPage,
    address,
    crumbs_to,
    find,
    group_address,
    turned_away,
)
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.history.queries import Words, history_of
from lapwing.platform.ui.filters import day, plural
from lapwing.platform.ui.forms import refuse, sent
from lapwing.platform.ui.pages import render
from lapwing.platform.ui.undoing import success_with_undo
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError

HISTORY = "history.read"
KEPT_DRAFT = "A draft, which those who sit on the group read"
Rows = Mapping[type[Model], Iterable[int]]


def _meeting_rows(row: Any) -> Rows:
    parts: tuple[type[Model], ...] = (AgendaItem, Attendance, Decision)
    return {
        Meeting: [row.pk],
        **{model: model._default_manager.filter(meeting=row).values_list("pk", flat=True) for model in parts},
    }


# The records that have a history page, with all that belongs to each.
HISTORIES: dict[str, tuple[type[Model], Callable[[Any], Rows]]] = {
    "meeting": (Meeting, _meeting_rows),
    "decision": (Decision, lambda row: {Decision: [row.pk]}),
    "risk": (
        Risk,
        lambda row: {Risk: [row.pk], RiskScore: row.scores.values_list("pk", flat=True)},
    ),
    "raised": (EscalatedItem, lambda row: {EscalatedItem: [row.pk]}),
}


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def out(request: ActorRequest, partnership: Partnership, kind: str, ref: str) -> HttpResponse:
    """Withdraw a record, for a reason."""
    model = _model(kind)
    row = find(request, partnership, model, ref)
    back = _place(partnership, row)
    try:
        must_keep(request.actor, row, timezone.now())
    except NotYoursError as error:
        return turned_away(request, str(error), back)
    form = TakeRecordOutForm(sent(request), initial={"version": row.version})
    page = FormPage(
        title=f"Withdraw the {model._meta.verbose_name}",
        back=back,
        button="Withdraw it",
        crumbs=crumbs_to(partnership, group_of(row)),
        context={"intro": getattr(row, "words", "") or getattr(row, "title", "")},
    )
    if form.is_valid():
        try:
            take_out(
                actor=request.actor,
                now=timezone.now(),
                model=model,
                ref=ref,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                named_nobody=form.named_nobody,
            )
        except ChildNamedError as error:
            form.ask_about(error)
        except EditedByAnotherError as error:
            form.add_error(None, f"{error} Look at it again before you go on.")
        except RefusedError as error:
            refuse(form, error)
        else:
            undo = address(partnership, "bring-back", kind=kind, ref=ref)
            success_with_undo(request, f"The {model._meta.verbose_name} is withdrawn.{_follows(row)}", undo)
            return redirect(back)
    return page.show(request, form)


@requires(RUN, TAKE_PART)
@require_POST
def back(request: ActorRequest, partnership: Partnership, kind: str, ref: str) -> HttpResponse:
    """Bring a record back that was withdrawn."""
    model = _model(kind)
    rows = model._default_manager.select_related("partnership")
    row = Rule(model).fetch(request.actor, READ, queryset=rows, partnership=partnership, ref=ref)
    place = _place(partnership, row)
    try:
        bring_back(actor=request.actor, now=timezone.now(), model=model, ref=ref)
    except (NotYoursError, RefusedError) as error:
        return turned_away(request, str(error), place)
    messages.success(request, f"The {model._meta.verbose_name} is back.")
    return redirect(place)


@requires(HISTORY)
@require_safe
def history(request: ActorRequest, partnership: Partnership, kind: str, ref: str) -> HttpResponse:
    """Who changed what of a record, when and why."""
    if kind not in HISTORIES:
        raise NotVisible("No such record")
    model, rows_of = HISTORIES[kind]
    rows = model._default_manager.select_related("group__partnership")
    row: Any = Rule(model).fetch(request.actor, HISTORY, queryset=rows, partnership=partnership, ref=ref)
    found = history_of(
        rows_of(row),
        before=request.GET.get("before"),
        words=_keeping_drafts(request.actor, row),
        leave_out=("ref", "version", "partnership_id", "position", "rule_key", "episode"),
    )
    return render(
        request,
        "governance/history.html",
        {"history": found},
        title="History",
        caption=row.group.name,
        crumbs=crumbs_to(partnership, row.group),
        width="reading",
    )


def _keeping_drafts(actor: Actor, row: Any) -> Words:
    """That minutes were written is shown, and by whom; what they said only to those who read drafts."""
    if isinstance(row, Meeting) and not reads_drafts(actor, row):
        return {"minutes": lambda _: KEPT_DRAFT}
    return {}


def _follows(row: Any) -> str:
    """What becomes of those who were called to a meeting that is withdrawn, and of its agenda."""
    if not isinstance(row, Meeting):
        return ""
    today = timezone.localdate()
    told = " Its members are told." if row.held_on >= today else ""
    waiting = AgendaItem.objects.in_force().filter(meeting=row, minutes="").count()
    if not waiting:
        return told
    following = (
        Meeting.objects.in_force().filter(group=row.group, held_on__gte=today).order_by("held_on").first()
    )
    items = f"{plural(waiting, 'item')} of its agenda"
    if following is None:
        return f"{told} {items} {'waits' if waiting == 1 else 'wait'} for a meeting: none is called."
    verb = "comes" if waiting == 1 else "come"
    return f"{told} {items} {verb} up at the meeting on {day(following.held_on)}."


def _place(partnership: Partnership, row: Any) -> str:
    """Where a record is listed."""
    group = group_of(row)
    if isinstance(row, ToldToFamilies) or group is None:
        return address(partnership, "told")
    return group_address(group)


def _model(kind: str) -> type[Any]:
    if kind not in VOIDABLE:
        raise NotVisible("No such record")
    return VOIDABLE[kind]
