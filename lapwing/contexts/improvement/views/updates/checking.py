"""What waits for me: updates to check or sign off, one by one or many with one comment."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.access import CHECK
from lapwing.contexts.improvement.commands import RefusedError
from lapwing.contexts.improvement.edit_forms.updates import DecideTogetherForm
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.queries.standing import key_of
from lapwing.contexts.improvement.queries.update_lines import UpdateLine
from lapwing.contexts.improvement.views.updates.reading import RETURN
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.filters import plural
from lapwing.platform.ui.forms import refuse, sent
from lapwing.platform.ui.pages import render
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError

# As many as a person can have read.
MOST = 100


@requires(CHECK)
@require_http_methods(["GET", "POST"])
def to_check(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Which updates wait for me?"""
    lines = queries.to_check(actor=request.actor, partnership=partnership, on=timezone.localdate())
    form = DecideTogetherForm(sent(request))
    picked = _picked(request, lines)
    if form.is_bound and form.is_valid():
        try:
            found = commands.decide_together(
                actor=request.actor,
                now=timezone.now(),
                picked=picked,
                comment=form.cleaned_data["comment"],
                give_back=request.POST.get("do") == RETURN,
                named_nobody=form.named_nobody,
            )
        except ChildNamedError as error:
            form.ask_about(error)
        except RefusedError as error:
            refuse(form, error)
        else:
            _say(request, found, lines, given_back=request.POST.get("do") == RETURN)
            return redirect(address(partnership, "updates-to-check"))
    key = key_of(partnership.pk)
    shown = [
        (line, marks.mark_said(key, line.status, line.colour)) for line in lines if line.status is not None
    ]
    context = {
        "lines": shown[:MOST],
        "more": max(0, len(shown) - MOST),
        "form": form,
        "picked": {ref for ref, _ in picked},
        "partnership": partnership,
    }
    return render(request, "improvement/update/to_check.html", context, title="Updates to check")


def _picked(request: ActorRequest, lines: tuple[UpdateLine, ...]) -> list[tuple[str, int]]:
    """What was ticked, with the version that was read; what does not wait any more is left to the command."""
    found = []
    for each in request.POST.getlist("picked")[:MOST]:
        ref, _, version = each.partition(" ")
        found.append((ref, whole_number(version)))
    return found


def _say(
    request: ActorRequest, found: commands.DecidedTogether, lines: tuple[UpdateLine, ...], *, given_back: bool
) -> None:
    deed = "returned" if given_back else "checked or signed off"
    if found.moved:
        messages.success(request, f"{plural(found.moved, 'update').capitalize()} {deed}.")
    names = {line.ref: line.action_number for line in lines}
    for ref, why in found.refused.items():
        about = f"Action {names[ref]}: " if names.get(ref) else ""
        messages.error(request, f"{about}{why}")
