"""Who may read evidence: one rule for lists, counts, single pieces and their files."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from lapwing.contexts.improvement.access import CHECK, EDIT, READ, REPORT, RUN, held_role_ids
from lapwing.contexts.improvement.models import Evidence, Ownership, Update
from lapwing.contexts.improvement.update_access import updates
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule


class ReadBy:
    """Evidence that is kept to some roles is for those who hold one, and for who gave it.

    What was given with an update is for those who may read that update. What is kept to no roles is for
    everybody once it is accepted; until then, and when it was returned, for who gave it, who owns its action,
    who may accept evidence and who runs the plan.
    """

    def as_q(self, actor: Actor) -> Q:
        roles = Q(read_by=[]) & self._looked_at(actor)
        for partnership_id in {grant.partnership_id for grant in actor.grants}:
            held = sorted(actor.roles_in(partnership_id))
            roles |= Q(partnership=partnership_id, read_by__overlap=held)
        theirs = updates.visible_to(actor, Update.objects.all(), permission=READ)
        open_to_them = Q(update_given=None) | Q(update_given__in=theirs.values("pk"))
        return Q(created_by=actor.user_id) | roles & open_to_them

    def _looked_at(self, actor: Actor) -> Q:
        deciding = {
            grant.partnership_id
            for grant in actor.grants
            if not {CHECK, EDIT, RUN}.isdisjoint(grant.permissions | grant.beyond)
        }
        known = Q(accepted_at__isnull=False) | Q(partnership__in=deciding)
        if deciding.issuperset(grant.partnership_id for grant in actor.grants):
            return known
        held = held_role_ids(actor, timezone.localdate())
        owned = Ownership.objects.standing().filter(role__in=held).values("action")
        return known | Q(action__in=owned)

    def covers(self, actor: Actor, obj: Evidence) -> bool:
        return Evidence.objects.filter(self.as_q(actor), pk=obj.pk).exists()


# Whatever somebody wants to do with evidence, it has to be theirs to read.
evidence = Rule(Evidence, narrowings={each: ReadBy() for each in (READ, REPORT, CHECK, EDIT)})

__all__ = ["evidence"]
