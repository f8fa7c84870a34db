"""Somebody who left an invented area, and whose things were handed over before: no gap was left.

She held an owner role of the plan, a seat on a delivery group, and a risk; another person has them now.
"""

from __future__ import annotations

from datetime import date, timedelta

from lapwing.contexts.governance.commands import handing_over, risks
from lapwing.contexts.governance.commands.risks import RiskDetails
from lapwing.contexts.governance.queries import holding
from lapwing.contexts.improvement import commands
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry import commands as registry
from lapwing.registry.actors import actor_for
from lapwing.registry.models import GovernanceGroup, Membership, Partnership
from lapwing.shell.demonstration.people import ALDERBROOK, BEGIN
from lapwing.shell.demonstration.settling import Settled, morning

LEAVES, FOLLOWS, LOOKS_AFTER_PEOPLE = "nia.prosser", "zainab.iqbal", "grace.tully"
# Days before today: of her risk, of the handing over, and of her last day.
WROTE, HANDED, LAST_DAY = 75, 36, 33
REASON = "She moves to another council. Her successor is sought; the deputy of the service has it meanwhile."


def leave(settled: Settled, board: GovernanceGroup, manager: User, *, today: date) -> None:
    """Hand over what she holds, as the programme manager does, and end her role, as the administrator does.

    Nothing where she would have left before there was a partnership. Within ``acting``, by a system user.
    """
    last_day = today - timedelta(days=LAST_DAY)
    if today - timedelta(days=WROTE) < BEGIN[ALDERBROOK]:
        return
    person, other = settled.people[LEAVES], settled.people[FOLLOWS]
    partnership = settled.partnerships[ALDERBROOK]
    with acting(actor_for(manager, today), purpose="demonstration") as actor:
        _write_risk(board, person, actor, today)
        _hand_over_roles(partnership, person, other, actor, today)
        _hand_over_in_groups(partnership, person, other, actor, today)
    handed = morning(today - timedelta(days=HANDED))
    with acting(actor_for(settled.people[LOOKS_AFTER_PEOPLE], today), purpose="demonstration") as actor:
        for role in Membership.objects.filter(partnership=partnership, user=person):
            registry.end_role(role, by=actor, now=handed, reason="She leaves the council.", last_day=last_day)


def _write_risk(board: GovernanceGroup, owner: User, actor: Actor, today: date) -> None:
    risks.write_risk(
        actor=actor,
        now=morning(today - timedelta(days=WROTE)),
        group=board,
        details=RiskDetails(
            kind="risk",
            words="Pages of the Local Offer that nobody owns grow old.",
            cause="Services name nobody who answers for a page.",
            effect="Families ring services that are closed, and stop looking.",
            mitigation="Each page shows the day of its last check; the oldest ten are checked each month.",
            owner=owner,
            review_on=today + timedelta(days=30),
        ),
        likelihood=3,
        impact=3,
    )


def _hand_over_roles(partnership: Partnership, person: User, other: User, actor: Actor, today: date) -> None:
    last_day = today - timedelta(days=LAST_DAY)
    held = list(commands.held_by(partnership, person.pk, last_day))
    commands.hand_over(
        actor=actor,
        now=morning(today - timedelta(days=HANDED)),
        partnership=partnership,
        user_id=person.pk,
        holder_refs=[each.ref for each in held],
        to_user_id=other.pk,
        last_day=last_day,
        reason=REASON,
        shown={each.ref: each.to_date for each in held},
    )


def _hand_over_in_groups(
    partnership: Partnership, person: User, other: User, actor: Actor, today: date
) -> None:
    handed = today - timedelta(days=HANDED)
    held = holding.held_by(partnership, person.pk, handed)
    handing_over.hand_over(
        actor=actor,
        now=morning(handed),
        partnership=partnership,
        person=person,
        to={each.key: other for each in held},
        read={each.key: each.version for each in held},
        last_day=today - timedelta(days=LAST_DAY),
        reason=REASON,
    )
