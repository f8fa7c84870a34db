"""The page about the interface, and its description for programs (OpenAPI)."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lapwing.platform.access.views import ActorRequest, public
from lapwing.platform.ui.pages import render
from lapwing.shell.api.description import described, sections
from lapwing.shell.api.problems import KINDS


@public
@require_safe
def page(request: ActorRequest) -> HttpResponse:
    """What can a program ask, and how?"""
    context: dict[str, Any] = {
        "sections": sections(),
        "problems": list(KINDS.values()),
        "root": request.build_absolute_uri("/api/v1"),
        "signed_in": request.actor.user_id is not None,
    }
    return render(request, "api/page.html", context, title="Programming interface")


@public
@require_safe
def description(request: ActorRequest) -> HttpResponse:
    """The same for programs."""
    return HttpResponse(json.dumps(described(), indent=1), content_type="application/json; charset=utf-8")
