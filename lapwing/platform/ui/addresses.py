"""Addresses that no page can have, and methods that none answers."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from lapwing.platform.ui.errors import damaged

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


class NoNullCharacters:
    """Middleware: "not found" for an address with a null character in it, and "could not be understood" for
    what was sent with one and came as far as the database.

    The database takes such a text for a fault of ours, not for a reference that it does not know. Forms
    refuse it in words of their own; here is caught what pages read of a request without a form. Nothing is
    looked at before something has failed, so that no large body is read early.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            raise Http404("No such page")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A page that says so, or None for what failed by something else."""
        if isinstance(exception, DataError | ValueError) and _has_null_character(request):
            return damaged(request)
        return None


def _has_null_character(request: HttpRequest) -> bool:
    sent = (*request.GET.lists(), *request.POST.lists())
    return any("\0" in text for name, values in sent for text in (name, *values))
