"""What the buttons of an import and of its rows do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest
from lapwing.platform.imports import commands
from lapwing.platform.imports.addresses import address, page_of
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.feeds import feed_of
from lapwing.platform.imports.forms import RowForm
from lapwing.platform.imports.models import DataImport, ImportRow, ImportState, RowState
from lapwing.platform.imports.staging import counts_of
from lapwing.platform.imports.views.common import version_in
from lapwing.platform.ui.filters import plural


def do(request: ActorRequest, found: DataImport) -> HttpResponseBase:
    """Do what a button of the import's page says."""
    common: dict[str, Any] = {"by": request.actor, "ref": found.ref, "version": version_in(request)}
    asked = request.POST.get("do", "")
    try:
        if asked == "discard":
            commands.discard(now=timezone.now(), **common)
            messages.success(request, "Let go. Nothing was brought in.")
            return redirect(address(feed_of(found.feed), "imports", found.partnership.ref))
        if asked == "bring-in":
            _say_result(
                request,
                commands.bring_in(**common, now=timezone.now(), reason=request.POST.get("reason", "")),
            )
        elif asked in _DEEDS:
            _DEEDS[asked](**common, now=timezone.now())
        elif asked == "sheet":
            commands.choose_sheet(**common, now=timezone.now(), sheet=request.POST.get("sheet", ""))
    except ImportRefusedError as error:
        found.refresh_from_db()  # whoever was quicker has ended meanwhile
        # asked for twice, what was done the first time is said, and nothing is done again
        if words := _DONE_ALREADY.get((asked, ImportState(found.state))):
            messages.info(request, words)
        else:
            messages.error(request, str(error))
    except NotVisible:
        # it was seen a moment ago: somebody, perhaps the same person in another tab, has let it go
        messages.info(request, "This file was let go meanwhile. Nothing of it was brought in.")
        return redirect(address(feed_of(found.feed), "imports", found.partnership.ref))
    return _go_on(found)


_BROUGHT_IN = "It was brought in already. It was not done twice."
_UNDONE = "It was undone already. It was not done twice."
_DONE_ALREADY = {
    ("bring-in", ImportState.COMMITTED): _BROUGHT_IN,
    ("bring-in", ImportState.COMMITTING): "It is being brought in already. It is not done twice.",
    ("undo", ImportState.UNDONE): _UNDONE,
    ("undo", ImportState.UNDOING): "It is being undone already. It is not done twice.",
}


_DEEDS: dict[str, Callable[..., DataImport]] = {
    "undo": commands.undo_import,
    "check": commands.check_again,
    "go-on": commands.go_on,
    "leave-out-problems": partial(commands.leave_out_problems, leaves=True),
    "mind-problems": partial(commands.leave_out_problems, leaves=False),
    "tick": partial(commands.tick, is_ticked=True),
    "take-back": partial(commands.tick, is_ticked=False),
}


def _say_result(request: ActorRequest, made: DataImport) -> None:
    if made.state == ImportState.COMMITTED:
        counts, feed = counts_of(made), feed_of(made.feed)
        messages.success(request, f"{plural(counts.add + counts.change, feed.noun, feed.nouns)} brought in.")


def do_to_row(
    request: ActorRequest, found: DataImport, row: ImportRow, form: RowForm
) -> HttpResponseBase | None:
    """Do what a button of a row's page says; None where what was typed must be shown again."""
    common: dict[str, Any] = {
        "by": request.actor,
        "now": timezone.now(),
        "ref": found.ref,
        "line": row.line,
        "version": version_in(request),
    }
    try:
        if "correct" in request.POST:
            if not form.is_valid():
                return None
            row = commands.correct_row(**common, cells=form.cells())
        elif "choose" in request.POST:
            row = commands.choose_record(**common, key=request.POST.get("key", ""))
        else:
            row = commands.leave_out(**common, left_out="take-in" not in request.POST)
    except ImportRefusedError as error:
        messages.error(request, str(error))
        return redirect(page_of(found, "line", line=row.line))
    if row.state in (RowState.PROBLEM, RowState.TWICE, RowState.CHOICE):
        messages.error(request, f"Line {row.line} still has a problem.")
        return redirect(page_of(found, "line", line=row.line))
    messages.success(request, f"Line {row.line}: {_WELL.get(row.state, 'is in order now.')}")
    return redirect(page_of(found))


_WELL: dict[str, str] = {RowState.LEFT_OUT: "is left out.", RowState.EMPTY: "has nothing to bring in."}


def _go_on(found: DataImport) -> HttpResponse:
    """To the page of the background work, if there is one now, else to the import's."""
    found.refresh_from_db()
    return redirect(page_of(found))
