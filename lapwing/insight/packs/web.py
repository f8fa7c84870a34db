"""A pack as a page: its charts are drawn once in each process, and its lines lead to what they are about."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.urls import reverse
from markupsafe import Markup

from lapwing.insight.packs import frozen, shapes
from lapwing.insight.packs.forms.pictures import Pictures, drawn
from lapwing.insight.packs.forms.web import to_page
from lapwing.registry.models import Partnership

# Packs whose charts are at hand: each takes a megabyte or two.
KEPT = 16
_PAGES = {
    "plan": "improvement:overview",
    "action": "improvement:action",
    "milestone": "improvement:milestone",
    "measure": "improvement:measure",
}


def page_of(text: str, digest: str, partnership: Partnership) -> Markup:
    """What a page shows of a frozen pack. ``digest`` is the SHA-256 of ``text``."""
    return to_page(frozen.from_text(text), digest, _pictures(digest, text), addresses_in(partnership))


def addresses_in(partnership: Partnership) -> Callable[[shapes.Link], str | None]:
    """Where a line leads: the page of what it is about, None where there is none."""

    def address_of(link: shapes.Link) -> str | None:
        name = _PAGES.get(link.kind)
        return reverse(name, kwargs={"partnership": partnership.ref, link.kind: link.ref}) if name else None

    return address_of


@lru_cache(maxsize=KEPT)
def _pictures(digest: str, text: str) -> Pictures:
    return drawn(frozen.from_text(text))
