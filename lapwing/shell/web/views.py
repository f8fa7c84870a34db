"""The way in: home, a partnership's front page, and kind words when something is not there or goes wrong."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from lapwing.contexts.improvement.public import plans_of
from lapwing.platform.access.views import ActorRequest, public, requires, signed_in
from lapwing.platform.ui.navigation import OPERATIONS
from lapwing.platform.ui.pages import render
from lapwing.registry.models import Partnership
from lapwing.registry.roles import ROLES, label_of


@signed_in
def home(request: ActorRequest) -> HttpResponse:
    """The partnerships a person works in; straight on to it when there is one."""
    held = {grant.partnership_id for grant in request.actor.grants}
    places = list(Partnership.objects.filter(pk__in=held, closed_on=None).order_by("local_area"))
    if len(places) == 1:
        return redirect("partnership", partnership=places[0].ref)
    return render(
        request,
        "web/home.html",
        {"places": [(place, _role_labels(request, place)) for place in places]},
        title="Your partnerships",
        width="reading",
    )


@requires("registry.partnership.enter")
def partnership(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """A partnership's front page: its plans, or what this person's role is for when they may read none.

    With one plan, that plan's overview is the front page.
    """
    may_read = request.actor.may("improvement.plan.read", partnership.pk)
    plans = plans_of(request.actor, partnership) if may_read else ()
    if len(plans) == 1:
        return redirect("improvement:overview", partnership=partnership.ref, plan=plans[0].ref)
    if not may_read and request.actor.may("registry.access.review", partnership.pk):
        return redirect("administration", partnership=partnership.ref)
    return render(
        request,
        "web/partnership.html",
        {
            "partnership": partnership,
            "plans": plans,
            "may_read": may_read,
            "may_import": request.actor.may("improvement.plan.import", partnership.pk),
            "may_invite": request.actor.may("registry.people.manage", partnership.pk),
            "roles": [
                ROLES[code] for code in sorted(request.actor.roles_in(partnership.pk)) if code in ROLES
            ],
            "operations": OPERATIONS.under(
                "operations", lambda permission: permission in request.actor.permissions
            ),
            "demo": settings.DEMO,
        },
        title="Plans" if may_read else "Home",
        heading=partnership.name,
        width="reading",
    )


@public
def help_page(request: ActorRequest) -> HttpResponse:
    """What the words and colours mean, and how to get about."""
    return render(request, "web/help.html", title="Help", width="reading")


@public
def accessibility(request: ActorRequest) -> HttpResponse:
    """The accessibility statement that the 2018 regulations ask of public bodies."""
    return render(request, "web/accessibility.html", title="Accessibility", width="reading")


def _role_labels(request: ActorRequest, place: Partnership) -> str:
    return ", ".join(label_of(code) for code in sorted(request.actor.roles_in(place.pk)))
