"""Addresses that no page can have."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def no_null_characters(get_response: GetResponse) -> GetResponse:
    """Middleware: "not found" for an address with a null character in it.

    The database takes such a text for a fault of ours, not for a reference that it does not know.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            raise Http404("No such page")
        return get_response(request)

    return middleware
