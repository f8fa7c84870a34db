"""What stands around every page: who is signed in, the partnerships they may switch between, where to go."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.sessions.frame import staying_of
from lapwing.platform.imports.access import feeds_of
from lapwing.platform.notices.commands import mark_page_read
from lapwing.platform.notices.queries import MOST_COUNTED, new_notices
from lapwing.platform.search.searchers import SEARCHERS
from lapwing.platform.ui.navigation import NAVIGATION, Link
from lapwing.platform.ui.pages import Frame, Notices
from lapwing.registry.models import Partnership
from lapwing.registry.roles import label_of


def frame_of(request: HttpRequest) -> Frame:
    """The frame of a request: at most three queries for a signed-in person, none for anybody else."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.user_id is None:
        return Frame(
            home_url=reverse("home"),
            sign_in_url=reverse("sign-in"),
            footer=_footer(),
            demonstration=settings.DEMO,
        )
    here: Partnership | None = getattr(request, "partnership", None)
    return Frame(
        home_url=reverse("home"),
        person=actor.name,
        role=_roles(actor, here),
        account_links=(
            Link("Your account", reverse("account")),
            *_file_links(actor, here),
            *_work_links(actor),
        ),
        sign_out_url=reverse("sign-out"),
        staying=staying_of(request),
        places=_places(actor, here),
        navigation=_navigation(request, actor, here),
        above=_above(request, actor, here),
        search_url=_search_url(actor, here),
        search_label="Search",
        notices=_notices(request, actor),
        footer=_footer(),
        demonstration=settings.DEMO,
    )


def _file_links(actor: Actor, here: Partnership | None) -> tuple[Link, ...]:
    """What goes out and, for those who may send files, what comes in."""
    if here is None:
        return ()
    exports = Link("Your exports", reverse("exports", args=[here.ref]))
    sends = feeds_of(actor, here.pk)
    return (exports, Link("Your imports", reverse("imports", args=[here.ref]))) if sends else (exports,)


def _work_links(actor: Actor) -> tuple[Link, ...]:
    own = Link("Your background work", reverse("works"))
    if "jobs.operate" in actor.permissions:
        return own, Link("Operating the service", reverse("operations"))
    return (own,)


def _notices(request: HttpRequest, actor: Actor) -> Notices:
    """What is new; whoever comes to the page that a notice is about, by whichever way, has read it."""
    new = new_notices(actor)
    if new:
        new -= mark_page_read(by=actor, path=request.get_full_path(), now=timezone.now())
    return Notices(reverse("notices"), f"{MOST_COUNTED}+" if new > MOST_COUNTED else str(new or ""))


def _footer() -> tuple[Link, ...]:
    return (
        Link("Help", reverse("help")),
        Link("Accessibility", reverse("accessibility")),
        Link("Programming interface", reverse("api:page")),
    )


def _roles(actor: Actor, here: Partnership | None) -> str | None:
    if here is None:
        return None
    return ", ".join(label_of(code) for code in sorted(actor.roles_in(here.pk))) or None


def _places(actor: Actor, here: Partnership | None) -> tuple[Link, ...]:
    return tuple(
        Link(place.local_area, reverse("partnership", args=[place.ref]), place == here)
        for place in _open_places(actor, here)
    )


def _open_places(actor: Actor, here: Partnership | None) -> Iterable[Partnership]:
    held = {grant.partnership_id for grant in actor.grants}
    if here is not None and held == {here.pk} and here.closed_on is None:
        return (here,)
    return Partnership.objects.filter(pk__in=held, closed_on=None).order_by("local_area")


def _navigation(request: HttpRequest, actor: Actor, here: Partnership | None) -> tuple[Link, ...]:
    if here is None:
        return ()
    return NAVIGATION.links(request.path, _may(actor, here), {"partnership": here.ref})


def _above(request: HttpRequest, actor: Actor, here: Partnership | None) -> Link | None:
    if here is None:
        return None
    return NAVIGATION.above(request.path, _may(actor, here), {"partnership": here.ref})


def _may(actor: Actor, here: Partnership) -> Callable[[str], bool]:
    return lambda permission: actor.may(permission, here.pk)


def _search_url(actor: Actor, here: Partnership | None) -> str | None:
    if here is None or not SEARCHERS.for_actor(actor, here.pk):
        return None
    return reverse("search", args=[here.ref])
