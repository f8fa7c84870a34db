"""Where people go on to after a step of signing in: only ever to a page of this site."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def wanted_page(request: HttpRequest) -> str:
    """The page that was asked for, when it is one of this site, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(request, wanted) else resolve_url(settings.LOGIN_REDIRECT_URL)


def is_ours(request: HttpRequest, wanted: str) -> bool:
    """Whether this is a path of this site from its root.

    A bare word would be taken for the name of a view, and may be none.
    """
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return allowed and wanted.startswith("/")


def going_on_to(step: str, wanted: str) -> str:
    """The address of a step between, which goes on to ``wanted`` afterwards."""
    return f"{resolve_url(step)}?{urlencode({'next': wanted})}"
