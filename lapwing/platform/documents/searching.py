"""Finding files by their names (see ``platform.search``): those that their purpose lets the person read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.urls import reverse

from lapwing.platform.access.actor import Actor
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.documents.access import OPEN
from lapwing.platform.documents.models import File
from lapwing.platform.documents.purposes import PURPOSES, may_read
from lapwing.platform.search.asked import Asked
from lapwing.platform.search.matching import naming
from lapwing.platform.search.searchers import Hit, Searcher

# Of so many with the words in their names it is asked whether the person may read them.
MOST_ASKED = 200


def find_files(actor: Actor, partnership: Any, asked: Asked, limit: int) -> Sequence[Hit]:
    """The newest files in force with these words in their names, as far as the person may read them."""
    rows = naming(File.objects.filter(partnership=partnership, number__gt=0), asked, "name")
    newest = rows.order_by("-created_at", "-id")[:MOST_ASKED]
    readable = (file for file in newest if may_read(actor, file))
    shown = list(islice(readable, limit))
    if shown:
        numbers = [file.pk for file in shown]
        note_read(kind=kind_of(File), ids=numbers, what=ReadKind.LIST, partnership_id=partnership.pk)
    return [
        Hit(
            text=file.name,
            url=reverse("file-about", args=[partnership.ref, file.ref]),
            note=_label(file),
        )
        for file in shown
    ]


def _label(file: File) -> str:
    purpose = PURPOSES.of(file.purpose)
    return purpose.label if purpose else ""


FILES = Searcher("file", "Files", OPEN, find_files, order=70)
