"""What a person reads when something went wrong: what happened, and what to do. No codes, no blame.

Django's handler400, handler403, handler404 and handler500 point here from the shell's addresses.
"""

from __future__ import annotations

import sys

from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from lapwing.platform.observing.references import read_aloud, reference_of
from lapwing.platform.observing.security import SecurityEvent, note_security_event
from lapwing.platform.ui.pages import Frame, render, with_frame


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Unknown and forbidden look alike, so that an address tells nobody what exists."""
    return _page(
        request, 404, "Page not found", "It may not exist, or it may not be yours to see.",
        "If you typed the address, check it. If you were sent the link, ask whether you may see it.",
    )  # fmt: skip


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, SuspiciousOperation):
        is_host = isinstance(exception, DisallowedHost)
        note_security_event(SecurityEvent.REFUSED_HOST if is_host else SecurityEvent.SUSPICIOUS, request)
    return _not_understood(request)


def damaged(request: HttpRequest) -> HttpResponse:
    """What was sent failed in the database, which may answer nothing more in this transaction."""
    _ask_nothing(request)
    return _not_understood(request)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: mostly a form left open over a sign-out."""
    account = getattr(getattr(request, "actor", None), "user_id", None)
    note_security_event(SecurityEvent.FORM_WITHOUT_TOKEN, request, account=account)
    return _page(
        request, 403, "This page was open too long", "Nothing has been saved.",
        "Go back, copy anything you wrote, reload the page and send it again.",
    )  # fmt: skip


def too_fast(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """More requests than a person makes. Drawn without asking who is there: that would be a query each."""
    with_frame(request, Frame())
    response = _page(
        request, 429, "Too many requests", "More pages were asked for in a minute than a person can read.",
        "Nothing you last sent was saved. Wait a minute, then reload the page.",
    )  # fmt: skip
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without asking the database who is there, since that may be what failed."""
    _ask_nothing(request)
    if _is_away(sys.exc_info()[1]):
        return _away(request)
    return _page(
        request, 500, "Sorry, something went wrong", "The fault is ours, and it has been written down.",
        "Nothing half-done was saved. Try again in a few minutes.", *_reference(request),
    )  # fmt: skip


def _ask_nothing(request: HttpRequest) -> None:
    """Let the page be drawn without the database."""
    with_frame(request, Frame())
    # lines that were to be said once lie in the session, which is in the database: they wait
    if hasattr(request, "_messages"):
        del request._messages


def _not_understood(request: HttpRequest) -> HttpResponse:
    return _page(
        request, 400, "That could not be understood", "What was sent to this page was incomplete or damaged.",
        "Go back, reload the page and try again.",
    )  # fmt: skip


def _is_away(error: BaseException | None) -> bool:
    """Whether the database went away, at once or while something tidied up after that."""
    looked_at: set[int] = set()
    # what an exception was raised from may lead back to itself
    while error is not None and id(error) not in looked_at:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        looked_at.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def _away(request: HttpRequest) -> HttpResponse:
    """The database is being restarted, or cannot be reached: that passes."""
    response = _page(
        request, 503, "Lapwing is not available just now", "It will be back shortly.",
        "What you last sent may not have been saved. Wait a minute and look before you send it again.",
        *_reference(request),
    )  # fmt: skip
    response["Retry-After"] = "30"
    return response


def _reference(request: HttpRequest) -> tuple[str, ...]:
    """What a person says on the telephone, and whoever runs the service finds in the log."""
    reference = reference_of(request)
    return (
        (f"If it happens again, tell whoever runs Lapwing this reference: {read_aloud(reference)}",)
        if reference
        else ()
    )


def _page(request: HttpRequest, status: int, title: str, *lines: str) -> HttpResponse:
    return render(
        request, "ui/pages/error.html", {"lines": lines}, title=title, width="reading", status=status
    )
