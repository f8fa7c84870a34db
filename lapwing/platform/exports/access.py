"""Who may see which exports. Everybody sees their own; what an export holds, its kind's permission says."""

from __future__ import annotations

from django.db.models import QuerySet

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.exports.models import Export

REVIEW = "exports.review"
# Every role opens the front door of its partnership; what may be taken out, each kind of export says.
OWN = "registry.partnership.enter"

PERMISSIONS = {
    REVIEW: "See every export of the partnership: who took out what, why, when, and how often.",
}
# Names of colleagues, and why they wanted what they took.
PERSONAL = frozenset({REVIEW})


def own_exports(actor: Actor, partnership_id: int) -> QuerySet[Export]:
    return Export.objects.filter(user_id=actor.id, partnership_id=partnership_id).select_related("work")


def find_export(actor: Actor, partnership_id: int, ref: str) -> Export:
    """One's own export. Raises NotVisible."""
    found = own_exports(actor, partnership_id).filter(ref=ref).first()
    if found is None:
        raise NotVisible("No such export")
    return found
