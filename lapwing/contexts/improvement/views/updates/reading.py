"""Reading an update with all that happened to it, and deciding about it there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.access import CHECK, READ, NotVisible
from lapwing.contexts.improvement.commands import EditedByAnotherError, RefusedError
from lapwing.contexts.improvement.edit_forms.updates import DecisionForm
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.presenters.here import Day, Here, here_of
from lapwing.contexts.improvement.presenters.words import numbered
from lapwing.contexts.improvement.queries.updates import UpdatePage
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import refuse, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError

RETURN = "return"


@requires(READ)
@require_safe
def update(request: ActorRequest, partnership: Partnership, update: str) -> HttpResponse:
    """What does this update say, and where is it?"""
    page, here = _found(request, partnership, update)
    return _show(request, partnership, here, page, DecisionForm(initial={"version": page.line.version}))


@requires(CHECK)
@require_POST
def decide(request: ActorRequest, partnership: Partnership, update: str) -> HttpResponse:
    """Check it, sign it off, or return it with a comment."""
    page, here = _found(request, partnership, update)
    form = DecisionForm(sent(request))
    if not form.is_valid():
        return _show(request, partnership, here, page, form)
    version, comment = form.cleaned_data["version"], form.cleaned_data["comment"]
    gives_back = request.POST.get("do") == RETURN
    try:
        forward = commands.sign_off_update if page.line.signs_off else commands.pass_update
        command = commands.return_update if gives_back else forward
        command(
            actor=request.actor,
            now=timezone.now(),
            ref=update,
            version=version,
            comment=comment,
            named_nobody=form.named_nobody,
        )
    except ChildNamedError as error:
        form.ask_about(error)
    except EditedByAnotherError:
        messages.error(request, "It was moved on meanwhile. This is how it stands now.")
        return redirect(address(partnership, "update", update=update))
    except RefusedError as error:
        refuse(form, error)
    else:
        done = "Returned with your comment." if gives_back else _done(page)
        messages.success(request, done)
        return redirect(address(partnership, "updates-to-check"))
    return _show(request, partnership, here, page, form)


def _done(page: UpdatePage) -> str:
    return "Signed off. Everybody who reads the plan sees it now." if page.line.signs_off else "Checked."


def _found(request: ActorRequest, partnership: Partnership, ref: str) -> tuple[UpdatePage, Here]:
    today = timezone.localdate()
    page = queries.update_page(actor=request.actor, ref=ref, on=today)
    if page.plan.partnership_ref != partnership.ref:
        raise NotVisible("Not of this partnership")
    return page, here_of(request, partnership, page.plan, Day(today))


def _show(
    request: ActorRequest, partnership: Partnership, here: Here, page: UpdatePage, form: DecisionForm
) -> HttpResponse:
    line = page.line
    held = page.withdrawal.held_by if page.withdrawal else ()
    may_see_held = bool(held) and request.actor.may(CHECK, partnership.pk)
    return render(
        request,
        "improvement/update/read.html",
        {"here": here, "shown": page, "line": line, "form": form, "may_see_held": may_see_held},
        title="Update",
        heading=f"Update on {numbered('action', line.action_number)}".strip(),
        caption=line.cycle,
        crumbs=(
            here.crumb(),
            Crumb(f"Action {line.action_number}".strip(), here.to("action", action=line.action_ref)),
        ),
        width="work",
    )
