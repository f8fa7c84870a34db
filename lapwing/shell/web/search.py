"""The one search box: everything of a partnership that the person may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.search.marking import marked, stems_of
from lapwing.platform.search.searchers import SEARCHERS, Group, Results
from lapwing.platform.ui.pages import render
from lapwing.registry.models import Partnership


@dataclass(frozen=True)
class HitLine:
    """A hit as the page shows it."""

    number: str
    words: Markup
    url: str
    note: str


@dataclass(frozen=True)
class Kind:
    """The hits of one kind."""

    title: str
    hits: tuple[HitLine, ...]
    more: bool


@requires("registry.partnership.enter")
@require_safe
def search(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """What has these words? Nothing of what was asked is kept."""
    results = SEARCHERS.search(request.actor, partnership, request.GET.get("q", ""))
    context = {
        "results": results,
        "kinds": [_kind(group, results) for group in results.groups],
        "searched": [each.title.lower() for each in SEARCHERS.for_actor(request.actor, partnership.pk)],
        "partnership": partnership,
    }
    return render(request, "web/search.html", context, title="Search", width="reading")


def _kind(group: Group, results: Results) -> Kind:
    stems = stems_of(results.words)
    lines = (HitLine(hit.number, marked(hit.text, stems), hit.url, hit.note) for hit in group.hits)
    return Kind(group.title, tuple(lines), group.more)
