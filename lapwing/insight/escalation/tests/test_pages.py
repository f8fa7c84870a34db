"""The pages of escalation: what is shown to whom, setting rules, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lapwing.contexts.governance.commands.raised import answer_item
from lapwing.contexts.governance.commands.voiding import take_group_out
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import ON_TRACK
from lapwing.insight.escalation.commands import RuleDetails, add_usual_rules, change_rule
from lapwing.insight.escalation.models import EscalationRule
from lapwing.insight.escalation.tests.conftest import Escalating
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.editing.commands import EditedByAnotherError, RefusedError
from lapwing.registry.errors import GroupError
from lapwing.registry.models import GovernanceGroup, Partnership
from lapwing.registry.tests.factories import People

pytestmark = pytest.mark.django_db
ClientAs = Callable[[User], Client]


def place(here: Escalating, name: str, rule: EscalationRule | None = None) -> str:
    of_rule = {"escalation_rule": rule.ref} if rule else {"plan": here.plan.plan.ref}
    return reverse(f"escalation:{name}", kwargs={"partnership": here.partnership.ref, **of_rule})


def rules() -> list[EscalationRule]:
    with as_maintenance():
        return list(EscalationRule.objects.select_related("group").order_by("pk"))


def typed(here: Escalating, **more: object) -> dict[str, object]:
    given = {"kind": "red", "times": "2", "group": here.ops.ref, "answer_days": "14", "tells": ["owners"]}
    return {**given, **more}


def test_the_usual_rules_are_added_with_one_button(here: Escalating, client_as: ClientAs) -> None:
    client = client_as(here.plan.manager)
    page = client.get(place(here, "rules")).content.decode()
    assert "All go to Operational Group, which answers within 15 working days." in page
    assert "What it leaves goes to SEND Partnership Board." in page
    done = client.post(place(here, "rules-usual"), follow=True).content.decode()
    assert "The usual rules are added" in done
    assert [(each.kind, each.times, each.group.name) for each in rules()] == [
        ("red", 2, "Operational Group"),
        ("missing", 1, "Operational Group"),
        ("moved", 2, "Operational Group"),
        ("off-path", 3, "Operational Group"),
    ]
    client.post(place(here, "rules-usual"))
    assert len(rules()) == 4


def test_a_look_beforehand_shows_what_would_be_escalated_and_saves_nothing(
    here: Escalating, client_as: ClientAs
) -> None:
    here.signed_off()
    client = client_as(here.plan.manager)
    looked = client.post(place(here, "rule-new"), typed(here, times="1", look="1")).content.decode()
    assert "What it would escalate today" in looked
    assert "Milestone of action 1.1.1: Begin talks" in looked
    assert rules() == []
    nothing = client.post(place(here, "rule-new"), typed(here, look="1")).content.decode()
    assert "No part of the plan stands so today" in nothing
    saved = client.post(place(here, "rule-new"), typed(here), follow=True).content.decode()
    assert "The rule is added." in saved
    assert "Off track in 2 cycles running" in saved


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "sometimes"}, "Select what does the rule look for?"),
        ({"times": "0"}, "1"),
        ({"times": "many"}, "whole number"),
        ({"group": "zzzzzzzzzzzz"}, "from the list"),
        ({"answer_days": "9999"}, "90"),
        ({"tells": ["everybody"]}, "from the list"),
        ({"kind": ""}, "Select"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    here: Escalating, client_as: ClientAs, wrong: dict[str, object], sentence: str
) -> None:
    for more in ({}, {"look": "1"}):
        answer = client_as(here.plan.manager).post(place(here, "rule-new"), typed(here, **wrong, **more))
        assert answer.status_code == 200
        assert "Error:" in answer.content.decode()
    assert rules() == []


def test_one_rule_of_a_kind_to_a_group(here: Escalating, client_as: ClientAs) -> None:
    here.rule()
    page = client_as(here.plan.manager).post(place(here, "rule-new"), typed(here)).content.decode()
    assert "There is a rule of this kind to this group already" in page
    here.rule(times=4, group=here.board)


def test_a_rule_is_changed_switched_off_and_on_and_keeps_its_history(
    here: Escalating, client_as: ClientAs
) -> None:
    rule = here.rule()
    client = client_as(here.plan.manager)
    changed = client.post(place(here, "rule", rule), typed(here, times="3", version="1"), follow=True)
    assert "Off track in 3 cycles running" in changed.content.decode()
    off = client.post(place(here, "rule-switch", rule), {"to": "off"}, follow=True).content.decode()
    assert "Switched off" in off
    assert "Undo" in off
    # pressed again on a page that was read before: it stays off
    client.post(place(here, "rule-switch", rule), {"to": "off"})
    assert not rules()[0].is_on
    client.post(place(here, "rule-switch", rule))
    assert rules()[0].is_on
    history = client.get(place(here, "rule-history", rule)).content.decode()
    assert "switched on" in history.lower()


def test_who_saves_second_is_shown_both(here: Escalating, client_as: ClientAs) -> None:
    rule = here.rule()
    client = client_as(here.plan.manager)
    client.post(place(here, "rule", rule), typed(here, times="3", version="1"))
    second = client.post(place(here, "rule", rule), typed(here, times="4", version="1"))
    assert second.status_code == 409
    details = RuleDetails(kind="red", times=5, group=here.ops, answer_days=14)
    with acting_as(here.plan.manager) as actor, pytest.raises(EditedByAnotherError):
        change_rule(actor=actor, now=LATER, ref=rule.ref, version=1, details=details)


def test_the_page_says_what_stands_why_and_what_was_answered(here: Escalating, client_as: ClientAs) -> None:
    client = client_as(here.member)
    assert "No rules are set yet" in client.get(place(here, "escalations")).content.decode()
    here.rule(times=1)
    assert "Nothing is escalated" in client.get(place(here, "escalations")).content.decode()
    update = here.signed_off()
    here.evaluate()
    page = client.get(place(here, "escalations")).content.decode()
    assert "Need an answer" in page
    assert "Off track in March and April 2026" in page
    assert reverse("improvement:update", args=[here.partnership.ref, update.ref]) in page
    with acting_as(here.member) as actor:
        answer_item(actor=actor, now=LATER, ref=here.items()[0].ref, version=1, answer="Two more posts.")
    page = client.get(place(here, "escalations")).content.decode()
    assert "Two more posts." in page
    assert "Everything that was escalated has its answer" in page


def test_a_page_says_what_is_over_and_what_nobody_looks_at_any_more(
    here: Escalating, client_as: ClientAs
) -> None:
    rule = here.rule(times=1)
    here.signed_off()
    here.evaluate()
    client = client_as(here.plan.manager)
    off = client.post(place(here, "rule-switch", rule), {"to": "off"}, follow=True).content.decode()
    assert "What it escalated stays, and is not looked at any more." in off
    assert "1 standing, not looked at any more" in off
    page = client.get(place(here, "escalations")).content.decode()
    assert "its rule is switched off: nobody looks whether it is well again" in page
    client.post(place(here, "rule-switch", rule), {"to": "on"})
    here.goes_on()
    here.signed_off(ON_TRACK)
    here.evaluate()
    assert "its rule is switched off" not in client.get(place(here, "escalations")).content.decode()
    item = reverse("governance:raised", args=[here.partnership.ref, here.items()[0].ref])
    shown = client.get(item).content.decode()
    assert "The rule finds it no more. It still wants an answer" in shown


def test_the_form_of_a_rule_says_what_it_looks_for_and_does_not_ask(
    here: Escalating, client_as: ClientAs
) -> None:
    rule = here.rule()
    client = client_as(here.plan.manager)
    page = client.get(place(here, "rule", rule)).content.decode()
    assert "The rule looks for: <strong>Off track</strong>" in page
    assert 'name="kind"' not in page
    client.post(place(here, "rule", rule), typed(here, kind="moved", times="3", version="1"))
    assert [(each.kind, each.times) for each in rules()] == [("red", 3)]


def test_only_who_runs_the_plan_sets_rules(here: Escalating, people: People, client_as: ClientAs) -> None:
    rule = here.rule()
    for who in (here.member, people.outsider):
        client = client_as(who)
        for name, of_rule in (("rule-new", None), ("rule", rule)):
            assert client.get(place(here, name, of_rule)).status_code == 404
        assert client.post(place(here, "rule-switch", rule)).status_code == 404
        assert client.post(place(here, "rules-usual")).status_code == 404
    assert client_as(people.outsider).get(place(here, "escalations")).status_code == 404
    with acting_as(here.member) as actor, pytest.raises(NotVisible):
        add_usual_rules(actor=actor, now=LATER, partnership=here.partnership, plan_ref=here.plan.plan.ref)


def test_without_a_group_there_is_nothing_to_escalate_to(here: Escalating, client_as: ClientAs) -> None:
    with as_maintenance():
        for each in (here.ops, here.board):
            GovernanceGroup.objects.filter(pk=each.pk).update(
                voided_at=LATER, voided_by=here.plan.manager, voided_reason="Ended"
            )
    page = client_as(here.plan.manager).get(place(here, "rules")).content.decode()
    assert "No group is set up yet" in page
    with acting_as(here.plan.manager) as actor, pytest.raises(RefusedError, match="Set up the groups"):
        add_usual_rules(actor=actor, now=LATER, partnership=here.partnership, plan_ref=here.plan.plan.ref)


def test_a_group_to_which_a_rule_escalates_is_not_taken_out(here: Escalating) -> None:
    here.rule()
    with acting_as(here.plan.manager) as actor, pytest.raises(GroupError, match="Larkshire plan for play"):
        take_group_out(actor=actor, now=LATER, group=here.ops, version=1, reason="It ended")


def test_a_rule_of_another_partnership_is_not_there(
    here: Escalating, other_partnership: Partnership, client_as: ClientAs
) -> None:
    rule = here.rule()
    address = reverse(
        "escalation:rule",
        kwargs={"partnership": other_partnership.ref, "escalation_rule": rule.ref},
    )
    assert client_as(here.plan.manager).get(address).status_code == 404
