"""Who may stay signed in: asked of the database at every request, before anybody acts."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import SESSION_KEY as USER_KEY
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.known_browsers import remember
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.activity import is_background
from lapwing.platform.accounts.sessions.browsers import leave_mark
from lapwing.platform.accounts.sessions.endings import SESSION_KEY, end_own_session
from lapwing.platform.accounts.sessions.kinds import EndedHow
from lapwing.platform.accounts.sessions.limits import Left, left_of, words_for
from lapwing.platform.accounts.sessions.models import UnsentForm
from lapwing.platform.accounts.sessions.starting import begin
from lapwing.platform.accounts.sessions.unsent import is_for_all, keep_unsent, page_of

Next = Callable[[HttpRequest], HttpResponseBase]


class StayingInMiddleware:
    """Ends a session that is over, and begins one that a view has just started.

    ``request.left`` says how much is left, for the page's warning; it is not there when nobody is signed in.
    Must stand after the messages' middleware and before the one that lets a person act.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = _user_id(request)
        if before is not None:
            ended = self._ended(request, before)
            if ended is not None:
                return ended
        ref = request.session.get(SESSION_KEY, "")
        response = self.get_response(request)
        after = _user_id(request)
        if after is None:
            if ref and before is not None:
                _signed_out(before, ref)
        elif request.session.get(SESSION_KEY) is None:
            begin(request, after)
            leave_mark(request, response)
            if isinstance(request.user, User):
                remember(request, response, request.user.email)
        return response

    def _ended(self, request: HttpRequest, user_id: int) -> HttpResponseBase | None:
        """Sign out whoever may not stay. The answer, when the page itself has none to give."""
        ref = request.session.get(SESSION_KEY)
        if ref is None:
            # begun by other hands than a page's; one whose password has changed since is nobody's
            if not request.user.is_authenticated:
                return None
            ref = begin(request, user_id).ref
        left = left_of(ref, user_id, active=not is_background(request))
        if left.is_open:
            request.left = left  # type: ignore[attr-defined]
            return None
        return _leave(request, user_id, left)


def _leave(request: HttpRequest, user_id: int, left: Left) -> HttpResponseBase | None:
    """Forget the session, say why, and keep what was sent for when the person is back."""
    kept = keep_unsent(request, user_id) if left.state in (EndedHow.IDLE, EndedHow.LONGEST) else None
    logout(request)
    if is_background(request):
        return None
    messages.info(request, words_for(left.state))
    if kept is not None:
        return redirect_to_login(reverse("account-unsent", args=[kept.ref]))
    if request.method == "POST" and not request.headers.get("HX-Request") and not is_for_all(request):
        # after signing in one is back on the page of the form, not at an address that takes only forms
        return redirect_to_login(page_of(request))
    return None


def _signed_out(user_id: int, ref: str) -> None:
    with acting(system_actor("Sign-in"), purpose="sign-out"):
        end_own_session(user_id, ref, how=EndedHow.SIGNED_OUT)
        UnsentForm.objects.filter(user_id=user_id).delete()


def _user_id(request: HttpRequest) -> int | None:
    """The number of the account in the session, before it is asked whether it is open."""
    number = str(request.session.get(USER_KEY, ""))
    return int(number) if number.isascii() and number.isdigit() else None
