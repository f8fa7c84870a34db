"""Who may do what in governance: who reads it, who takes part in a group, and who runs its meetings.

A role lets somebody come in; which groups they sit on, and as what, is data, and narrows it.
"""

from __future__ import annotations

from datetime import date

from lapwing.contexts.governance.models import PackQuestion
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.access import governance_groups, group_members
from lapwing.registry.actors import holders_of_any
from lapwing.registry.groups import is_member
from lapwing.registry.models import DECIDING, RUNNING, GovernanceGroup, Partnership

READ = "governance.read"
TAKE_PART = "governance.take_part"
RUN = "governance.run"

PERMISSIONS = {
    READ: "See the partnership's groups, their meetings, decisions, risks and what was told to families.",
    TAKE_PART: (
        "Take part in the groups on which one sits, in all with the right to run them: ask, answer, decide "
        "and, as chair, deputy or secretary, run their meetings."
    ),
    RUN: "Set up groups, say who sits on them, and run the meetings of every group.",
}

# What a program may do by a person's token.
API = frozenset({READ, TAKE_PART})


def may_run(actor: Actor, group: GovernanceGroup, on: date) -> bool:
    """Whether somebody runs a group's meetings: its chair, deputy chair or secretary, or whoever runs all.

    Whoever runs all does so too by a program that may take part for them, and was not given the rest.
    """
    if actor.may(RUN, group.partnership_id):
        return True
    runs_all = actor.scope_of_person(RUN).covers(group.partnership_id)
    if runs_all and actor.may(TAKE_PART, group.partnership_id):
        return True
    return _sits(actor, group, on, RUNNING)


def may_decide(actor: Actor, group: GovernanceGroup, on: date) -> bool:
    """Whether somebody decides for a group: those who sit on it, save in attendance; and who runs it."""
    return may_run(actor, group, on) or _sits(actor, group, on, DECIDING)


def may_see_to(actor: Actor, question: PackQuestion, on: date) -> bool:
    """Whether somebody sees to it that a question is answered: who runs the group whose pack it is of."""
    if question.group is None or question.group.voided_at is not None:
        return actor.may(RUN, question.partnership_id)
    return may_run(actor, question.group, on)


def may_take_part(actor: Actor, group: GovernanceGroup, on: date) -> bool:
    """Whether somebody may raise something in a group: everybody who sits on it, and who runs it."""
    return may_run(actor, group, on) or _sits(actor, group, on, None)


def _sits(actor: Actor, group: GovernanceGroup, on: date, capacities: frozenset[str] | None) -> bool:
    if actor.is_system:
        return True
    if not actor.may(TAKE_PART, group.partnership_id):
        return False
    return is_member(group.pk, actor.user_id, on, capacities=capacities)


def may_be_asked(partnership_id: int, on: date) -> frozenset[int]:
    """The accounts that can be asked to act: they read what groups do, and may answer. One query."""
    return frozenset(holders_of_any((RUN, TAKE_PART), partnership_id, on))


def fetch_group(
    actor: Actor, partnership: Partnership, ref: str, *, voided: bool = False, permission: str = READ
) -> GovernanceGroup:
    """The group of this reference, withdrawn or not when ``voided`` says so. Raises NotVisible."""
    rows = GovernanceGroup.objects.all() if voided else GovernanceGroup.objects.in_force()
    return governance_groups.fetch(
        actor,
        permission,
        queryset=rows.select_related("partnership", "reports_to"),
        partnership=partnership,
        ref=ref,
    )


__all__ = [
    "PERMISSIONS",
    "READ",
    "RUN",
    "TAKE_PART",
    "NotVisible",
    "fetch_group",
    "group_members",
    "may_be_asked",
    "may_decide",
    "may_run",
    "may_see_to",
    "may_take_part",
]
