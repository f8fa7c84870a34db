"""The form for what families were told, filled in beforehand by whoever knows what was published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from lapwing.contexts.governance.access import READ, RUN, TAKE_PART
from lapwing.contexts.governance.commands.about import Pointed
from lapwing.contexts.governance.forms.about import said
from lapwing.contexts.governance.models import Channel, ToldToFamilies
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

LONGEST = {"words": 1000, "audience": 300, "link": 500}


def address_to_record_told(
    actor: Actor, partnership: Partnership, *, about: Pointed, link: str, words: str, audience: str
) -> str:
    """Where the actor records that families were told this on the Local Offer; empty when they may not."""
    if not actor.may_any((TAKE_PART, RUN), partnership.pk):
        return ""
    asked = {"about": said(about), "link": link, "words": words, "audience": audience}
    place = reverse("governance:told-new", kwargs={"partnership": partnership.ref})
    return f"{place}?{urlencode({**asked, 'channel': Channel.LOCAL_OFFER.value})}"


def proposed(asked: Mapping[str, str]) -> dict[str, Any]:
    """What such an address fills in; each can be changed before it is saved."""
    found: dict[str, Any] = {name: asked.get(name, "")[:most] for name, most in LONGEST.items()}
    if asked.get("channel") in Channel.values:
        found["channels"] = [asked["channel"]]
    return found


def told_on(actor: Actor, partnership: Partnership, link_ends: str) -> date | None:
    """The day on which families were last told of the page whose address ends so; None for nobody yet."""
    if not actor.may(READ, partnership.pk):
        return None
    rows = ToldToFamilies.objects.in_force().filter(partnership=partnership, link__endswith=link_ends)
    return rows.order_by("-told_on").values_list("told_on", flat=True).first()
