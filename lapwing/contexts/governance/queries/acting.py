"""Who can be asked to act on what a group decides: one list, for the form and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapwing.contexts.governance.access import may_be_asked
from lapwing.contexts.governance.models import Decision
from lapwing.platform.accounts.models import User
from lapwing.registry.groups import members_on
from lapwing.registry.models import GovernanceGroup, GroupMember

PERSON, SEAT = "person", "seat"


@dataclass(frozen=True)
class WhoActs:
    """Somebody who can be asked, by their account (``kind`` "person") or by a seat of the group ("seat").

    ``seat`` is the one they sit on, also when they are asked by their account; None for who sits on none.
    """

    kind: str
    ref: str
    person: User | None
    seat: GroupMember | None

    @property
    def user_id(self) -> int | None:
        """The account of who it is, where they have one, also when they act by their seat."""
        return self.person.pk if self.person else self.seat.user_id if self.seat else None

    @property
    def post(self) -> str:
        """As what they sit on the group, and for which agency; empty for who does not. Nobody's name."""
        if self.seat is None:
            return ""
        return f"{self.seat.post or self.seat.get_capacity_display()}, {self.seat.organisation.name}"

    @property
    def called(self) -> str:
        """The name, or the post of a seat whose holder has no account."""
        return self.seat.called if self.seat else self.person.name if self.person else ""

    @property
    def label(self) -> str:
        """The same with the agency for which they sit."""
        return f"{self.called}, {self.seat.organisation.name}" if self.seat else self.called

    @property
    def as_asked(self) -> tuple[User | None, GroupMember | None]:
        """Whom a decision names: the account or the seat, never both."""
        return (self.person, None) if self.kind == PERSON else (None, self.seat)


def who_may_act(group: GovernanceGroup, on: date, *, members: bool = False) -> tuple[WhoActs, ...]:
    """The group's members first, posts among them, then everybody else of the partnership by name.

    With ``members`` the members alone. Each stands once: whoever holds two seats with the first of them.
    Whose role does not let them answer acts by their seat: who runs the meetings says what was done.
    Three queries.
    """
    able = {row.pk: row for row in User.objects.filter(pk__in=may_be_asked(group.partnership_id, on))}
    found: dict[tuple[str, str], WhoActs] = {}
    for seat in members_on(group, on):
        person = able.get(seat.user_id or 0)
        kind, ref = (PERSON, person.ref) if person else (SEAT, seat.ref)
        found.setdefault((kind, ref), WhoActs(kind, ref, person, seat))
    if not members:
        for person in sorted(able.values(), key=lambda row: row.name.casefold()):
            found.setdefault((PERSON, person.ref), WhoActs(PERSON, person.ref, person, None))
    return tuple(found.values())


def who_of(decision: Decision) -> tuple[str, str]:
    """Who acts on a decision, as (kind, reference); empty texts for nobody."""
    if decision.actor is not None:
        return PERSON, decision.actor.ref
    return (SEAT, decision.seat.ref) if decision.seat is not None else ("", "")
