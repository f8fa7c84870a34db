"""Everybody comes in with a second factor, or goes no further, unless a setting leaves their role out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.permissions import personal_permissions
from lapwing.platform.access.views import ActorRequest, Door, declaration_of
from lapwing.platform.accounts.factors.queries import factors_of
from lapwing.platform.accounts.going_on import going_on_to
from lapwing.platform.accounts.marks import has_second_factor
from lapwing.platform.accounts.models import User

View = Callable[..., HttpResponseBase]


def needs_second_factor(actor: Actor) -> bool:
    """Whether this person must have one.

    Who sees personal data of others always must, and everybody else but those whose every role is left out by
    PASSWORD_ALONE_ROLES. In a demonstration nobody's data is real.
    """
    if settings.DEMO:
        return False
    if not actor.permissions.isdisjoint(personal_permissions()):
        return True
    return any(grant.role not in settings.PASSWORD_ALONE_ROLES for grant in actor.grants)


def before_second_factor(view: View) -> View:
    """A page by which a second factor is set up or shown, or that shows only one's own account."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


class SecondFactorMiddleware:
    """Leads people who must show a second factor to where they set one up or show it.

    It stands after ``ActorMiddleware``. Public pages (help, signing out) are open as ever. Whoever comes
    by an interface token has no session and is none of its business.
    """

    def __init__(self, get_response: Callable[[ActorRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: ActorRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """An answer that leads elsewhere, or None to go on to the page."""
        if not isinstance(request.user, User) or _is_open(view):
            return None
        if has_second_factor(request) or not needs_second_factor(request.actor):
            return None
        step = "confirm-sign-in" if factors_of(request.user.pk).any else "set-up-second-factor"
        if request.headers.get("HX-Request") == "true":
            here = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
            return HttpResponse(status=401, headers={"HX-Redirect": going_on_to(step, here)})
        return redirect(going_on_to(step, request.get_full_path() if request.method == "GET" else "/"))


def _is_open(view: View) -> bool:
    declared = declaration_of(view)
    is_public = declared is not None and declared.door is Door.PUBLIC
    return is_public or getattr(view, "before_second_factor", False)
