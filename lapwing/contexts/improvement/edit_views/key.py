"""The partnership's colour key: what each colour is called, how it is shaped, and what it means."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import EDIT, NotVisible
from lapwing.contexts.improvement.edit_forms.owners import KeyLineForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.models import ColourKey
from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.queries.standing import key_of
from lapwing.contexts.improvement.rules import ACTION_RULE, LATE_RULE, MEASURE_RULE, Colour
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership


@requires(EDIT)
@require_safe
def key(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """What do our colours mean?"""
    found = key_of(partnership.pk)
    lines = [
        (marks.mark_of(found, colour), address(partnership, "colour-key-edit", colour=colour.value))
        for colour in marks.ORDER
    ]
    return render(
        request,
        "improvement/edit/colour_key.html",
        {"lines": lines, "rules": (ACTION_RULE, MEASURE_RULE, LATE_RULE)},
        title="Colour key",
        caption=partnership.name,
        crumbs=(Crumb("Plans", address(partnership, "plans")),),
        width="reading",
    )


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, partnership: Partnership, colour: str) -> HttpResponse:
    """Change one line of the key; the colours themselves are fixed."""
    if colour not in list(Colour):
        raise NotVisible("No such colour")
    row = ColourKey.objects.filter(partnership=partnership, colour=colour).first()
    line = key_of(partnership.pk)[Colour(colour)]
    page = FormPage(
        title=f"Colour key: {Colour(colour).label.lower()}",
        back=address(partnership, "colour-key"),
        done="The colour key is changed, on every page of the partnership's plans.",
        crumbs=(Crumb("Colour key", address(partnership, "colour-key")),),
    )
    version = row.version if row else 0
    form = KeyLineForm(sent(request), initial={**_values(row or line), "version": version})
    return submit(
        request,
        page,
        form,
        lambda typed: commands.set_key_line(
            actor=request.actor, now=timezone.now(), partnership=partnership, colour=colour, **typed
        ),
        row=row or ColourKey(partnership=partnership, colour=colour, version=0, **_values(line)),
        values_of=_values,
    )


def _values(line: Any) -> dict[str, Any]:
    return {"label": line.label, "shape": str(line.shape), "meaning": line.meaning}
