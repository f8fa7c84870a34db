"""Who owns what a rule escalated does not answer it, as long as another member of the group can."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lapwing.contexts.governance.commands.common import NotYoursError
from lapwing.contexts.governance.commands.raised import answer_item, raise_further
from lapwing.contexts.governance.models import EscalatedItem
from lapwing.contexts.governance.queries.mine import mine_of
from lapwing.contexts.governance.tests.factories import seat
from lapwing.contexts.improvement.models import RoleHolder
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.insight.escalation.tests.conftest import Escalating
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import RUNNING, Capacity, GroupMember

ClientAs = Callable[[User], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(here: Escalating) -> EscalatedItem:
    """The owner's own milestone, red, before the group on which the owner sits."""
    seat(here.plan.owner, here.ops, Capacity.DEPUTY_CHAIR)
    seat(here.plan.deputy, here.ops, Capacity.MEMBER)
    here.rule(times=1)
    here.signed_off()
    assert here.evaluate() == 1
    return here.items()[0]


def answers(who: User, item: EscalatedItem) -> EscalatedItem:
    with acting_as(who) as actor:
        return answer_item(actor=actor, now=LATER, ref=item.ref, version=1, answer="Noted.")


def test_neither_the_owner_nor_who_stands_in_answers(here: Escalating, item: EscalatedItem) -> None:
    for who in (here.plan.owner, here.plan.deputy):
        with pytest.raises(NotYoursError, match="You own what this is about"):
            answers(who, item)
    assert answers(here.member, item).answer == "Noted."


def test_to_step_aside_while_it_waits_changes_nothing(here: Escalating, item: EscalatedItem) -> None:
    with as_maintenance():
        RoleHolder.objects.filter(user=here.plan.owner).update(to_date=LATER.date() - timedelta(days=1))
    with pytest.raises(NotYoursError, match="You own"):
        answers(here.plan.owner, item)


def test_the_owner_may_take_it_to_the_group_above(here: Escalating, item: EscalatedItem) -> None:
    with acting_as(here.plan.owner) as actor:
        further = raise_further(
            actor=actor, now=LATER, ref=item.ref, version=1, reason="It needs money that we have not got."
        )
    assert further.group == here.board


def test_where_no_other_member_can_answer_the_owner_does(here: Escalating, item: EscalatedItem) -> None:
    with as_maintenance():
        others = GroupMember.objects.filter(group=here.ops).exclude(user=here.plan.owner)
        others.update(to_date=LATER.date() - timedelta(days=1))
    assert answers(here.plan.owner, item).answer == "Noted."


def test_its_page_says_so_and_offers_what_may_be_done(
    here: Escalating, item: EscalatedItem, client_as: ClientAs
) -> None:
    address = reverse("governance:raised", args=[here.partnership.ref, item.ref])
    owned = client_as(here.plan.owner).get(address).content.decode()
    assert "You own what this is about. Another member of the group answers it" in owned
    assert "Escalate it to" in owned
    other = client_as(here.member).get(address).content.decode()
    assert "You own what this is about" not in other
    form = reverse("governance:raised-answer", args=[here.partnership.ref, item.ref])
    assert form in other
    assert form not in owned
    # nor does the form open for whom it would refuse
    led_back = client_as(here.plan.owner).get(form, follow=True)
    assert led_back.redirect_chain == [(address, 302)]
    assert "Another member of the group answers it" in led_back.content.decode()


def waits_for(who: User, here: Escalating) -> list[str]:
    with acting_as(who) as actor:
        return [line.ref for line in mine_of(actor, here.partnership, LATER.date()).raised]


def test_it_waits_for_those_who_may_answer_it(here: Escalating, item: EscalatedItem) -> None:
    assert [waits_for(who, here) for who in (here.member, here.chair)] == [[item.ref], [item.ref]]
    assert [waits_for(who, here) for who in (here.plan.owner, here.plan.deputy)] == [[], []]
    with as_maintenance():
        others = GroupMember.objects.filter(group=here.ops).exclude(user=here.plan.owner)
        others.update(to_date=LATER.date() - timedelta(days=1))
    assert waits_for(here.plan.owner, here) == [item.ref]


def test_where_all_who_run_its_meetings_own_it_those_who_may_answer_are_told(here: Escalating) -> None:
    seat(here.plan.owner, here.ops, Capacity.DEPUTY_CHAIR)
    with as_maintenance():
        running = GroupMember.objects.filter(group=here.ops, capacity__in=RUNNING)
        running.exclude(user=here.plan.owner).update(to_date=LATER.date() - timedelta(days=1))
    here.rule(times=1)
    here.signed_off()
    assert here.evaluate() == 1
    with as_maintenance():
        told = set(Notice.objects.filter(template="item-raised").values_list("user_id", flat=True))
    assert here.member.pk in told
    assert here.plan.owner.pk not in told
