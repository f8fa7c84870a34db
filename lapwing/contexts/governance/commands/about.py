"""What a record is about, as the actor sees it when it is written down."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.contexts.governance.commands.common import RefusedError
from lapwing.contexts.governance.models import About
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.subjects import SUBJECTS


@dataclass(frozen=True)
class Pointed:
    """A pointer to something of another part; nothing when it is empty."""

    kind: str = ""
    ref: str = ""


NOTHING = Pointed()


def about_fields(
    actor: Actor, partnership: Partnership, pointed: Pointed, row: About | None = None
) -> dict[str, str]:
    """The fields of what a record is about, with today's words. Raises RefusedError for what is not seen.

    What ``row`` is about already may stay, even when the actor does not see it.
    """
    if not pointed.ref:
        return {"subject_kind": "", "subject_ref": "", "subject_words": ""}
    if row is not None and (row.subject_kind, row.subject_ref) == (pointed.kind, pointed.ref):
        return {
            "subject_kind": row.subject_kind,
            "subject_ref": row.subject_ref,
            "subject_words": row.subject_words,
        }
    pointer = (pointed.kind, pointed.ref)
    found = SUBJECTS.find(actor, partnership, [pointer]).get(pointer)
    if found is None:
        raise RefusedError("Select what it is about from the list.", field="about")
    return {"subject_kind": found.kind, "subject_ref": found.ref, "subject_words": found.words}
