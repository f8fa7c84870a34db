"""A pack as a page: its lines lead to what they are about."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from markupsafe import Markup

from lapwing.insight.packs import shapes
from lapwing.insight.packs.forms.pictures import drawn
from lapwing.insight.packs.forms.web import to_page
from lapwing.registry.models import Partnership

# The page of each kind of thing, and what its address calls it.
_PAGES = {
    "plan": ("improvement:overview", "plan"),
    "action": ("improvement:action", "action"),
    "milestone": ("improvement:milestone", "milestone"),
    "measure": ("improvement:measure", "measure"),
    "decision": ("governance:decision", "decision"),
    "item": ("governance:raised", "escalated_item"),
    "question": ("governance:question", "pack_question"),
}


def page_of(pack: shapes.Pack, digest: str, partnership: Partnership) -> Markup:
    """What a page shows of a frozen pack. ``digest`` is the SHA-256 of its snapshot."""
    return to_page(pack, digest, drawn(pack), addresses_in(partnership))


def addresses_in(partnership: Partnership) -> Callable[[shapes.Link], str | None]:
    """Where a line leads: the page of what it is about, None where there is none."""

    def address_of(link: shapes.Link) -> str | None:
        if link.kind not in _PAGES:
            return None
        name, part = _PAGES[link.kind]
        return reverse(name, kwargs={"partnership": partnership.ref, part: link.ref})

    return address_of
