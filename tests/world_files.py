"""Files of the world: whoever is in the partnership may read and change them."""

from __future__ import annotations

from django.core.files.base import ContentFile

from lapwing.platform.access.actor import Actor
from lapwing.platform.documents import kinds, storing
from lapwing.platform.documents.keeping import keys_of
from lapwing.platform.documents.models import File, FileVersion
from lapwing.platform.documents.purposes import MEGABYTE, PURPOSES, Purpose


def _anybody_here(actor: Actor, file: File) -> bool:
    return bool(actor.roles_in(file.partnership_id))


PURPOSES.register(
    Purpose(
        code="for tests",
        label="Files of tests",
        kinds=kinds.TEXTS,
        limit=MEGABYTE,
        may_read=_anybody_here,
        may_change=_anybody_here,
    )
)


def put_content(version: FileVersion) -> None:
    """Let the store hold what the row says that it does."""
    for key in keys_of(version):
        if not storing.store().exists(key):
            storing.store().save(key, ContentFile(b"words"))
