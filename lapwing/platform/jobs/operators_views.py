"""The operators' page: what waits, runs and failed, why, and what can be done about it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.jobs import deeds
from lapwing.platform.jobs.access import OPERATE
from lapwing.platform.jobs.operating import failed_job, overview
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.forms import Form, sent
from lapwing.platform.ui.navigation import OPERATIONS
from lapwing.platform.ui.pages import Crumb, render

OPERATING = "Operating the service"


class GiveUpForm(Form):
    reason = forms.CharField(
        label="Why it is given up",
        help_text="Whoever waits for this work reads it too. Name nobody.",
        max_length=300,
    )


@requires(OPERATE)
@require_GET
def operations(request: ActorRequest) -> HttpResponse:
    """What there is to look after, each with its page."""
    listed = OPERATIONS.under("operations", lambda permission: permission in request.actor.permissions)
    return render(request, "jobs/all_operations.html", {"listed": listed}, title=OPERATING, width="reading")


@requires(OPERATE)
@require_GET
def jobs(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    return render(
        request,
        "jobs/operations.html",
        {"now": overview(now), "read_at": now},
        title="Background jobs",
        crumbs=[Crumb(OPERATING, reverse("operations"))],
    )


@requires(OPERATE)
@require_POST
def retry(request: ActorRequest, job: str) -> HttpResponse:
    """Run one again."""
    try:
        deeds.retry(job_id=_number(job), by=request.actor, now=timezone.now())
    except deeds.NoSuchJobError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Job {job} is in the queue again.")
    return redirect("operations-jobs")


@requires(OPERATE)
@require_POST
def retry_all(request: ActorRequest) -> HttpResponse:
    """Run all of one task again."""
    done = deeds.retry_all(task=request.POST.get("task", "")[:128], by=request.actor, now=timezone.now())
    messages.success(request, f"{done} in the queue again." if done else "None of these had failed.")
    return redirect("operations-jobs")


@requires(OPERATE)
@require_http_methods(["GET", "POST"])
def give_up(request: ActorRequest, job: str) -> HttpResponse:
    """Let one go, for a reason."""
    form = GiveUpForm(sent(request))
    if form.is_valid():
        try:
            deeds.give_up(
                job_id=_number(job), reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now()
            )
        except deeds.NoSuchJobError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Job {job} was given up.")
        return redirect("operations-jobs")
    return render(
        request,
        "jobs/give_up.html",
        {
            "form": form,
            "button": "Give it up",
            "cancel_url": reverse("operations-jobs"),
            "failed": failed_job(_number(job)),
        },
        title=f"Give up job {_number(job)}",
        crumbs=(Crumb("Background jobs", reverse("operations-jobs")),),
        width="reading",
    )


def _number(job: str) -> int:
    """The number of a job in an address; 0, which none has, for anything else."""
    return whole_number(job, digits=18)
