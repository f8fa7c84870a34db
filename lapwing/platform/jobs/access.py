"""Who may look after what runs in the background, and who sees which work."""

from __future__ import annotations

from django.db.models import QuerySet

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.jobs.models import Work

PERMISSIONS = {
    "jobs.operate": "See what runs in the background, what failed and why, and run it again.",
}

OPERATE = "jobs.operate"


def work_of(actor: Actor) -> QuerySet[Work]:
    """The work that this person began. Colleagues are shown none of it, though row-level security would."""
    return Work.objects.filter(user_id=actor.id)


def find_work(actor: Actor, ref: str) -> Work:
    """One's own work by its reference. Raises NotVisible."""
    found = work_of(actor).filter(ref=ref).first()
    if found is None:
        raise NotVisible("No such work")
    return found
