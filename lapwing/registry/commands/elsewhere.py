"""What a person holds in partnerships that whoever asks may not see: how much, never what."""

from __future__ import annotations

from datetime import date

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Membership


def partnerships_of(user: User, today: date) -> frozenset[int]:
    """The partnerships, wherever they are, in which a person holds a role or will hold one."""
    with acting(system_actor("Registry"), purpose="roles held elsewhere"):
        held = Membership.objects.filter(user=user).not_over(today)
        return frozenset(held.values_list("partnership_id", flat=True))
