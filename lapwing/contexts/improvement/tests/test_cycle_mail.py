"""What people are sent about reporting cycles: with a mail server that is away, and in one summary."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lapwing.contexts.improvement import commands, cycle_turns
from lapwing.contexts.improvement.commands import CycleDetails
from lapwing.contexts.improvement.models import Cycle, OwnerRole, RoleHolder
from lapwing.contexts.improvement.reporting_notices import UPDATES
from lapwing.contexts.improvement.tests.factories import acting_as, imported
from lapwing.contexts.improvement.tests.factories import plan as plan_form
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.catalogue import Delivery
from lapwing.platform.notices.digests import make_digests
from lapwing.platform.notices.models import Preference
from lapwing.platform.notices.sending import send_what_waits
from lapwing.platform.notices.tests.mail_server import Mailboxes, mail_server, nobody_listens, sending_to
from lapwing.platform.notices.tests.test_telling import mails
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import LONG_AGO, People

pytestmark = pytest.mark.django_db

# A Thursday; owners have two weeks.
MORNING = datetime(2026, 4, 9, 5, 25, tzinfo=UTC)
NOON = MORNING.replace(hour=11)


def planned(where: Partnership, manager: User, *owners: User) -> Cycle:
    """A cycle of a plan of its own, that opens this morning and asks these people."""
    with acting_as(manager) as actor:
        plan = imported(where, actor, plan_form(title=f"Plan of {where.name}"))
        role = OwnerRole.objects.get(partnership=where, name="Head of Play")
        RoleHolder.objects.bulk_create(
            RoleHolder(partnership=where, role=role, user=who, from_date=LONG_AGO) for who in owners
        )
        day = MORNING.date()
        details = CycleDetails(
            from_date=date(2026, 3, 1),
            to_date=date(2026, 3, 31),
            opens_on=day,
            closes_on=day + timedelta(days=14),
        )
        return commands.add_cycle(actor=actor, now=MORNING, plan_ref=plan.ref, details=details)


def send(at: datetime) -> int:
    return send_what_waits(lambda: at)


def test_while_the_mail_server_is_down_nothing_is_lost_and_nothing_is_sent_twice(
    partnership: Partnership, people: People
) -> None:
    owners = [factories.member(partnership, "action-owner") for _ in range(3)]
    planned(partnership, people.owner, *owners)
    bound = nobody_listens()
    with sending_to(bound.getsockname()[1]):
        for day in range(3):
            cycle_turns.turn_all(MORNING + timedelta(days=day))
            assert send(NOON + timedelta(days=day)) == 0
    assert {(mail.template, mail.state) for mail in mails()} == {("update-asked", "waiting")}
    boxes = Mailboxes()
    with mail_server(boxes, at=bound):
        back = NOON + timedelta(days=4)
        cycle_turns.turn_all(back)
        assert send(back) == 3
        cycle_turns.turn_all(back)
        assert send(back + timedelta(hours=1)) == 0
    assert sorted(to for (to,) in boxes.recipients) == sorted(owner.email for owner in owners)


def test_an_email_says_nothing_of_the_plan_and_leads_to_what_is_asked(
    partnership: Partnership, people: People
) -> None:
    cycle = planned(partnership, people.owner, factories.member(partnership, "action-owner"))
    cycle_turns.turn_all(MORNING)
    boxes = Mailboxes()
    with mail_server(boxes):
        send(NOON)
    (message,) = boxes.messages
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert f"https://lapwing.example.org/p/{partnership.ref}/my-updates/{cycle.ref}/" in text
    assert "Plan of" not in text
    assert cycle.label not in text


def test_one_summary_joins_all_plans_and_partnerships(
    partnership: Partnership, other_partnership: Partnership, people: People
) -> None:
    owner = factories.member(partnership, "action-owner")
    factories.membership(owner, other_partnership, "action-owner")
    factories.membership(people.owner, other_partnership, "programme-manager")
    with as_maintenance():
        Preference.objects.create(user=owner, choices={UPDATES.code: Delivery.DIGEST})
    for where in (partnership, other_partnership):
        planned(where, people.owner, owner)
    cycle_turns.turn_all(MORNING)
    for _ in range(2):
        with acting(system_actor("Tests"), purpose="test"):
            make_digests(NOON)
    assert [(mail.user_id, mail.template, mail.things) for mail in mails()] == [(owner.pk, "digest", 2)]
