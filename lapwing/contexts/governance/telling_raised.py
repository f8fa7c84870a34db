"""Telling people what was raised to a group: that it is owed an answer, is late, or went further."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.access import RUN, may_be_asked
from lapwing.contexts.governance.answering import stand_aside
from lapwing.contexts.governance.models import EscalatedItem, ItemKind
from lapwing.platform.notices.telling import notify, settle
from lapwing.platform.ui.filters import day
from lapwing.registry.actors import holders_of
from lapwing.registry.groups import people_of
from lapwing.registry.models import DECIDING, RUNNING, GovernanceGroup


def tell_of_raised(item: EscalatedItem, *, but: int | None, now: datetime) -> None:
    """Tell those who see to it that a group answers that an answer is owed; not those who stand aside."""
    template = "decision-asked" if item.kind == ItemKind.DECISION else "item-raised"
    people = _answering(item, timezone.localdate(now))
    _tell(item, template, people, now, but=but)


def tell_of_open_again(item: EscalatedItem, *, but: int | None, now: datetime) -> None:
    """Tell the same people that what the group was asked has no answer any more."""
    people = _answering(item, timezone.localdate(now))
    _tell(item, "decision-asked-again", people, now, but=but, which=f" {item.version}")


def tell_of_passed_on(item: EscalatedItem, further: EscalatedItem, *, now: datetime) -> None:
    """Tell those of a group that left something unanswered that the group above has it now."""
    people = answering_for(item.group, timezone.localdate(now))
    _tell(item, "item-passed-on", people, now, begins="passed on", group=further.group)


def tell_of_late(item: EscalatedItem, *, now: datetime) -> None:
    """Tell everybody who may answer for a group, once, that it left unanswered what stays with it."""
    assert item.answer_by is not None
    on = timezone.localdate(now)
    may = may_be_asked(item.partnership_id, on)
    members = people_of(item.group_id, on, capacities=DECIDING)
    aside = stand_aside(item, on)
    people = [each for each in members if each in may and each not in aside] or _answering(item, on)
    _tell(item, "item-late", people, now, which=" late", day=day(item.answer_by))


def _tell(
    item: EscalatedItem,
    template: str,
    people: Iterable[int],
    now: datetime,
    *,
    but: int | None = None,
    group: GovernanceGroup | None = None,
    begins: str = "raised",
    which: str = "",
    **words: str,
) -> None:
    """Lead people to the item, all but one, in the name of its group or of another.

    The key, ``begins`` and the item and ``which``, is that by which ``settle_raised`` finds it again.
    """
    notify(
        people=[each for each in people if each != but],
        template=template,
        partnership_id=item.partnership_id,
        url=reverse("governance:raised", args=[item.partnership.ref, item.ref]),
        now=now,
        key=f"{begins} {item.ref}{which}",
        group=(group or item.group).name,
        **words,
    )


def _answering(item: EscalatedItem, on: date) -> list[int]:
    return answering_for(item.group, on, stand_aside(item, on))


def answering_for(group: GovernanceGroup, on: date, aside: Collection[int] = ()) -> list[int]:
    """Who sees to it that a group answers: who runs its meetings; where none of those has an account and a
    role by which they may, its members; where it has no such member, whoever runs all groups.

    ``aside`` are those who do not answer since they own what it is about.
    """
    may = may_be_asked(group.partnership_id, on) - frozenset(aside)
    for capacities in (RUNNING, DECIDING):
        people = [each for each in people_of(group.pk, on, capacities=capacities) if each in may]
        if people:
            return people
    return sorted(holders_of(RUN, group.partnership_id, on))


def settle_raised(item: EscalatedItem, *, now: datetime) -> None:
    """It is answered."""
    settle(key=f"raised {item.ref}", now=now)
    settle(beginning=f"raised {item.ref} ", now=now)
