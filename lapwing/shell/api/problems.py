"""What a program is told when something is not done: problem details, as in RFC 9457.

``type`` never changes its meaning; programs may go by it. ``detail`` is a sentence for a person, and may.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from lapwing.registry.names import ChildNamedError, sentence_about

MEDIA_TYPE = "application/problem+json"
PAGE = "/api/v1/"


@dataclass(frozen=True)
class Kind:
    """A sort of problem. ``code`` is the end of its type."""

    code: str
    status: int
    title: str
    detail: str

    @property
    def type(self) -> str:
        return f"{PAGE}#{self.code}"


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "bad-request", 400, "Not understood", "What was sent is not a request as this page describes it."
        ),
        Kind(
            "no-token",
            401,
            "No token that counts",
            "Send a token that has neither ended nor passed its last day: “Authorization: Bearer lw_…”.",
        ),
        Kind(
            "https-only",
            403,
            "Only by HTTPS",
            "The token, if there was one, crossed the network readable: end it and make another.",
        ),
        Kind(
            "not-found",
            404,
            "Not found",
            "There is no such thing, or this token may not see it: it may lack the permission.",
        ),
        Kind("not-allowed", 405, "Not this method", "This address does not take this method."),
        Kind("not-acceptable", 406, "Only JSON", "Answers are application/json: accept that."),
        Kind(
            "already-recorded",
            409,
            "A figure stands already",
            "There is another figure for this period. Correct that one, and say why.",
        ),
        Kind(
            "edited-meanwhile", 409, "Changed meanwhile", "It was changed since you read it. Read it again."
        ),
        Kind(
            "busy",
            409,
            "Still at work",
            "A request with the same idempotency key is still at work. Ask again.",
        ),
        Kind("too-large", 413, "Too large", "What was sent is too large: a megabyte at most."),
        Kind("not-json", 415, "Send JSON", "Send application/json."),
        Kind("not-valid", 422, "Not valid", "What was sent cannot be. “errors” says what, where and why."),
        Kind(
            "key-used-before",
            422,
            "Key used before",
            "This idempotency key came with another request in the last 24 hours. Use a new one.",
        ),
        Kind("too-many", 429, "Too many requests", "Wait as long as Retry-After says, then ask again."),
        Kind(
            "our-fault", 500, "Our fault", "The fault is ours, and has been written down. Nothing was saved."
        ),
        Kind("away", 503, "Not available", "Lapwing is not available just now. Ask again shortly."),
    )
}
# For answers that come from below, where only the status is known.
_OF_STATUS = {
    400: "bad-request",
    401: "no-token",
    403: "not-found",
    404: "not-found",
    405: "not-allowed",
    406: "not-acceptable",
    413: "too-large",
    415: "not-json",
    429: "too-many",
    503: "away",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where in the body (``pointer``, as in RFC 6901), or in which parameter."""

    detail: str
    pointer: str = ""
    parameter: str = ""

    def as_json(self) -> dict[str, str]:
        place = {"pointer": self.pointer} if self.pointer else {}
        if self.parameter:
            place["parameter"] = self.parameter
        return {**place, "detail": self.detail}


def faults_of(error: ChildNamedError) -> list[Fault]:
    """What looks like a child's name, text by text; "no_child_named" sends again what is known to be none."""
    return [
        Fault(f"{name}: {sentence_about(places)}", pointer="/no_child_named")
        for name, places in error.found.items()
    ]


class ProblemError(Exception):
    """Ends a request with a problem of this kind."""

    def __init__(
        self, code: str, detail: str = "", *, errors: Sequence[Fault] = (), current: Any = None
    ) -> None:
        self.kind = KINDS[code]
        self.detail = detail or self.kind.detail
        self.errors = tuple(errors)
        self.current = current
        super().__init__(self.detail)


def problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    """The answer that says what is wrong."""
    found: dict[str, Any] = {
        "type": error.kind.type,
        "title": error.kind.title,
        "status": error.kind.status,
        "detail": error.detail,
        "request": str(getattr(request, "request_id", "")),
    }
    if error.errors:
        found["errors"] = [fault.as_json() for fault in error.errors]
    if error.current is not None:
        found["current"] = error.current
    response = HttpResponse(json.dumps(found), status=error.kind.status, content_type=MEDIA_TYPE)
    if error.kind.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def problem_of_status(request: HttpRequest, status: int) -> HttpResponse:
    """The same where only the status is known, as from the framework."""
    code = _OF_STATUS.get(status, "our-fault" if status >= 500 else "bad-request")
    return problem(request, ProblemError(code))
