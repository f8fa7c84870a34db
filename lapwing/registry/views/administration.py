"""Looking after a partnership's people: the first page, people, invitations, and the roles explained."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.access_log.listings import how_asked
from lapwing.platform.ui.navigation import NAVIGATION
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.administration.people import people_of
from lapwing.registry.administration.standing import standing_of
from lapwing.registry.administration.tables import PEOPLE
from lapwing.registry.meaning import meaning_of
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.queries import open_invitations
from lapwing.registry.roles import ROLES

MANAGE = "registry.people.manage"
REVIEW = "registry.access.review"


def administration_crumb(partnership: Partnership) -> Crumb:
    return Crumb("Administration", reverse("administration", args=[partnership.ref]))


@requires(REVIEW)
@require_safe
def administration(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """How the partnership's people stand, and what asks to be done."""
    context = {
        "standing": standing_of(request.actor, partnership, now=timezone.now()),
        "partnership": partnership,
        "manages": request.actor.may(MANAGE, partnership.pk),
        "people": reverse("administered-people", args=[partnership.ref]),
        "listed": NAVIGATION.under(
            "administration",
            lambda permission: request.actor.may(permission, partnership.pk),
            {"partnership": partnership.ref},
        ),
    }
    return render(request, "registry/administration.html", context, title="Administration")


@requires(REVIEW)
@require_safe
def people(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Everybody who holds a role, and what of it asks to be looked at."""
    people = people_of(request.actor, partnership, now=timezone.now(), what=how_asked(request))
    listing = PEOPLE.read(request, people)
    context = {
        "listing": listing,
        "partnership": partnership,
        "manages": request.actor.may(MANAGE, partnership.pk),
    }
    crumbs = [administration_crumb(partnership)]
    return listing.download() or render(
        request,
        "registry/administered_people.html",
        context,
        title="People and their accounts",
        crumbs=crumbs,
    )


@requires(MANAGE)
@require_safe
def invitations(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Invitations that nobody has taken up: open ones, and those that have run out."""
    found = open_invitations(request.actor, partnership, now=timezone.now())
    return render(
        request,
        "registry/invitations.html",
        {"invitations": found, "partnership": partnership},
        title="Invitations",
        crumbs=[administration_crumb(partnership)],
        width="reading",
    )


@requires(REVIEW)
@require_safe
def roles_explained(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """What each role may do in words, and how many hold it."""
    held = Membership.objects.filter(partnership=partnership).held_on(timezone.localdate())
    holders = list(held.values_list("role", "user__is_active"))
    explained = [
        (role, meaning_of(role.code), sum(code == role.code and active for code, active in holders))
        for role in ROLES.values()
    ]
    return render(
        request,
        "registry/roles.html",
        {
            "roles": explained,
            "people": reverse("administered-people", args=[partnership.ref]),
            "partnership": partnership,
        },
        title="Roles explained",
        crumbs=[administration_crumb(partnership)],
        width="reading",
    )
