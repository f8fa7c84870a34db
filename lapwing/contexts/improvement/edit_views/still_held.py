"""The pages on which words are withdrawn say what holds them: before, and until nothing does any more."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from lapwing.contexts.improvement.made_before import MADE_BEFORE, MadeBefore, OpenWords
from lapwing.contexts.improvement.queries.open_words import Withdrawal
from lapwing.platform.access.views import ActorRequest
from lapwing.platform.ui.pages import Crumb, render

GONE = "Withdrawn words"


def holding(request: ActorRequest, words: OpenWords) -> tuple[MadeBefore, ...]:
    """What holds words that stand now."""
    return MADE_BEFORE.standing(request.actor, words.partnership_id, MADE_BEFORE.find(words))


def already_withdrawn(
    request: ActorRequest, partnership_id: int, found: Withdrawal, *, back: str, crumbs: Sequence[Crumb]
) -> HttpResponse:
    """What holds words still that were withdrawn; back to where they stood, when nothing does."""
    made = MADE_BEFORE.standing(request.actor, partnership_id, found.held_by)
    if not made:
        messages.info(request, found.told)
        return redirect(back)
    return render(
        request,
        "improvement/edit/still_held.html",
        {"told": f"These words were withdrawn by {found.short}", "made_before": made, "back": back},
        title=GONE,
        crumbs=crumbs,
        width="reading",
    )
