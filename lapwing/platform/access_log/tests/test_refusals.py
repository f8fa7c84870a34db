"""Refused tries: counted for whoever tried, seen by whoever may read the log, telling the trier nothing."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from psycopg import errors

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry, AccessLogRefusal
from lapwing.platform.access_log.refusing import SAID_EVERY, SAID_ONE_BY_ONE, note_refusal
from lapwing.platform.access_log.unusual import MANY_REFUSED_IN_AN_HOUR
from lapwing.platform.accounts.models import User
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People, signed_in_client


@pytest.fixture
def lead(partnership: Partnership) -> User:
    return factories.member(partnership, "information-governance-lead", name="Ingrid Guard")


@pytest.fixture
def curious(partnership: Partnership) -> User:
    """May read the plan and see no colleague."""
    return factories.member(partnership, "ehc-coordinator", name="Carys Curious")


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Callable[[], list[dict[str, Any]]]:
    """The security events of the log."""
    caplog.set_level(logging.INFO, "lapwing.security")

    def read() -> list[dict[str, Any]]:
        return [vars(line) for line in caplog.records if line.name == "lapwing.security"]

    return read


def rows() -> list[AccessLogRefusal]:
    with as_maintenance():
        return list(AccessLogRefusal.objects.order_by("id"))


def counted() -> Counter[tuple[str, int]]:
    """Tries by page and partnership, in whichever hours: it may strike while a test runs."""
    found = rows()
    assert len({(row.page, row.partnership_id, row.hour) for row in found}) == len(found)
    return sum((Counter({(row.page, row.partnership_id): row.tries}) for row in found), Counter())


def person_page(partnership: Partnership, ref: str) -> str:
    return reverse("person", args=[partnership.ref, ref])


def test_a_refused_try_says_who_which_page_when_and_in_which_request(
    curious: User, people: People, partnership: Partnership, said: Callable[[], list[dict[str, Any]]]
) -> None:
    before = timezone.now()
    answer = signed_in_client(curious).get(person_page(partnership, people.colleague.ref))
    assert answer.status_code == 404
    (row,) = rows()
    assert (row.partnership_id, row.actor_id) == (partnership.pk, curious.pk)
    assert (row.page, row.tries, row.by_program) == ("person", 1, False)
    assert row.last_request == answer["X-Request-ID"]
    assert before <= row.first_at == row.last_at <= timezone.now()
    assert people.colleague.ref not in str(vars(row))
    (line,) = said()
    assert (line["event"], line["route"], line["account"]) == ("refused", "person", curious.pk)
    assert "Carys" not in str(line)
    assert people.colleague.ref not in str(line["msg"] % line["args"])


def test_tries_within_an_hour_are_one_line_that_counts(
    curious: User, people: People, partnership: Partnership
) -> None:
    client = signed_in_client(curious)
    for number in range(3):
        last = client.get(person_page(partnership, f"guess{number}"))
    client.get(reverse("people", args=[partnership.ref]))
    assert counted() == {("person", partnership.pk): 3, ("people", partnership.pk): 1}
    latest = [row for row in rows() if row.page == "person"][-1]
    assert latest.last_request == last["X-Request-ID"]
    assert (latest.last_at > latest.first_at) is (latest.tries > 1)


def answered(client: Client, place: str, method: str) -> tuple[int, str, list[str]]:
    """What the trier is told, and which questions the database was asked, whatever they were about."""
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        answer = getattr(client, method)(place)
        transaction.set_rollback(True)
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    questions = [re.sub(r"'[^']*'|\d+", "?", each["sql"]) for each in asked.captured_queries]
    return answer.status_code, re.sub(r'data-idle="\d+" data-whole="\d+"', "", words), questions


@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_and_forbidden_leave_the_same_behind_and_are_told_the_same(
    curious: User, people: People, partnership: Partnership, other_partnership: Partnership, method: str
) -> None:
    client = signed_in_client(curious)
    forbidden = answered(client, person_page(partnership, people.colleague.ref), method)
    assert forbidden == answered(client, person_page(partnership, "zzzzzzzzzzzz"), method)
    theirs = answered(client, person_page(other_partnership, people.outsider.ref), method)
    unknown = other_partnership.ref[:-1] + ("a" if other_partnership.ref[-1] != "a" else "b")
    nowhere = reverse("person", args=[unknown, people.outsider.ref])
    assert theirs == answered(client, nowhere, method)
    assert any("access_log_note_refusal" in question for question in forbidden[2])
    for place in (person_page(other_partnership, people.outsider.ref), nowhere):
        getattr(client, method)(place)
    assert counted() == {("person", partnership.pk): 2}


def test_what_was_written_before_a_refusal_is_undone_and_the_refusal_stays(
    curious: User, partnership: Partnership
) -> None:
    answer = signed_in_client(curious).get(person_page(partnership, "zzzzzzzzzzzz"))
    assert answer.status_code == 404
    with as_maintenance():
        assert not AccessLogEntry.objects.filter(actor_id=curious.pk).exists()
        assert AccessLogRefusal.objects.filter(actor_id=curious.pk).exists()


def test_an_address_that_leads_nowhere_is_no_door(curious: User) -> None:
    assert signed_in_client(curious).get("/nothing/here/").status_code == 404
    assert not rows()


def test_a_page_that_opens_is_no_refusal(curious: User, partnership: Partnership) -> None:
    assert signed_in_client(curious).get(reverse("partnership", args=[partnership.ref])).status_code == 200
    assert not rows()


def test_a_guess_of_somebody_who_is_not_signed_in_is_an_event_without_a_person(
    client: Client, db: None, said: Callable[[], list[dict[str, Any]]]
) -> None:
    assert client.get(reverse("accept-invitation", args=["a-secret"])).status_code == 404
    (line,) = said()
    assert (line["event"], line["route"], line["account"]) == ("refused", "accept-invitation", None)
    assert "a-secret" not in str(line["msg"] % line["args"])
    assert not rows()


def test_a_program_that_tries_is_its_person_and_marked(people: People, partnership: Partnership) -> None:
    token = token_for(people.colleague, partnership, "improvement.plan.read")
    asking = Client(headers={"authorization": f"Bearer {token}"})
    assert asking.get(reverse("api:read-plan", args=["zzzzzzzzzzzz"])).status_code == 404
    (row,) = rows()
    assert (row.actor_id, row.page, row.by_program) == (people.colleague.pk, "api:read-plan", True)


def test_the_log_is_not_filled_by_trying(
    curious: User, partnership: Partnership, said: Callable[[], list[dict[str, Any]]]
) -> None:
    actor = actor_for(curious, timezone.localdate())
    request: HttpRequest = RequestFactory().get("/")
    request.resolver_match = None
    for _ in range(2 * SAID_EVERY):
        note_refusal(request, actor)
    assert counted().total() == 2 * SAID_EVERY
    # an hour is counted by itself, and one may begin meanwhile
    assert SAID_ONE_BY_ONE < len(said()) <= len(rows()) * SAID_ONE_BY_ONE + 2
    assert len(rows()) <= 2


class TestThePage:
    @pytest.fixture(autouse=True)
    def _tried(self, curious: User, people: People, partnership: Partnership, lead: User) -> None:
        self.address = reverse("access-log-refused", args=[partnership.ref])
        self.lead = signed_in_client(lead)
        tries = signed_in_client(curious)
        # twice as many, so that they are many in one hour even when the next begins meanwhile
        for number in range(2 * MANY_REFUSED_IN_AN_HOUR):
            tries.get(person_page(partnership, f"guess{number}"))
        signed_in_client(people.colleague).get(self.address)

    def text(self, **asked: str) -> str:
        return str(self.lead.get(self.address, asked).content.decode())

    def test_it_says_who_tried_what_and_how_often(self) -> None:
        page = self.text()
        assert re.search(r"Carys Curious was refused [12][0-9] pages between", page)
        assert "Colin Colleague was refused" not in page
        assert "Access log refused" in page
        assert "In a browser" in page

    def test_it_is_narrowed_to_what_stands_out_and_to_one_person(self, people: People) -> None:
        for asked in ({"look": "many"}, {"who": ""}):
            assert "Carys Curious" in self.text(**asked)
        table = self.text(look="many").partition("<tbody")[2]
        assert "Colin Colleague" not in table.partition("</tbody>")[0]
        table = self.text(who=people.colleague.ref).partition("<tbody")[2]
        assert "Carys Curious" not in table.partition("</tbody>")[0]

    def test_it_is_for_those_who_may_read_the_log_and_reading_it_is_noted(
        self, people: People, lead: User
    ) -> None:
        assert signed_in_client(people.colleague).get(self.address).status_code == 404
        assert self.lead.get(self.address).status_code == 200
        file = self.lead.get(self.address, {"format": "csv"}).content.decode()
        assert "Carys Curious" in file
        with as_maintenance():
            noted = AccessLogEntry.objects.filter(actor_id=lead.pk, kind="access_log.accesslogrefusal")
            assert {line.what for line in noted} == {"list", "download"}

    def test_the_log_of_looks_says_it_too_and_leads_there(self, partnership: Partnership) -> None:
        page = self.lead.get(reverse("access-log", args=[partnership.ref])).content.decode()
        assert "Carys Curious was refused" in page
        assert f'href="{self.address}"' in page

    def test_a_lead_of_another_partnership_sees_none_of_it(self, other_partnership: Partnership) -> None:
        other = factories.member(other_partnership, "information-governance-lead")
        address = reverse("access-log-refused", args=[other_partnership.ref])
        page = signed_in_client(other).get(address).content.decode()
        assert "Carys" not in page
        assert "Nobody was refused anything in these days" in page


def test_who_works_in_two_partnerships_stands_in_both(
    curious: User, other_partnership: Partnership, partnership: Partnership
) -> None:
    factories.membership(curious, other_partnership, "ehc-coordinator")
    signed_in_client(curious).get(person_page(partnership, "zzzzzzzzzzzz"))
    assert {row.partnership_id for row in rows()} == {partnership.pk, other_partnership.pk}


def test_a_refusal_is_a_person_s(db: None) -> None:
    with acting(system_actor("Exports"), purpose="test"), pytest.raises(DatabaseError), transaction.atomic():
        note_directly()


def note_directly() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_log_note_refusal('person', false)")


@pytest.mark.parametrize("role", ["lapwing_app", "lapwing_maintenance", "lapwing_owner"])
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE access_log_refusal SET tries = 0",
        "UPDATE access_log_refusal SET tries = tries",
        "UPDATE access_log_refusal SET actor_id = 1",
        "UPDATE access_log_refusal SET last_at = last_at - interval '1 day', tries = tries + 1",
        "UPDATE access_log_refusal_other SET tries = 0",
        "DELETE FROM access_log_refusal",
        "TRUNCATE access_log_refusal",
    ],
)
def test_nobody_lowers_a_count_or_removes_a_line(
    curious: User, partnership: Partnership, role: str, attack: str
) -> None:
    signed_in_client(curious).get(person_page(partnership, "zzzzzzzzzzzz"))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        with pytest.raises(DatabaseError) as raised, transaction.atomic():
            cursor.execute(attack)
        cursor.execute("SET LOCAL ROLE lapwing_app")
    assert isinstance(raised.value.__cause__, errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    "attack",
    [
        "INSERT INTO access_log_refusal (hour, partnership_id, actor_id, page, by_program, tries, first_at, "
        "last_at, last_request) VALUES (now(), 1, 1, 'x', false, 1, now(), now(), '')",
        "DROP TABLE access_log_refusal",
        "ALTER TABLE access_log_refusal DISABLE TRIGGER only_rises",
        "SELECT * FROM access_log_refusal_other",
        "SELECT access_log_note_refusal('person', false)",
        "SELECT nextval('access_log_refusal_id_seq')",
    ],
)
def test_the_application_counts_by_the_function_and_as_a_person(
    application_connection: psycopg.Connection[Any], attack: str
) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        application_connection.execute(attack)
