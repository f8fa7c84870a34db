"""Every request has a reference: on its error page, in the log, in the history, and in the answer's header.

A person who reads it out over the telephone leads whoever runs the service to the line that says what failed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

from lapwing.platform.refs import new_ref

HEADER = "X-Request-ID"
GetResponse = Callable[[HttpRequest], HttpResponseBase]

_current: ContextVar[str] = ContextVar("reference", default="")


def current_reference() -> str:
    """The reference of the request that is being answered; empty outside of one."""
    return _current.get()


def reference_of(request: HttpRequest) -> str:
    return str(getattr(request, "request_id", ""))


def read_aloud(reference: str) -> str:
    """The reference in groups of four, as a person reads it from a page."""
    return " ".join(reference[start : start + 4] for start in range(0, len(reference), 4)).upper()


def with_reference(get_response: GetResponse) -> GetResponse:
    """Middleware: give the request a reference of our own making; what a caller sends is not believed."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        reference = new_ref()
        request.request_id = reference  # type: ignore[attr-defined]
        token = _current.set(reference)
        try:
            response = get_response(request)
        finally:
            _current.reset(token)
        response[HEADER] = reference
        return response

    return middleware
