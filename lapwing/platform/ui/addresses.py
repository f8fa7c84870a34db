"""Addresses that no page can have, and methods that none answers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed

GetResponse = Callable[[HttpRequest], HttpResponseBase]
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


def known_methods(get_response: GetResponse) -> GetResponse:
    """Middleware: "not allowed" for TRACE and for methods that a caller made up.

    Django counts TRACE among the methods that only read, so a page would answer it as it answers GET.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return get_response(request)

    return middleware


def no_null_characters(get_response: GetResponse) -> GetResponse:
    """Middleware: "not found" for an address with a null character in it.

    The database takes such a text for a fault of ours, not for a reference that it does not know.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            raise Http404("No such page")
        return get_response(request)

    return middleware
