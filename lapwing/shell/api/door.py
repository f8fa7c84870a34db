"""The way in for a program: token, allowance, permission, then one transaction in which its person acts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.views import ActorRequest
from lapwing.platform.access_log.refusing import is_refusal, note_refusal
from lapwing.platform.accounts.throttle import address_of
from lapwing.platform.observing.security import SecurityEvent, note_security_event
from lapwing.platform.tokens.allowances import Count, Limit, take
from lapwing.platform.tokens.models import ApiToken
from lapwing.platform.tokens.use import actor_of_token
from lapwing.shell.api import idempotency
from lapwing.shell.api.declaring import OPERATIONS, Operation
from lapwing.shell.api.problems import MEDIA_TYPE, ProblemError, problem

MOST_BYTES = 1_000_000
FAILURES = Limit("failures", 60, timedelta(minutes=15))

View = Callable[..., HttpResponse]


class ApiRequest(ActorRequest):
    """A request as the door hands it on."""

    token: ApiToken


def of_token() -> Limit:
    """How much one token may ask: a setting, because machines differ."""
    return Limit("token", settings.API_REQUESTS_A_MINUTE, timedelta(minutes=1))


def door(path: str, view: View) -> View:
    """A view of ninja's as the outside meets it."""

    def enter(request: ApiRequest, **parts: Any) -> HttpResponse:
        try:
            actor, token = _who(request)
        except ProblemError as error:
            return problem(request, error)
        except _TooManyError as error:
            note_security_event(SecurityEvent.BARRED, request)
            return _limited(problem(request, ProblemError("too-many")), error.count)
        count = take(of_token(), token.ref, now=timezone.now())
        if count.is_exceeded:
            return _limited(problem(request, ProblemError("too-many")), count)
        operation = OPERATIONS.get((request.method or "", path))
        if operation is None:
            return _limited(view(request, **parts), count)
        try:
            _refuse_the_impossible(request, operation, actor)
        except ProblemError as error:
            response = problem(request, error)
        else:
            response = _answer(request, operation, view, actor, token, parts)
        if is_refusal(request, response):
            note_refusal(request, actor, by_program=True)
        return _limited(response, count)

    enter.csrf_exempt = True  # type: ignore[attr-defined]
    return enter


def _who(request: HttpRequest) -> tuple[Actor, ApiToken]:
    """Raises ProblemError, and _TooManyError for an address that sent too many tokens that do not count.

    A token that counts is never kept out by what others send from the same address.
    """
    now = timezone.now()
    found = actor_of_token(request.headers.get("Authorization", ""), now=now)
    if found is None:
        if "Authorization" in request.headers:
            note_security_event(SecurityEvent.WRONG_TOKEN, request)
        count = take(FAILURES, address_of(request), now=now)
        if count.is_exceeded:
            raise _TooManyError(count)
        raise ProblemError("no-token")
    return found


def _refuse_the_impossible(request: HttpRequest, operation: Operation, actor: Actor) -> None:
    if operation.permission and operation.permission not in actor.permissions:
        raise ProblemError("not-found")
    if not (request.accepts("application/json") or request.accepts(MEDIA_TYPE)):
        raise ProblemError("not-acceptable")
    if operation.method == "POST":
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise ProblemError("too-large")
        if request.content_type != "application/json":
            raise ProblemError("not-json")


def _answer(
    request: ApiRequest,
    operation: Operation,
    view: View,
    actor: Actor,
    token: ApiToken,
    parts: dict[str, Any],
) -> HttpResponse:
    """What the operation answers. Whatever was written is undone unless it succeeds."""
    request.actor, request.token = actor, token
    with acting(actor, purpose=f"api {operation.name}", request=request.request_id):
        try:
            response = idempotency.once(request, lambda: view(request, **parts))
        except ProblemError as error:
            response = problem(request, error)
        if response.status_code >= 400:
            transaction.set_rollback(True)
    return _unless_known(request, response) if operation.method == "GET" else response


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Nothing new (304) for a program that has this very answer."""
    if response.status_code != 200:
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    asked = {each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")}
    if tag in asked or "*" in asked:
        link = response.headers.get("Link")
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
        if link:
            response["Link"] = link
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def _limited(response: HttpResponse, count: Count) -> HttpResponse:
    """Say how much is left, as the IETF's draft of the RateLimit headers has it."""
    limit = count.limit
    response["RateLimit-Policy"] = f'"{limit.name}";q={limit.most};w={int(limit.within.total_seconds())}'
    response["RateLimit"] = f'"{limit.name}";r={count.left};t={count.seconds}'
    if response.status_code == 429:
        response["Retry-After"] = str(max(1, count.seconds))
    return response


class _TooManyError(Exception):
    def __init__(self, count: Count) -> None:
        self.count = count
        super().__init__()
