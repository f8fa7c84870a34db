"""A purpose to try things with, and people to try them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents import kinds
from lapwing.platform.documents.keeping import keep_file
from lapwing.platform.documents.models import File
from lapwing.platform.documents.purposes import PURPOSES, Purpose
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

LIMIT = 200_000
Keep = Callable[..., File]


@pytest.fixture
def purpose(monkeypatch: pytest.MonkeyPatch) -> Purpose:
    """Takes documents, pictures and texts of 200 KB, read and changed by whoever is in the partnership."""
    made = Purpose(
        code="notes",
        label="Notes",
        kinds=frozenset({kinds.PDF, kinds.WORD, kinds.EXCEL}) | kinds.PICTURES | kinds.TEXTS,
        limit=LIMIT,
        may_read=lambda actor, file: bool(actor.roles_in(file.partnership_id)),
        may_change=lambda actor, file: "programme-manager" in actor.roles_in(file.partnership_id),
        previews=False,
    )
    monkeypatch.setitem(PURPOSES._known, made.code, made)
    return made


@pytest.fixture
def owner(people: People) -> Iterator[Actor]:
    """The programme manager, acting."""
    with acting(actor_for(people.owner, timezone.localdate()), purpose="test") as actor:
        yield actor


@pytest.fixture
def keep(purpose: Purpose, owner: Actor, partnership: Partnership) -> Keep:
    """Keep a file as the programme manager: ``keep(b"...", "Notes.txt")``."""

    def kept(content: object, name: str = "Notes.txt", **more: object) -> File:
        given = {
            "by": owner,
            "partnership_id": partnership.pk,
            "name": name,
            "content": content,
            "purpose": purpose.code,
            "now": timezone.now(),
            **more,
        }
        return keep_file(**given)  # type: ignore[arg-type]

    return kept
