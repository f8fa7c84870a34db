"""Traces by OpenTelemetry: off unless an address to send them to is set, and its packages are installed.

A span carries the page's name, the method, the status and the request's reference. Nothing of the address, of
what was sent, of who sent it, or of a statement to the database.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.http import HttpRequest

from lapwing.platform.observing.references import reference_of
from lapwing.platform.observing.routes import method_of

log = logging.getLogger(__name__)


class Span(Protocol):
    def name_as(self, route: str, status: int) -> None: ...


class _NoSpan:
    def name_as(self, route: str, status: int) -> None:
        """Nobody collects it."""


class _RealSpan:
    def __init__(self, span: Any) -> None:
        self._span = span

    def name_as(self, route: str, status: int) -> None:
        self._span.update_name(route)
        self._span.set_attribute("http.route", route)
        self._span.set_attribute("http.response.status_code", status)


@contextmanager
def span_of(request: HttpRequest) -> Iterator[Span]:
    """The span of a request, or of nothing where traces are not collected."""
    tracer = _tracer()
    if tracer is None:
        yield _NoSpan()
        return
    attributes = {"http.request.method": method_of(request), "lapwing.reference": reference_of(request)}
    with tracer.start_as_current_span("request", attributes=attributes, record_exception=False) as span:
        yield _RealSpan(span)


@cache
def _tracer() -> Any:
    """Made at the first request, never before the web server's processes part: the sender is a thread."""
    if not settings.TRACES_TO:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        log.warning("TRACES_TO is set, and the packages that send traces are not installed")
        return None
    provider = TracerProvider(resource=Resource.create({"service.name": "lapwing"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.TRACES_TO)))
    return provider.get_tracer("lapwing")
