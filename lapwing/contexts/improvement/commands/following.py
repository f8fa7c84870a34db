"""Following an action or a measure, and stopping to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import user_id_of
from lapwing.contexts.improvement.models import Action, Follow, Measure
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership

Followed = Action | Measure


@transaction.atomic
def follow(*, actor: Actor, now: datetime, partnership: Partnership, kind: str, ref: str) -> Followed:
    """Be told of what changes of an action or a measure from now on; twice is once. Raises NotVisible."""
    found = _fetch(actor, partnership, kind, ref)
    Follow.objects.bulk_create(
        [
            Follow(
                partnership_id=found.partnership_id,
                user_id=user_id_of(actor),
                since=now,
                told_until=now,
                action=found if isinstance(found, Action) else None,
                measure=found if isinstance(found, Measure) else None,
            )
        ],
        ignore_conflicts=True,
    )
    return found


@transaction.atomic
def stop_following(*, actor: Actor, now: datetime, partnership: Partnership, kind: str, ref: str) -> Followed:
    """Be told no more; nothing when it was not followed. Raises NotVisible."""
    found = _fetch(actor, partnership, kind, ref)
    theirs = Follow.objects.filter(user_id=user_id_of(actor), ended_at=None)
    theirs.filter(**{kind: found}).update(ended_at=now)
    return found


def _fetch(actor: Actor, partnership: Partnership, kind: str, ref: str) -> Followed:
    if kind == "action":
        actions = Action.objects.in_force()
        return access.actions.fetch(actor, access.READ, queryset=actions, partnership=partnership, ref=ref)
    if kind == "measure":
        measures = Measure.objects.in_force()
        return access.measures.fetch(actor, access.READ, queryset=measures, partnership=partnership, ref=ref)
    raise NotVisible("Nothing of this kind is followed")
