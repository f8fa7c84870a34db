"""What is noted of a read: taken from the transaction, never from whoever calls."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from psycopg import errors

from lapwing.platform.access.acting import acting, for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry, ReadKind
from lapwing.platform.access_log.noting import Read, note_read, note_reads
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


@pytest.fixture
def acts(people: People) -> Iterator[Actor]:
    with acting(
        actor_for(people.owner, timezone.localdate()), purpose="people", reason="to see", request="r1"
    ) as actor:
        yield actor


def note(partnership: Partnership | None, *ids: int) -> None:
    note_read(
        kind="accounts.user",
        ids=ids,
        what=ReadKind.LIST,
        partnership_id=partnership.pk if partnership else None,
    )


def test_a_read_is_noted_with_who_why_and_when(acts: Actor, partnership: Partnership) -> None:
    before = timezone.now()
    note(partnership, 7, 3, 7)
    line = AccessLogEntry.objects.get()
    assert (line.kind, line.ids, line.how_many, line.what) == ("accounts.user", [3, 7], 2, "list")
    assert (line.actor_id, line.by_system, line.organisation_id) == (acts.id, False, acts.organisation_id)
    assert (line.purpose, line.reason, line.request_id) == ("people", "to see", "r1")
    assert line.partnership_id == partnership.pk
    assert line.database_role == "lapwing_app"
    assert before <= line.at <= timezone.now()


def test_a_page_that_shows_nothing_is_noted_too(acts: Actor, partnership: Partnership) -> None:
    note(partnership)
    assert AccessLogEntry.objects.get().how_many == 0


def test_a_file_of_many_records_is_noted_whole(acts: Actor, partnership: Partnership) -> None:
    note(partnership, *range(2500))
    lines = list(AccessLogEntry.objects.order_by("id"))
    assert [line.how_many for line in lines] == [1000, 1000, 500]
    assert sorted(number for line in lines for number in line.ids) == list(range(2500))


def test_several_kinds_are_noted_at_once(
    acts: Actor, partnership: Partnership, django_assert_num_queries: Any
) -> None:
    reads = [Read(kind, [1], ReadKind.HISTORY, partnership.pk) for kind in ("a.one", "b.two")]
    with django_assert_num_queries(1):
        note_reads(reads)
    assert set(AccessLogEntry.objects.values_list("kind", flat=True)) == {"a.one", "b.two"}


def test_the_reason_that_a_person_gave_is_kept(acts: Actor, partnership: Partnership) -> None:
    with for_reason("asked by the ombudsman"):
        note(partnership, 1)
    assert AccessLogEntry.objects.get().reason == "asked by the ombudsman"


def test_a_system_user_s_read_is_noted_as_such(partnership: Partnership) -> None:
    with acting(system_actor("Exports"), purpose="job export"):
        note(partnership, 1)
        assert AccessLogEntry.objects.get().by_system


def test_maintenance_is_noted_under_its_own_name(people: People, partnership: Partnership) -> None:
    with as_maintenance():
        note(partnership, 1)
        line = AccessLogEntry.objects.get()
    assert (line.actor_id, line.database_role) == (None, "lapwing_maintenance")


def test_nobody_reads_unnamed(db: None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        note(None, 1)


def test_nothing_is_noted_where_the_reader_sees_nothing(acts: Actor, other_partnership: Partnership) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        note(other_partnership, 1)


def test_an_unknown_way_to_read_is_refused(acts: Actor, partnership: Partnership) -> None:
    with pytest.raises(ValueError, match="peek"):
        note_read(kind="a.one", ids=[], what=ReadKind("peek"), partnership_id=partnership.pk)


def test_the_log_is_seen_by_partnership(
    acts: Actor, people: People, partnership: Partnership, other_partnership: Partnership
) -> None:
    note(partnership, 1)
    note(None, 2)
    with acting(actor_for(people.outsider, timezone.localdate()), purpose="test"):
        assert not AccessLogEntry.objects.exists()
        note(other_partnership, 3)
    with acting(actor_for(people.colleague, timezone.localdate()), purpose="test"):
        assert sorted(line.ids[0] for line in AccessLogEntry.objects.all()) == [1, 2]


REFUSED = errors.InsufficientPrivilege


@pytest.mark.parametrize("role", ["lapwing_app", "lapwing_maintenance", "lapwing_owner"])
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE {table} SET reason = 'nothing to see'",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
    ],
)
@pytest.mark.parametrize("table", ["access_log_entry", "access_log_entry_other", "{month}"])
def test_nobody_changes_or_removes_a_line(acts: Actor, role: str, attack: str, table: str) -> None:
    month = f"access_log_entry_{timezone.now():%Y_%m}"
    words = attack.format(table=table.format(month=month))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        with pytest.raises(DatabaseError) as raised, transaction.atomic():
            cursor.execute(words)
        cursor.execute("SET LOCAL ROLE lapwing_app")
    assert isinstance(raised.value.__cause__, REFUSED)


@pytest.mark.parametrize(
    "attack",
    [
        "INSERT INTO access_log_entry (at, kind, ids, how_many, what, by_system, purpose, reason, "
        "request_id, database_role, transaction_id) "
        "VALUES (now(), 'x', '{}', 0, 'list', false, '', '', '', '', 0)",
        "DROP TABLE access_log_entry",
        "ALTER TABLE access_log_entry DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE access_log_entry DETACH PARTITION access_log_entry_other",
        "SELECT * FROM access_log_entry_other",
        "SELECT nextval('access_log_entry_id_seq')",
        "ALTER FUNCTION access_log_note(text, bigint[], text, bigint) OWNER TO lapwing_app",
        "CREATE OR REPLACE FUNCTION access_log_note(of_kind text, shown bigint[], how text, "
        "partnership bigint) RETURNS void LANGUAGE sql AS ''",
        "SELECT access_log_note('accounts.user', '{1}', 'list', NULL)",
    ],
)
def test_the_application_writes_by_the_function_and_as_somebody(
    application_connection: psycopg.Connection[Any], attack: str
) -> None:
    with pytest.raises(REFUSED):
        application_connection.execute(attack)


def test_coming_months_can_be_made_and_nothing_else(application_connection: psycopg.Connection[Any]) -> None:
    application_connection.execute("SELECT access_log_make_months(2)")
    assert application_connection.execute("SELECT access_log_make_months(2)").fetchone() == (0,)
