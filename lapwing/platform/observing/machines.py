"""What watches over the service asks by the address that it knows: a number, or a container's name."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# They make no address of the host, and say the same to everybody who may ask.
ASKED_BY_MACHINES = frozenset({"/health/live", "/health/ready", "/metrics"})


def by_any_name(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Middleware: health and figures are answered whatever host was asked for; any other page refuses it.

    Load balancers and Prometheus cannot be told what host to name.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info in ASKED_BY_MACHINES:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0]
        return get_response(request)

    return middleware
