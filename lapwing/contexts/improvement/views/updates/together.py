"""Saying the same of several things that a cycle asks about, picked from *My updates*, and undoing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.access import REPORT, NotVisible
from lapwing.contexts.improvement.commands import RefusedError, TogetherRefusedError
from lapwing.contexts.improvement.edit_forms.updates import SameOfSeveralForm
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.presenters.my_updates import STATES
from lapwing.contexts.improvement.queries.cycle_lines import AskedLine, CycleHead
from lapwing.contexts.improvement.queries.standing import key_of
from lapwing.contexts.improvement.rules import COLOUR_OF_STATUS
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.filters import plural
from lapwing.platform.ui.forms import refuse, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.platform.ui.undoing import success_with_undo
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError

# As many as a person can have in mind.
MOST = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Row:
    """Something that was picked. ``problem`` says why the same cannot be said of it."""

    line: AskedLine
    problem: str = ""

    @property
    def pick(self) -> str:
        return f"{self.line.kind}:{self.line.ref}"


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, partnership: Partnership, cycle: str) -> HttpResponse:
    """What can be said of all of these?"""
    head = queries.cycle_head(actor=request.actor, partnership=partnership, cycle_ref=cycle)
    rows, others = _picked(request, cycle)
    back = address(partnership, "my-updates-in", cycle=cycle)
    form = SameOfSeveralForm(sent(request))
    if not rows and not (form.is_bound and others):
        messages.error(request, _nothing(others))
        return redirect(back)
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            made = commands.submit_together(
                actor=request.actor,
                now=now,
                cycle_ref=cycle,
                about=[(row.line.kind, row.line.ref) for row in (*rows, *others)],
                said=form.said,
                named_nobody=form.named_nobody,
            )
        except ChildNamedError as error:
            form.ask_about(error)
        except TogetherRefusedError as error:
            refuse(form, error)
            rows = [replace(row, problem=error.refused.get(row.line.ref, "")) for row in rows]
            others = [replace(row, problem=error.refused.get(row.line.ref, row.problem)) for row in others]
        except RefusedError as error:
            refuse(form, error)
        else:
            undo = address(
                partnership, "undo-updates-together", cycle=cycle, said_at=str((now - EPOCH) // _TICK)
            )
            success_with_undo(request, f"{plural(len(made), 'update').capitalize()} submitted.", undo)
            return redirect(back)
    return _page(request, partnership, head, form, rows, others)


@requires(REPORT)
@require_POST
def undo(request: ActorRequest, partnership: Partnership, cycle: str, said_at: int) -> HttpResponse:
    """Make drafts again of what was just submitted together."""
    queries.cycle_head(actor=request.actor, partnership=partnership, cycle_ref=cycle)
    try:
        moment = EPOCH + said_at * _TICK
        found = commands.take_back_updates_together(
            actor=request.actor, now=timezone.now(), submitted_at=moment
        )
    except (NotVisible, OverflowError):
        messages.error(request, "There is nothing left to withdraw: it was done before.")
    else:
        words = f"{plural(found.taken_back, 'update').capitalize()} withdrawn, and kept as drafts."
        if found.moved_on:
            words += f" {plural(found.moved_on, 'update').capitalize()} moved on meanwhile, and stay."
        messages.success(request, words)
    return redirect(address(partnership, "my-updates-in", cycle=cycle))


def _page(
    request: ActorRequest,
    partnership: Partnership,
    head: CycleHead,
    form: SameOfSeveralForm,
    rows: list[Row],
    others: list[Row],
) -> HttpResponse:
    """The form, with what it will be said of, and what it cannot be said of."""
    back = address(partnership, "my-updates-in", cycle=head.ref)
    key = key_of(partnership.pk)
    offered = [
        (each, marks.mark_said(key, each, COLOUR_OF_STATUS[each])) for each in commands.SAME_OF_SEVERAL
    ]
    context = {
        "form": form,
        "rows": rows,
        "others": others,
        "offered": offered,
        "each_by_itself": commands.EACH_BY_ITSELF,
        "head": head,
        "cancel_url": back,
    }
    return render(
        request,
        "improvement/update/together.html",
        context,
        title="Write several updates",
        caption=head.label,
        crumbs=(Crumb("My updates", back),),
        width="reading",
    )


def _picked(request: ActorRequest, cycle: str) -> tuple[list[Row], list[Row]]:
    """What was picked and nobody has begun to write on, and the rest of it with the reason."""
    wanted = set((request.POST if request.method == "POST" else request.GET).getlist("pick")[:MOST])
    page = queries.my_updates(actor=request.actor, on=timezone.localdate(), cycle_ref=cycle)
    asked = [row for each in page.cycles for row in map(Row, (*each.to_write, *each.answered))]
    found = [row for row in asked if row.pick in wanted]
    rows = [row for row in found if row.line.answer is None]
    others = [
        replace(row, problem=STATES[row.line.answer.state]) for row in found if row.line.answer is not None
    ]
    return rows, others


def _nothing(others: list[Row]) -> str:
    if others:
        return "Those are begun or answered already: go on with each by itself."
    return "Pick at least one first: tick the box beside it."
