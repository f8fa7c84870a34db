"""Boxes that a form does not have: whoever adds them to what is sent changes nothing that the form does not.

Every form of every page is found, filled as it stands and sent twice: as it is, and with boxes added by the
names of columns that decide who somebody is, whose a row is and what was done with it. The database's own
history of the two has to be the same.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from tests.addresses import Address, a_few_quickly
from tests.attacks.asking import knocking, pages, strongest, undone
from tests.test_odd_requests import PostedForm, forms_of
from tests.world import World

# Columns that decide who, whose, when and whether.
GUARDED = (
    *("id", "pk", "ref", "partnership", "user", "person", "owner", "actor", "by", "organisation"),
    *("is_active", "is_superuser", "is_staff", "kind", "role", "granted_by", "granted_at", "invited_by"),
    *("created_by", "created_at", "uploaded_by", "approved_by", "signed_off_by", "decided_by", "added_by"),
    *("version", "revision", "state", "status", "voided_at", "voided_by", "closed_at", "withdrawn_at"),
    *("accepted_at", "expires_at", "ended_at", "scopes", "partnership_ids", "password", "token_hash"),
    *("from_date", "to_date", "last_day", "email", "plan", "action", "measure", "series", "draft", "file"),
    *("purpose", "reason", "request_id", "actor_id", "personal", "fetched", "rows", "sealed", "key"),
)
saved: Counter[str] = Counter()


@pytest.mark.parametrize("address", a_few_quickly(pages()))
def test_boxes_that_a_form_does_not_have_change_nothing(world: World, address: Address) -> None:
    client = knocking(world.client(strongest(world)))
    place = address.example(world)
    with undone():
        page = client.get(place)
    if page.status_code != 200 or page.streaming:
        return
    for form in forms_of(page.content.decode(errors="replace")):
        where = form.action or place
        if not where.startswith("/"):
            continue
        plain = filled(form)
        extra = {name: value for name, value in added(world).items() if not has(form, name)}
        found = changes(client, where, plain)
        saved[address.name] += bool(found)
        assert changes(client, where, extra | plain) == found, where


def test_enough_forms_were_saved_to_say_so() -> None:
    """A form that is refused as it stands proves nothing. Runs after the others, in the same process."""
    if len(saved) < 40:
        pytest.skip("only some of the pages were tried in this process")
    some = [name for name, count in saved.items() if count]
    assert len(some) >= len(saved) / 4, f"{len(some)} of {len(saved)}: {sorted(some)}"


def has(form: PostedForm, name: str) -> bool:
    """Whether the form has this box, or several for it (the day, the month and the year)."""
    return any(each == name or each.startswith((f"{name}_", f"{name}-")) for each in form.values)


def added(world: World) -> dict[str, str]:
    """What is added: others' rows, higher numbers, more power."""
    other = world.outsider
    values = {
        "partnership": str(world.other_partnership.pk),
        "user": str(other.pk),
        "role": "partnership-administrator",
        "kind": "system",
        "version": "987654",
        "revision": "987654",
        "is_active": "0",
        "email": "mallory@elsewhere.example",
        "purpose": "mallory",
        "password": "mallory",
    }
    names = dict.fromkeys(GUARDED, str(other.pk)) | values
    numbers = {f"{name}_id": str(other.pk) for name in ("partnership", "user", "granted_by", "invited_by")}
    return names | numbers


def filled(form: PostedForm) -> dict[str, str]:
    """A form as a person would send it: what is not filled in gets something of its kind."""
    day = timezone.localdate() + timedelta(days=30)
    by_end = {"_0": str(day.day), "_1": str(day.month), "_2": str(day.year), "email": "nina@example.org"}
    return {
        name: next((given for end, given in by_end.items() if name.endswith(end)), value)
        if name in form.boxes and value in {"", "1"}
        else value
        for name, value in form.values.items()
    }


def changes(client: Client, place: str, sent: dict[str, str]) -> list[Any]:
    """What the history says was done, but for what is made up anew or read off the clock each time."""
    with undone():
        with as_maintenance():
            last = HistoryEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        client.post(place, sent)
        with as_maintenance():
            entries = list(HistoryEntry.objects.filter(id__gt=last).order_by("id"))
    return [
        (each.table_name, each.operation, each.partnership_id, who(each), each.purpose, steady(each.new))
        for each in entries
        # system users are made when they first act
        if not (each.table_name == "accounts_user" and (each.new or {}).get("kind") == "system")
    ]


def who(entry: HistoryEntry) -> int | None:
    """Who did it; a system user's number differs as often as it is made."""
    with as_maintenance():
        found = User.objects.filter(pk=entry.actor_id or 0, kind="person").first()
    return found.pk if found else None


def steady(row: dict[str, Any] | None) -> dict[str, Any]:
    """A row without what differs from one sending to the next."""
    return {
        name: value
        for name, value in (row or {}).items()
        if (name in STEADY or name.removesuffix("_id") in STEADY) and name not in COUNTED
    }


# Numbers of rows that are made anew at each sending.
COUNTED = frozenset({"role_id", "actor_id", "organisation_id"})
STEADY = frozenset(GUARDED) - {
    *("id", "pk", "ref", "created_at", "granted_at", "voided_at", "closed_at", "withdrawn_at", "accepted_at"),
    *("expires_at", "ended_at", "token_hash", "password", "sealed", "key", "request_id", "last_day"),
    *("plan", "action", "measure", "series", "draft", "file"),
}
