"""What an address is called where addresses must not stand: in logs, figures and traces.

An address may hold a secret (an invitation, a calendar feed) or the reference of a person's record; the name
of its page holds neither.
"""

from __future__ import annotations

from django.http import HttpRequest

UNKNOWN = "unknown"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def route_of(request: HttpRequest) -> str:
    """The name of the page that was asked for; "unknown" for an address that leads nowhere."""
    match = request.resolver_match
    return (match.view_name or match.route or UNKNOWN) if match else UNKNOWN


def method_of(request: HttpRequest) -> str:
    """The method, or "other": callers may make up their own, and each would be a series of figures."""
    return request.method if request.method in METHODS else "other"
