"""Holds the addresses of pages that are being built."""

from django.http import Http404, HttpResponse

from lapwing.contexts.improvement.access import EDIT
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.registry.models import Partnership


@requires(EDIT)
def pending(request: ActorRequest, partnership: Partnership, **parts: str) -> HttpResponse:
    raise Http404
