"""A form sent after the session had run out: sealed for whoever sent it, and shown when they are back.

Nothing is ever sent by itself. What is kept can be opened by the same account alone, for an hour; passwords
and files are not kept at all. Scripts on other sites cannot have something kept: the form's own token is
checked first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import Resolver404, resolve

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.views import Door, declaration_of
from lapwing.platform.accounts.kept_forms import fields_sent, seal, unseal
from lapwing.platform.accounts.sessions.models import UnsentForm

KEPT_FOR = timedelta(hours=1)
MOST_KEPT = 5
MOST_BYTES = 1_000_000
# Never kept, whatever form they stand in.
SECRET_NAMES = re.compile(r"pass(word|wd|code)|secret|token|otp|credential|recovery|^code$", re.IGNORECASE)
# Signing in, factors and passwords: nothing of those is kept.
SECRET_MODULES = ("lapwing.platform.accounts.", "allauth.")


@dataclass(frozen=True)
class Unsent:
    """What was sent, where to, and from which page. ``fields`` holds every value of every name, in order."""

    action: str
    page: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    kept_until: datetime


def keep_unsent(request: HttpRequest, user_id: int) -> UnsentForm | None:
    """Keep what this request sends, for this person; None when there is nothing that may be kept."""
    view = _view(request)
    if request.method != "POST" or view is None or request.headers.get("HX-Request"):
        return None
    if is_for_all(request) or view.__module__.startswith(SECRET_MODULES) or not _is_ours(request, view):
        return None
    fields = fields_sent(request, is_kept=lambda name: not SECRET_NAMES.search(name))
    content = {
        "user": user_id,
        "action": request.get_full_path(),
        "page": page_of(request),
        "fields": fields,
        "files": [str(getattr(file, "name", "")) for file in request.FILES.values()],
    }
    if not (fields or content["files"]) or len(json.dumps(content)) > MOST_BYTES:
        return None
    with acting(system_actor("Sign-in"), purpose="keep what was not sent"):
        theirs = UnsentForm.objects.filter(user_id=user_id).order_by("-kept_at", "-pk")
        UnsentForm.objects.filter(pk__in=[row.pk for row in theirs[MOST_KEPT - 1 :]]).delete()
        return UnsentForm.objects.create(user_id=user_id, sealed=seal(content).encode())


def open_unsent(ref: str, user_id: int, *, now: datetime) -> Unsent | None:
    """What was kept under this reference, for the person who acts; None for others, or after an hour."""
    row = UnsentForm.objects.filter(ref=ref, user_id=user_id, kept_at__gt=now - KEPT_FOR).first()
    if row is None:
        return None
    content = unseal(bytes(row.sealed).decode())
    if content is None or content["user"] != user_id:
        return None
    return Unsent(
        action=content["action"],
        page=content["page"],
        fields=tuple((name, value) for name, value in content["fields"]),
        files=tuple(content["files"]),
        kept_until=row.kept_at + KEPT_FOR,
    )


def throw_away(ref: str, user_id: int) -> None:
    UnsentForm.objects.filter(ref=ref, user_id=user_id).delete()


def page_of(request: HttpRequest) -> str:
    """The page of this site on which the form stood, as the browser says; else the form's own address."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host() or not came_from.path.startswith("/"):
        return request.get_full_path()
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path


def is_for_all(request: HttpRequest) -> bool:
    """Whether the page wanted is one that nobody need be signed in for."""
    declared = declaration_of(_view(request))
    return declared is not None and declared.door is Door.PUBLIC


def _view(request: HttpRequest) -> Callable[..., HttpResponseBase] | None:
    try:
        return resolve(request.path_info).func
    except Resolver404:
        return None


def _is_ours(request: HttpRequest, view: Callable[..., HttpResponseBase]) -> bool:
    """Whether the form was one of this site's own pages: its token is the browser's."""
    guard = CsrfViewMiddleware(lambda request: HttpResponse())
    return guard.process_view(request, view, (), {}) is None


def forget_old(now: datetime) -> None:
    """Remove what was kept for longer than an hour."""
    UnsentForm.objects.filter(kept_at__lte=now - KEPT_FOR).delete()
