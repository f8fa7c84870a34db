"""The access log's page: who comes in, what it shows, and that it is itself noted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.days import days_asked
from lapwing.platform.access_log.models import AccessLogEntry, ReadKind
from lapwing.platform.access_log.noting import note_read
from lapwing.platform.access_log.queries import readers_of
from lapwing.platform.access_log.unusual import MANY_IN_AN_HOUR, MANY_IN_FILES, unusual_reads
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People


@pytest.fixture
def lead(partnership: Partnership) -> User:
    return factories.member(partnership, "information-governance-lead", name="Ingrid Guard")


@pytest.fixture
def address(partnership: Partnership) -> str:
    return reverse("access-log", args=[partnership.ref])


def looks(who: User, what: ReadKind, ids: range, where: Partnership) -> None:
    with acting(actor_for(who, timezone.localdate()), purpose="person"):
        note_read(kind="accounts.user", ids=ids, what=what, partnership_id=where.pk)


def at(moment: datetime) -> None:
    """Move every line to a moment, as only a superuser's copy of the database could."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lapwing_owner")
        cursor.execute("GRANT UPDATE ON access_log_entry TO lapwing_maintenance")
        cursor.execute("SET LOCAL ROLE lapwing_maintenance")
        cursor.execute("UPDATE access_log_entry SET at = %s", [moment])
        cursor.execute("SET LOCAL ROLE lapwing_owner")
        cursor.execute("REVOKE UPDATE ON access_log_entry FROM lapwing_maintenance")
        cursor.execute("SET LOCAL ROLE lapwing_app")


class TestThePage:
    @pytest.fixture(autouse=True)
    def _signed_in(self, lead: User, people: People, client_as: Callable[[User], Client]) -> None:
        self.lead = client_as(lead)
        self.owner = client_as(people.owner)

    def test_it_is_for_those_who_may_read_it(self, address: str) -> None:
        assert self.lead.get(address).status_code == 200
        assert self.owner.get(address).status_code == 404

    def test_opening_a_person_s_page_shows_there(
        self, address: str, people: People, partnership: Partnership
    ) -> None:
        self.owner.get(reverse("person", args=[partnership.ref, people.colleague.ref]))
        found = self.lead.get(address).content.decode()
        assert "Olive Owner" in found
        assert "Colin Colleague" in found
        assert "Opened" in found

    def test_reading_the_log_stands_in_the_log(self, address: str) -> None:
        self.lead.get(address)
        assert "Lines of the access log" in self.lead.get(address).content.decode()

    def test_it_is_narrowed_to_one_record(
        self, address: str, people: People, partnership: Partnership
    ) -> None:
        for who in (people.colleague, people.owner):
            self.owner.get(reverse("person", args=[partnership.ref, who.ref]))
        found = self.lead.get(address, {"record": people.colleague.ref, "what": "record"}).content.decode()
        assert "1 of" in found
        assert "Opened" in found

    def test_a_reference_of_nothing_is_said_to_be_one(self, address: str) -> None:
        assert "no record with this reference" in self.lead.get(address, {"record": "zz"}).content.decode()

    def test_it_is_narrowed_to_one_person_s_reads(self, address: str, lead: User, people: People) -> None:
        self.lead.get(address)
        assert "No lines match" in self.lead.get(address, {"who": people.colleague.ref}).content.decode()
        assert "No lines match" not in self.lead.get(address, {"who": lead.ref}).content.decode()

    def test_its_file_is_noted_as_a_download(self, address: str, lead: User) -> None:
        self.lead.get(address)
        file = self.lead.get(address, {"format": "csv"}).content.decode()
        assert "Ingrid Guard" in file
        with as_maintenance():
            assert AccessLogEntry.objects.first().what == "download"  # type: ignore[union-attr]

    @pytest.mark.parametrize("asked", [{"from": "x"}, {"to": "9999-99-99"}, {"from": "0001-01-01"}])
    def test_a_day_that_is_none_is_said_to_be_one(self, address: str, asked: dict[str, str]) -> None:
        assert "Write a day like" in self.lead.get(address, asked).content.decode()

    def test_the_number_of_queries_does_not_grow_with_the_lines(
        self,
        address: str,
        people: People,
        partnership: Partnership,
        django_assert_max_num_queries: Callable[[int], object],
    ) -> None:
        for _ in range(20):
            looks(people.owner, ReadKind.RECORD, range(people.owner.pk, people.owner.pk + 1), partnership)
        with django_assert_max_num_queries(23):  # type: ignore[attr-defined]
            self.lead.get(address)


def test_days_are_at_most_a_quarter() -> None:
    today = datetime(2026, 11, 22, tzinfo=UTC).date()
    days = days_asked({"from": "2020-01-01", "to": "2026-11-22"}, today)
    assert (days.last - days.first).days == 91
    assert days.problem
    assert days_asked({"from": "2026-11-23", "to": "2026-11-22"}, today).problem


def test_many_records_in_an_hour_stand_out(people: People, partnership: Partnership) -> None:
    looks(people.owner, ReadKind.RECORD, range(MANY_IN_AN_HOUR), partnership)
    looks(people.colleague, ReadKind.LIST, range(MANY_IN_AN_HOUR), partnership)
    looks(people.colleague, ReadKind.DOWNLOAD, range(MANY_IN_FILES), partnership)
    at(datetime(2026, 11, 20, 14, 30, tzinfo=UTC))
    assert said(people, partnership) == [
        f"Olive Owner opened {MANY_IN_AN_HOUR} records between 14:00 and 15:00 on 20 November 2026.",
        f"Colin Colleague took {MANY_IN_FILES} records out in files on 20 November 2026.",
    ]


def test_reads_at_night_stand_out_by_the_night_that_began(people: People, partnership: Partnership) -> None:
    looks(people.owner, ReadKind.RECORD, range(3), partnership)
    at(datetime(2026, 7, 20, 1, 30, tzinfo=UTC))
    assert said(people, partnership, "2026-07-01", "2026-07-31") == [
        "Olive Owner looked at 3 records on 1 page between 22:00 and 06:00 in the night of 19 July 2026."
    ]


def said(
    people: People, partnership: Partnership, first: str = "2026-11-01", last: str = "2026-11-30"
) -> list[str]:
    days = days_asked({"from": first, "to": last}, timezone.localdate())
    with acting(actor_for(people.owner, timezone.localdate()), purpose="test"):
        return [each.text for each in unusual_reads(partnership_id=partnership.pk, days=days)]


def test_who_has_looked_at_a_record_is_known(people: People, partnership: Partnership) -> None:
    one = people.colleague.pk
    for _ in range(2):
        looks(people.owner, ReadKind.RECORD, range(one, one + 1), partnership)
    looks(people.colleague, ReadKind.LIST, range(one, one + 5), partnership)
    looks(people.colleague, ReadKind.LIST, range(one + 1, one + 5), partnership)
    with acting(actor_for(people.colleague, timezone.localdate()), purpose="test"):
        found = readers_of(User, one)
    assert [(each.name, each.times) for each in found] == [("Colin Colleague", 1), ("Olive Owner", 2)]
    assert found[0].last - found[1].first < timedelta(minutes=5)
