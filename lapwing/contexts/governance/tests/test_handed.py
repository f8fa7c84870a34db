"""What people are told of work that changes hands leads to all of it, and holds until nothing is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.commands import decisions, questions
from lapwing.contexts.governance.commands.decisions import DecisionDetails
from lapwing.contexts.governance.commands.voiding import take_out
from lapwing.contexts.governance.handed import settle_what_is_done
from lapwing.contexts.governance.leaving import tell_of_what_stays
from lapwing.contexts.governance.models import Decision, PackQuestion, Risk
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import DAY, NOW, acting_as, group, seat
from lapwing.contexts.governance.tests.test_handing_over import hand_over, held, place
from lapwing.contexts.governance.tests.test_who_is_asked import told_of
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.commands import close_account
from lapwing.registry.models import GroupMember
from lapwing.registry.tests import factories

ClientAs = Callable[[User], Client]


def test_the_notice_leads_to_a_page_that_names_all_of_it(busy: Board, client_as: ClientAs) -> None:
    other = factories.member(busy.partnership, "board-member", name="Nia New")
    with acting_as(busy.manager):
        keys = [line.key for line in held(busy, busy.member)]
    hand_over(busy, busy.manager, to=dict.fromkeys(keys, other), last_day=timezone.localdate())
    with as_maintenance():
        page = Notice.objects.get(template="handed-over").url
    seen = client_as(other).get(page).content.decode()
    for words in ("Decision 1 of", "Write to heads", "Why so late?", "Posts stay empty", "Seat on"):
        assert words in seen
    group_page = place(busy, "group", governance_group=busy.group.ref)
    assert f'href="{group_page}"' in seen
    empty = client_as(busy.manager).get(page).content.decode()
    assert "You do nothing for groups" in empty
    assert page in client_as(other).get(place(busy, "home")).content.decode()


def still_told() -> set[str]:
    with acting(system_actor("Reminders"), purpose="test"):
        settle_what_is_done(NOW)
    with as_maintenance():
        return set(Notice.objects.filter(done_at=None).values_list("template", flat=True))


def test_what_was_told_is_settled_once_nothing_is_left(busy: Board) -> None:
    risk, handed = {"left-behind"}, {"left-behind", "handed-over"}
    with acting_as(busy.manager):
        tell_of_what_stays(busy.member.pk, DAY, NOW)
        keys = {line.kind: line.key for line in held(busy, busy.member)}
    hand_over(busy, busy.manager, to={keys["decision"]: busy.chair, keys["question"]: busy.chair})
    assert still_told() >= handed
    with acting_as(busy.manager) as actor:
        do: dict[str, Any] = {"actor": actor, "now": NOW}
        one, asked = Decision.objects.get(), PackQuestion.objects.get()
        decisions.close_decision(**do, ref=one.ref, version=one.version, words="Done.")
        questions.answer(**do, ref=asked.ref, version=asked.version, words="It was the count.")
    assert still_told() & handed == risk
    with acting_as(busy.manager) as actor:
        last = Risk.objects.get()
        take_out(actor=actor, now=NOW, model=Risk, ref=last.ref, version=last.version, reason="Twice")
    assert still_told() & handed == set()


def test_of_a_seat_it_holds_until_the_seat_ends(busy: Board) -> None:
    other = factories.member(busy.partnership, "board-member", name="Nia New")
    with acting_as(busy.manager):
        (key,) = (line.key for line in held(busy, busy.member) if line.kind == "seat")
    hand_over(busy, busy.manager, to={key: other})
    assert "handed-over" in still_told()
    with as_maintenance():
        GroupMember.objects.filter(user=other).delete()
    assert "handed-over" not in still_told()


def test_closing_an_account_tells_the_managers_of_each_partnership(busy: Board) -> None:
    elsewhere = factories.partnership()
    theirs = factories.member(elsewhere, "programme-manager", name="Pia Programme")
    seat(busy.member, other := group(elsewhere, "Their board"))
    factories.membership(busy.member, elsewhere, "board-member")
    with acting_as(theirs) as actor:
        details = DecisionDetails(words="Ask the parents", actor=busy.member, act_by=DAY)
        decisions.decide(actor=actor, now=NOW, group=other, details=details)
    administrator = factories.member(busy.partnership, "partnership-administrator")
    with acting_as(administrator) as actor:
        close_account(User.objects.get(pk=busy.member.pk), by=actor, now=NOW, reason="Left")
    assert told_of("left-behind") == sorted([busy.manager.name, "Pia Programme"])
    with as_maintenance():
        told = {each.user_id: each for each in Notice.objects.filter(template="left-behind")}
    assert [told[who.pk].words["things"] for who in (busy.manager, theirs)] == ["3 things", "1 thing"]
    for who, where in ((busy.manager, busy.partnership), (theirs, elsewhere)):
        assert told[who.pk].url.endswith(reverse("governance:hand-over", args=[where.ref, busy.member.ref]))
