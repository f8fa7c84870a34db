"""The documents that show that a plan was published: what is taken, and who may read them."""

from __future__ import annotations

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import PlanPublication
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents import kinds
from lapwing.platform.documents.models import File
from lapwing.platform.documents.purposes import MEGABYTE, PURPOSES, Purpose

PUBLICATION_FILE = "publication"


def may_read_publication_file(actor: Actor, file: File) -> bool:
    """Whoever reads the plan."""
    found = PlanPublication.objects.in_force().filter(file=file, plan__voided_at=None)
    return found.exists() and actor.may(access.READ, file.partnership_id)


def register() -> None:
    """Tell the store of files what is taken. Called once, when the application is ready."""
    PURPOSES.register(
        Purpose(
            code=PUBLICATION_FILE,
            label="Published plan",
            kinds=frozenset({kinds.PDF, kinds.WORD, kinds.PNG, kinds.JPEG}),
            limit=25 * MEGABYTE,
            may_read=may_read_publication_file,
        )
    )
