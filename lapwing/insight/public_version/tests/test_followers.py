"""A plan that was followed by another leads on, once something of that is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.commands import PlanDetails
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.starting.coming import Choices
from lapwing.contexts.improvement.starting.from_plan import start_from_plan, undo_start
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.insight.packs.frozen import sha256_of
from lapwing.insight.packs.models import Pack
from lapwing.insight.packs.tests.examples import example_pack
from lapwing.insight.public_version.models import PublicVersion
from lapwing.insight.public_version.tests.conftest import AS_AT, Office, frozen_pack, words
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.models import new_ref

# each makes several packs or versions, which takes seconds
pytestmark = pytest.mark.slow

SAID = "This plan was followed by another."
NEXT_DAY = AS_AT + timedelta(days=1)


def started(office: Office, earlier: Plan, title: str, parent_ref: str = "") -> Plan:
    """A plan that goes on from an earlier one."""
    with acting_as(office.maker) as actor:
        return start_from_plan(
            actor=actor,
            now=timezone.now(),
            plan_ref=earlier.ref,
            details=PlanDetails(title=title, parent_ref=parent_ref),
            choices=Choices(),
        )


def publish(office: Office, plan: Plan, as_at: date = NEXT_DAY) -> PublicVersion:
    """A public version of a new pack of a plan."""
    with as_maintenance():
        number = Pack.objects.count() + 1
    content = example_pack()
    named = replace(content, cover=replace(content.cover, plan=plan.title))
    office.make(frozen_pack(office.partnership, plan, office.maker, number, named, as_at))
    return office.publish()


def lasting(plan: Plan, name: str = "newest") -> str:
    return reverse(f"published:{name}", args=[plan.ref])


def head(office: Office, row: PublicVersion, name: str = "page") -> str:
    answer = office.public(name, row)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_is_said_until_something_of_the_later_plan_is_published(office: Office) -> None:
    office.make()
    first = office.publish()
    later = started(office, office.plan, "The plan from 2027")
    for name in ("page", "easy-read"):
        assert SAID not in head(office, first, name)
        assert "The plan from 2027" not in head(office, first, name)
    publish(office, later)
    assert SAID in head(office, first)
    assert f'href="{lasting(later)}">The plan from 2027</a>' in head(office, first)
    assert "We have a new plan now." in head(office, first, "easy-read")
    assert lasting(later, "newest-easy-read") in head(office, first, "easy-read")


def test_the_lasting_address_of_the_earlier_plan_leads_to_where_it_is_said(office: Office) -> None:
    office.make()
    first = office.publish()
    second = publish(office, started(office, office.plan, "The plan from 2027"))
    to = Client().get(lasting(office.plan))["Location"]
    assert to == reverse("published:page", args=[first.ref])
    assert SAID in Client().get(to).content.decode()
    assert SAID not in head(office, second)


def test_what_is_withdrawn_of_the_later_plan_is_led_to_no_more(office: Office) -> None:
    office.make()
    first = office.publish()
    publish(office, started(office, office.plan, "The plan from 2027"))
    office.do("withdraw", reason="A figure was wrong.")
    assert SAID not in head(office, first)
    assert "The plan from 2027" not in head(office, first)


def test_where_all_of_the_earlier_plan_is_withdrawn_its_address_still_leads_on(office: Office) -> None:
    office.make()
    office.publish()
    office.do("withdraw", reason="A figure was wrong.")
    later = started(office, office.plan, "The plan from 2027")
    publish(office, later)
    for name, said in (("newest", SAID), ("newest-easy-read", "We have a new plan now.")):
        answer = Client().get(lasting(office.plan, name))
        assert answer.status_code == 404
        assert said in words(answer)  # type: ignore[arg-type]
        assert lasting(later, name) in answer.content.decode()
        assert "The next version will stand" not in words(answer)  # type: ignore[arg-type]


def test_a_chain_of_plans_leads_to_the_last_of_which_something_is_published(office: Office) -> None:
    office.make()
    first = office.publish()
    second = started(office, office.plan, "The second plan")
    third = started(office, second, "The third plan")
    publish(office, second)
    assert "The second plan" in head(office, first)
    publish(office, third)
    assert "The second plan" not in head(office, first)
    assert lasting(third) in head(office, first)


def test_a_plan_that_is_taken_out_a_part_of_it_and_one_of_an_earlier_day_do_not_follow_it(
    office: Office,
) -> None:
    office.make()
    first = office.publish()
    mistaken = started(office, office.plan, "A mistake")
    publish(office, mistaken)
    assert "A mistake" in head(office, first)
    with acting_as(office.maker) as actor:
        undo_start(actor=actor, now=timezone.now(), ref=mistaken.ref, version=mistaken.version)
    publish(office, started(office, office.plan, "The part of health", office.plan.ref))
    publish(office, started(office, office.plan, "Behind its time"), AS_AT - timedelta(days=1))
    shown = head(office, first)
    for title in (SAID, "A mistake", "The part of health", "Behind its time"):
        assert title not in shown


@pytest.mark.parametrize("content", ["{}", "not JSON", ""])
def test_what_cannot_be_read_of_a_later_plan_leaves_the_earlier_ones_pages_standing(
    office: Office, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    """``content`` stands in the place of what was approved; empty: what was approved, with a blank more."""
    office.make()
    first = office.publish()
    row = publish(office, started(office, office.plan, "The plan from 2027"))
    assert SAID in head(office, first)
    spoil(row, content)
    for name in ("page", "easy-read", "feedback", "thanks", "pdf"):
        assert office.public(name, first).status_code == 200, name
    assert SAID not in head(office, first)
    assert {(each.name, each.levelname) for each in caplog.records if "not named there" in each.message} == {
        ("lapwing.insight.public_version.followers", "ERROR")
    }


def test_a_readable_plan_is_led_to_past_one_after_it_that_is_not(office: Office) -> None:
    office.make()
    first = office.publish()
    second = started(office, office.plan, "The second plan")
    publish(office, second)
    spoil(publish(office, started(office, second, "The third plan")), "{}")
    shown = head(office, first)
    assert "The second plan" in shown
    assert "The third plan" not in shown


def spoil(row: PublicVersion, content: str) -> None:
    """Put a row in its place that nobody can read: nobody may change the row itself."""
    with as_maintenance():
        found = PublicVersion.objects.get(pk=row.pk)
        spoilt = content or found.content + " "
        ref, sha256 = new_ref(), sha256_of(content) if content else found.sha256
        found.pk, found.ref, found.content, found.sha256 = None, ref, spoilt, sha256
        found.approved_at = timezone.now() + timedelta(seconds=1)
        found.save(force_insert=True)
