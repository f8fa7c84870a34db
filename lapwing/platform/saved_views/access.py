"""Who may keep views of tables: everybody, and each their own."""

from __future__ import annotations

from django.db.models import Q

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.platform.saved_views.models import SavedView

KEEP = "saved_views.keep"
PERMISSIONS = {KEEP: "Keep the order and the filters of a table under a name, for oneself."}


class OwnViews:
    """A view is its maker's alone."""

    def as_q(self, actor: Actor) -> Q:
        return Q(user=actor.user_id)

    def covers(self, actor: Actor, obj: SavedView) -> bool:
        return obj.user_id == actor.user_id


views = Rule(SavedView, narrowings={KEEP: OwnViews()})
