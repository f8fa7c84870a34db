"""One's own sessions and sign-in history, staying signed in, and what could not be sent in time."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.platform.access.views import ActorRequest, signed_in
from lapwing.platform.accounts.forms import EndSessionsForm
from lapwing.platform.accounts.programs import end_programs, standing_in_words
from lapwing.platform.accounts.recent import recently_signed_in
from lapwing.platform.accounts.second_factor import before_second_factor
from lapwing.platform.accounts.sessions import endings, queries, unsent
from lapwing.platform.accounts.sessions.activity import background
from lapwing.platform.accounts.sessions.events import note_sign_in_event
from lapwing.platform.accounts.sessions.kinds import EndedHow, SignInEventKind
from lapwing.platform.accounts.sessions.limits import Left, account_mark
from lapwing.platform.accounts.sessions.tables import HISTORY
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render


@signed_in
@before_second_factor
@require_safe
def sessions_page(request: ActorRequest) -> HttpResponse:
    """Where the person is signed in."""
    now = timezone.now()
    found = queries.own_sessions(request.actor.id, this=_this(request), now=now)
    standing = standing_in_words(request.actor.id, on=timezone.localdate(now))
    return render(
        request,
        "sessions/sessions.html",
        {"sessions": found, "form": EndSessionsForm(standing=standing) if standing else None},
        title="Where you are signed in",
        crumbs=[Crumb("Your account", reverse("account"))],
        width="reading",
    )


@signed_in
@before_second_factor
@require_safe
def history_page(request: ActorRequest) -> HttpResponse:
    """What happened at the person's door in the last year."""
    listing = HISTORY.read(request, queries.sign_in_history(request.actor.id))
    return listing.download() or render(
        request,
        "sessions/history.html",
        {"listing": listing},
        title="Your sign-in history",
        crumbs=[
            Crumb("Your account", reverse("account")),
            Crumb("Where you are signed in", reverse("account-sessions")),
        ],
        width="reading",
    )


@signed_in
@before_second_factor
@recently_signed_in
@require_POST
def end_session(request: ActorRequest, session: str) -> HttpResponse:
    """End one other session. One that had ended, or is somebody else's, looks the same."""
    if session == _this(request):
        messages.info(request, "That is the browser you are using now. To leave it, sign out.")
    elif endings.end_own_session(request.actor.id, session, how=EndedHow.ELSEWHERE):
        _note(request, "One other browser")
        messages.success(request, "Signed out there. It can no longer be used without signing in.")
    else:
        messages.info(request, "That browser was signed out before.")
    return redirect("account-sessions")


@signed_in
@before_second_factor
@recently_signed_in
@require_POST
def end_other_sessions(request: ActorRequest) -> HttpResponse:
    """End every session but this one, and what programs hold where that is ticked."""
    now = timezone.now()
    standing = standing_in_words(request.actor.id, on=timezone.localdate(now))
    form = EndSessionsForm(sent(request), standing=standing)
    programs = form.is_valid() and bool(form.cleaned_data.get("programs"))
    ended = endings.end_own_others(request.actor.id, but=_this(request))
    gone = end_programs(request.actor.id, now=now) if programs else ""
    if ended or gone:
        _note(request, "Everywhere else, and programs" if gone else "Everywhere else")
    said = "You are signed out everywhere else."
    messages.success(request, f"{said} Ended too: {gone}." if gone else said)
    return redirect("account-sessions")


@signed_in
@before_second_factor
@background
@require_safe
def session_state(request: ActorRequest) -> JsonResponse:
    """How long is left, for the warning. Asking is no use of the session."""
    return _left(request)


@signed_in
@before_second_factor
@require_POST
def stay_signed_in(request: ActorRequest) -> JsonResponse:
    """Somebody is there: the session begins to be idle anew."""
    return _left(request)


@signed_in
@before_second_factor
@require_http_methods(["GET", "POST"])
def unsent_page(request: ActorRequest, kept: str) -> HttpResponse:
    """What was sent too late, to be sent again by its person; POST throws it away."""
    if request.method == "POST":
        unsent.throw_away(kept, request.actor.id)
        messages.success(request, "Thrown away. Nothing of it is kept.")
        return redirect("home")
    found = unsent.open_unsent(kept, request.actor.id, now=timezone.now())
    title = "This was not saved" if found else "Nothing is kept here"
    return render(
        request,
        "sessions/unsent.html",
        {"unsent": found, "lines": _lines(found), "kept": kept},
        title=title,
        crumbs=[Crumb("Home", "/")],
        width="reading",
    )


def _lines(found: unsent.Unsent | None) -> list[tuple[str, str]]:
    """What was sent in words: names of fields are turned into words as well as can be."""
    if found is None:
        return []
    shown = [
        (name.replace("_", " ").replace("-", " ").strip(), value) for name, value in found.fields if value
    ]
    return [(f"{name[:1].upper()}{name[1:]}", value) for name, value in shown]


def _this(request: ActorRequest) -> str:
    return str(request.session.get(endings.SESSION_KEY, ""))


def _note(request: ActorRequest, how: str) -> None:
    note_sign_in_event(request, user_id=request.actor.id, kind=SignInEventKind.SESSIONS_ENDED, how=how)


def _left(request: ActorRequest) -> JsonResponse:
    left: Left = request.left  # type: ignore[attr-defined]
    return JsonResponse(
        {
            "idle": left.idle,
            "whole": left.whole,
            "account": account_mark(request.actor.id),
            # a page that was open before its person signed in again can still send its forms
            "token": get_token(request),
        }
    )
