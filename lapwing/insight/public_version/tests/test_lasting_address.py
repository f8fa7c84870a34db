"""The address that leads to the newest version of a plan, and who finds what is published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lapwing.insight.packs.tests.examples import example_pack
from lapwing.insight.public_version.tests.conftest import AS_AT, Office, frozen_pack, words
from lapwing.platform.accounts.models import User
from lapwing.registry.tests import factories

# each makes several packs or versions, which takes seconds
pytestmark = pytest.mark.slow


def second_pack(office: Office, as_at: date = AS_AT) -> None:
    office.pack = frozen_pack(office.partnership, office.plan, office.maker, 2, example_pack(), as_at)


def address(office: Office, name: str = "newest") -> str:
    return reverse(f"published:{name}", args=[office.plan.ref])


def listed(office: Office, who: User) -> str:
    answer = office.get("of-plan", who, plan=office.plan.ref)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_lasting_address_leads_anybody_to_the_newest_version(office: Office) -> None:
    assert Client().get(address(office)).status_code == 404
    office.make()
    assert Client().get(address(office)).status_code == 404
    first = office.publish()
    second_pack(office)
    office.make()
    second = office.publish()
    for name, page in (("newest", "page"), ("newest-easy-read", "easy-read")):
        answer = Client().get(address(office, name))
        assert answer["Location"] == reverse(f"published:{page}", args=[second.ref])
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("public, max-age=300", "noindex")
        assert not answer.cookies
    office.do("withdraw", reason="A figure was wrong.")
    assert Client().get(address(office))["Location"] == reverse("published:page", args=[first.ref])


def test_an_older_version_says_at_its_head_that_there_is_a_newer_one_and_leads_there(office: Office) -> None:
    office.make()
    first = office.publish()
    for name in ("page", "easy-read"):
        assert "There is a newer version of this" not in words(office.public(name, first))
    second_pack(office)
    office.make()
    second = office.publish()
    for name, place in (("page", address(office)), ("easy-read", address(office, "newest-easy-read"))):
        shown = office.public(name, first)
        assert "There is a newer version of this. It was published on" in words(shown)
        assert place in shown.content.decode()
        assert "There is a newer version of this" not in words(office.public(name, second))
    inside = words(office.get("version", public_version=first.ref))
    assert "A newer version was published" in inside
    office.do("withdraw", reason="A figure was wrong.")
    assert "There is a newer version of this" not in words(office.public("page", first))


@pytest.mark.parametrize("as_at", [AS_AT, AS_AT + timedelta(days=1)])
def test_an_earlier_pack_that_is_published_late_does_not_become_the_newest(
    office: Office, as_at: date
) -> None:
    """Of the pack of a later day, and of two of one day that with the higher number."""
    earlier = office.pack
    second_pack(office, as_at)
    office.make()
    newest = office.publish()
    office.make(earlier)
    late = office.publish()
    assert Client().get(address(office))["Location"] == reverse("published:page", args=[newest.ref])
    assert "There is a newer version of this" in words(office.public("page", late))
    assert "There is a newer version of this" not in words(office.public("page", newest))
    shown = listed(office, office.reader)
    assert shown.index(newest.ref) < shown.index(late.ref)


def test_where_everything_was_withdrawn_the_lasting_address_says_so(office: Office) -> None:
    office.make()
    office.publish()
    office.do("withdraw", reason="A figure was wrong.")
    answer = Client().get(address(office))
    assert answer.status_code == 404
    assert "The next version will stand at this address" in words(answer)  # type: ignore[arg-type]
    assert "A figure was wrong" not in words(answer)  # type: ignore[arg-type]


def test_everybody_who_reads_the_plan_finds_what_is_published_and_nothing_of_what_is_not(
    office: Office,
) -> None:
    carer = factories.member(office.partnership, "parent-carer-representative", name="Petra Parent")
    row = office.make()
    overview = reverse("improvement:overview", args=[office.partnership.ref, office.plan.ref])
    for who in (office.reader, carer):
        assert (
            office.url("of-plan", plan=office.plan.ref) in office.browser(who).get(overview).content.decode()
        )
        assert "Nothing is published of this plan" in listed(office, who)
        assert row.ref not in listed(office, who)
    assert "Being worded" in listed(office, office.approver)
    office.publish()
    for who in (office.reader, carer):
        shown = listed(office, who)
        assert reverse("published:page", args=[row.ref]) in shown
        assert address(office) in shown
        assert office.url("version", public_version=row.ref) not in shown
        assert office.url("settings") not in shown
    second_pack(office)
    office.make()
    assert listed(office, office.reader).count("How the plan is going") == 1
    assert "Being worded" in listed(office, office.maker)


def test_whoever_may_not_read_the_plan_does_not_find_its_list(office: Office) -> None:
    elsewhere = factories.member(factories.partnership("Other"), "senco", name="Olga Other")
    assert office.get("of-plan", elsewhere, plan=office.plan.ref).status_code == 404


def test_those_who_publish_are_given_the_lasting_address_to_copy(office: Office) -> None:
    office.make()
    row = office.publish()
    for who in (office.maker, office.approver):
        shown = office.get("version", who, public_version=row.ref).content.decode()
        assert f'value="http://testserver{address(office)}"' in shown
