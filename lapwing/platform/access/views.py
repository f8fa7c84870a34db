"""Every view says who may come in, with one of these marks. A test fails for a view without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.module_loading import import_string

from lapwing.platform.access.acting import for_partnership
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible

View = Callable[..., HttpResponseBase]


class ActorRequest(HttpRequest):
    """A request as ``ActorMiddleware`` hands it on."""

    actor: Actor
    partnership: Any
    request_id: str
    # Whether what was written is undone when the response is made.
    undo: bool


class Door(Enum):
    PUBLIC = "public"
    SIGNED_IN = "signed in"
    PERMISSION = "permission"
    # a program with a token that carries the permission; see lapwing.shell.api
    TOKEN = "token"


@dataclass(frozen=True)
class Declaration:
    """Who may come in by a view. One of ``permissions`` is enough."""

    door: Door
    permissions: frozenset[str] = frozenset()


def declaration_of(view: object) -> Declaration | None:
    return getattr(view, "access", None)


def public(view: View) -> View:
    """Anybody may come in; nobody need be signed in."""
    return _declared(view, Declaration(Door.PUBLIC))


def signed_in(view: View) -> View:
    """Anybody who is signed in may come in; others are sent to the sign-in page."""

    @wraps(view)
    def door(request: ActorRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.actor.user_id is None:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    return _declared(door, Declaration(Door.SIGNED_IN))


def requires(*permissions: str) -> Callable[[View], View]:
    """Only those who hold one of ``permissions`` may come in; to others the page does not exist (404).

    Where the address names a partnership (``/p/<partnership>/``), it must be held there, and the view gets
    the partnership itself as its second argument, ``view(request, partnership, ...)``; elsewhere it must be
    held in some partnership. People who are not signed in are sent to the sign-in page.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def door(request: ActorRequest, *, partnership: str = "", **kwargs: object) -> HttpResponseBase:
            if request.actor.user_id is None:
                return _to_sign_in(request)
            if not partnership:
                if not request.actor.permissions.intersection(permissions):
                    raise NotVisible("No such page")
                return view(request, **kwargs)
            request.partnership = _partnership(request.actor, permissions, partnership)
            with for_partnership(request.partnership.pk):
                return view(request, request.partnership, **kwargs)

        return _declared(door, Declaration(Door.PERMISSION, frozenset(permissions)))

    return declare


def _declared(view: View, declaration: Declaration) -> View:
    view.access = declaration  # type: ignore[attr-defined]
    return view


def _partnership(actor: Actor, permissions: tuple[str, ...], ref: str) -> Model:
    """Ask the package that knows partnerships (a setting, since this layer does not) for the one named."""
    find: Callable[[Actor, str, str], Model] = import_string(settings.PARTNERSHIP_FINDER)
    for permission in permissions[:-1]:
        try:
            return find(actor, permission, ref)
        except NotVisible:
            continue
    return find(actor, permissions[-1], ref)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A redirect, also for a part of a page that htmx asked for: the whole page goes to sign in."""
    if request.headers.get("HX-Request") == "true":
        here = getattr(getattr(request, "htmx", None), "current_url_abs_path", None) or "/"
        return HttpResponse(status=401, headers={"HX-Redirect": redirect_to_login(here).url})
    return redirect_to_login(request.get_full_path())
