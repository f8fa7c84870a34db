"""A pack as a page: its lines lead to what they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from django.urls import reverse
from markupsafe import Markup

from lapwing.contexts.governance import public as governance
from lapwing.insight.packs import shapes
from lapwing.insight.packs.asked_lines import lines_of
from lapwing.insight.packs.forms.pictures import drawn
from lapwing.insight.packs.forms.web import NO_QUESTIONS, Asking, to_page
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
    "risk": ("governance:risk", "risk"),
    "update": ("improvement:update", "update"),
    "evidence": ("improvement:evidence-one", "evidence"),
    "meeting": ("governance:meeting", "meeting"),
}


def page_of(
    pack: shapes.Pack, digest: str, partnership: Partnership, *, asking: Asking = NO_QUESTIONS
) -> Markup:
    """What a page shows of a frozen pack. ``digest`` is the SHA-256 of its snapshot; ``asking`` says which
    lines can be asked about where, and what was asked."""
    return to_page(pack, digest, drawn(pack), addresses_in(partnership), asking)


def asking_of(
    pack: shapes.Pack, address: str, questions: Iterable[governance.QuestionLine], *, may_ask: bool
) -> Asking:
    """Which lines of a pack can be asked about at ``address``, and how often each was."""
    asked = Counter(each.line_key for each in questions)
    lines = {line.key: line.words for line in lines_of(pack)} if may_ask else {}
    return Asking(
        {key: (f"{address}?{urlencode({'line': key})}", words) for key, words in lines.items()}, asked
    )


def addresses_in(partnership: Partnership) -> Callable[[shapes.Link], str | None]:
    """Where a line leads: the page of what it is about, None where there is none."""

    def address_of(link: shapes.Link) -> str | None:
        if link.kind not in _PAGES:
            return None
        name, part = _PAGES[link.kind]
        return reverse(name, kwargs={"partnership": partnership.ref, part: link.ref})

    return address_of
