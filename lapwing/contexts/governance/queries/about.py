"""What records are about, as the reader may know it today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lapwing.contexts.governance.models import About
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.subjects import SUBJECTS, Pointer


@dataclass(frozen=True)
class AboutLine:
    """What a record is about. ``hidden`` says that there is something, which the reader may not see."""

    kind: str
    words: str = ""
    url: str = ""
    hidden: bool = False


def abouts(actor: Actor, partnership: Partnership, rows: Iterable[About]) -> Mapping[Pointer, AboutLine]:
    """What each of these records is about, by its pointer. One query for each kind of thing."""
    pointers = {(row.subject_kind, row.subject_ref) for row in rows if row.subject_ref}
    found = SUBJECTS.find(actor, partnership, pointers)
    return {
        pointer: AboutLine(SUBJECTS.label(pointer[0]), found[pointer].words, found[pointer].url)
        if pointer in found
        else AboutLine(SUBJECTS.label(pointer[0]), hidden=True)
        for pointer in pointers
    }


def about_of(row: About, known: Mapping[Pointer, AboutLine]) -> AboutLine | None:
    """What a record is about; None for nothing."""
    return known.get((row.subject_kind, row.subject_ref))
