"""Keeps the programming interface apart from the pages: no cookies in, no pages out."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from lapwing.shell.api.problems import MEDIA_TYPE, PAGE, ProblemError, problem, problem_of_status

# Kept when an answer of the framework's is put in words that programs read.
_KEPT = ("Allow", "Retry-After")


class ApiMiddleware:
    """Below ``/api/v1/`` a request has no session, whatever cookies came with it, and every refusal is JSON.

    Whoever is signed in by a cookie does nothing here by that, so no other site can have anything done in
    their name. The page that describes the interface is a page like any other.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PAGE) or request.path_info == PAGE:
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            # never led on to HTTPS: whoever wrote the program must learn that its token was readable
            response: HttpResponseBase = problem(request, ProblemError("https-only"))
        else:
            response = self.get_response(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE:
            response = _in_json(request, response)
        for name in list(response.cookies):
            del response.cookies[name]
        response["X-Request-Id"] = str(getattr(request, "request_id", ""))
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _in_json(request: HttpRequest, before: HttpResponseBase) -> HttpResponse:
    response = problem_of_status(request, before.status_code)
    for name in _KEPT:
        if name in before.headers:
            response[name] = before.headers[name]
    return response
