"""Keeping a view, removing it, and having it back."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.urls import Resolver404, resolve

from lapwing.platform.access.actor import Actor
from lapwing.platform.saved_views.models import SavedView
from lapwing.platform.ui.listing import NOT_KEPT

MOST_OF_A_PERSON = 200
LONGEST_QUERY = 1000


class SavedViewError(Exception):
    """It cannot be kept; the sentence says why."""


@transaction.atomic
def save_view(
    *, by: Actor, partnership_id: int, base: str, name: str, page: str, table: str, query: str, now: datetime
) -> tuple[SavedView, bool]:
    """Keep what was asked of a table under a name; whether that is a new one.

    A view of the same name, of the same table, is asked anew. ``base`` is where the partnership's pages
    begin, and ``page`` must lie there. Raises SavedViewError.
    """
    wanted = " ".join(name.split())
    if "\0" in f"{name}{page}{table}":
        raise SavedViewError("That cannot be kept: it holds signs that are no letters.")
    if not wanted:
        raise SavedViewError("Give the view a name.")
    if len(wanted) > 60:
        raise SavedViewError("Give the view a shorter name: 60 characters at most.")
    asked = _asked(query)
    if not _is_page(page, base) or not table or len(table) > 60:
        raise SavedViewError("That page has no table to keep a view of.")
    mine = SavedView.objects.kept().filter(user_id=by.id)
    if mine.count() >= MOST_OF_A_PERSON:
        raise SavedViewError(f"You have {MOST_OF_A_PERSON} views. Remove some first.")
    return SavedView.objects.update_or_create(
        user_id=by.id,
        partnership_id=partnership_id,
        page=page,
        table=table,
        name=wanted,
        removed_at=None,
        defaults={"query": asked},
        create_defaults={"query": asked, "created_at": now},
    )


def remove_view(view: SavedView, *, now: datetime) -> None:
    """Remove a view; ``restore_view`` brings it back."""
    view.removed_at = now
    view.save(update_fields=["removed_at"])


def restore_view(view: SavedView) -> None:
    """Bring back what was removed. Raises SavedViewError when another has its name by now."""
    others = SavedView.objects.kept().filter(
        user_id=view.user_id, page=view.page, table=view.table, name=view.name
    )
    if others.exists():
        raise SavedViewError("You have another view of that name by now.")
    view.removed_at = None
    view.save(update_fields=["removed_at"])


def _asked(query: str) -> str:
    """What is worth keeping of a query: not the page of the list, nor a file that was asked for."""
    pairs = [pair for pair in parse_qsl(query) if pair[0] not in NOT_KEPT and not pair[0].endswith("page")]
    kept = urlencode(pairs)
    if len(kept) > LONGEST_QUERY:
        raise SavedViewError("That is too much to keep: use fewer filters.")
    return kept


def _is_page(page: str, base: str) -> bool:
    """Whether a path is of this site and of this partnership."""
    if not page.startswith(base) or len(page) > 300:
        return False
    try:
        resolve(page)
    except Resolver404:
        return False
    return True
