"""Middleware that counts each request, writes a line about it, and traces it where traces are collected."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from lapwing.platform.observing import figures
from lapwing.platform.observing.routes import method_of, route_of
from lapwing.platform.observing.traces import span_of

log = logging.getLogger("lapwing.requests")

# Asked for every few seconds by machines: counted, and not written down.
QUIET = frozenset({"live", "ready", "metrics"})


def watched(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Count and time the requests that pass; an answer that is streamed counts to its beginning."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        with span_of(request) as span:
            response = get_response(request)
            took = time.perf_counter() - begun
            route, method, status = route_of(request), method_of(request), response.status_code
            span.name_as(route, status)
        figures.requests.labels(route, method, str(status)).inc()
        figures.seconds.labels(route).observe(took)
        if route not in QUIET:
            log.info(
                "%s %s %d in %d ms",
                method,
                route,
                status,
                took * 1000,
                extra={"method": method, "route": route, "status": status, "ms": round(took * 1000)},
            )
        return response

    return middleware
