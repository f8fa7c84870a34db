"""What an attacker who holds the application's database address cannot do to the history."""

from typing import Any

import psycopg
import pytest
from psycopg import errors

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.tests.factories import MOMENT, People

Connection = psycopg.Connection[Any]

INSERT = """
INSERT INTO {table}
    (at, table_name, row_id, operation, purpose, reason, request_id, database_role, transaction_id)
VALUES (now(), 'registry_membership', 1, 'UPDATE', '', '', '', '', 0)
"""
REFUSED = errors.InsufficientPrivilege


@pytest.fixture
def month(application_connection: Connection) -> str:
    """The partition that is written to now."""
    row = application_connection.execute("SELECT to_char(now(), '\"history_entry_\"YYYY_MM')").fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize(
    "attack",
    [
        INSERT,
        "UPDATE {table} SET reason = 'nothing to see'",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "DROP TABLE {table}",
        "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE {table} ADD COLUMN mine text",
        "CREATE TRIGGER mine AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION history_record()",
        # a grant without the right to grant is only warned of: what counts is that it gives nothing
        "GRANT INSERT ON {table} TO lapwing_app; " + INSERT,
        "COPY {table} FROM STDIN",
    ],
)
@pytest.mark.parametrize("table", ["history_entry", "history_entry_other", "{month}"])
def test_the_history_cannot_be_written(
    application_connection: Connection, month: str, table: str, attack: str
) -> None:
    with pytest.raises(REFUSED):
        application_connection.execute(attack.format(table=table.format(month=month)))


@pytest.mark.parametrize("table", ["history_entry_other", "{month}"])
def test_partitions_cannot_be_read_around_the_policy(
    application_connection: Connection, month: str, table: str
) -> None:
    with pytest.raises(REFUSED):
        application_connection.execute(f"SELECT * FROM {table.format(month=month)}")


@pytest.mark.parametrize(
    "attack",
    [
        "ALTER TABLE registry_membership DISABLE TRIGGER keep_history",
        "ALTER TABLE registry_membership DISABLE TRIGGER ALL",
        "DROP TRIGGER keep_history ON registry_membership",
        "ALTER TABLE registry_membership RENAME TO elsewhere",
        "TRUNCATE registry_membership",
        "CREATE OR REPLACE FUNCTION history_record() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NULL; END $$",
        "ALTER FUNCTION history_record() OWNER TO lapwing_app",
        "DROP FUNCTION history_record() CASCADE",
        "ALTER TABLE history_entry DETACH PARTITION history_entry_other",
        "SET session_replication_role = replica",
        "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE mine (id bigint)",
        "CREATE TEMPORARY TABLE registry_membership (id bigint)",
        "CREATE EVENT TRIGGER mine ON ddl_command_end EXECUTE FUNCTION history_record()",
        "SELECT nextval('history_entry_id_seq')",
    ],
)
def test_the_trigger_cannot_be_silenced(application_connection: Connection, attack: str) -> None:
    with pytest.raises(REFUSED):
        application_connection.execute(attack)


def test_the_trigger_function_cannot_be_called(application_connection: Connection) -> None:
    with pytest.raises((REFUSED, errors.FeatureNotSupported)):
        application_connection.execute("SELECT history_record()")


@pytest.mark.parametrize("role", ["lapwing_owner", "lapwing_maintenance", "postgres", "lapwing_test"])
@pytest.mark.parametrize("words", ["SET ROLE {}", "SET SESSION AUTHORIZATION {}"])
def test_another_role_cannot_be_taken(application_connection: Connection, role: str, words: str) -> None:
    with pytest.raises((REFUSED, errors.InvalidParameterValue)):
        application_connection.execute(words.format(role))


def test_a_write_without_an_actor_is_refused(application_connection: Connection) -> None:
    with pytest.raises(REFUSED):
        application_connection.execute(
            "INSERT INTO registry_organisation (ref, name, kind) VALUES ('x', 'X', 'other')"
        )


@pytest.mark.parametrize("actor", ["999999999", "-1", "0", "x", " ", "1; SELECT 1"])
def test_a_write_by_somebody_who_does_not_exist_is_refused(
    application_connection: Connection, actor: str
) -> None:
    application_connection.execute("SELECT set_config('lapwing.actor', %s, false)", [actor])
    with pytest.raises((REFUSED, errors.InvalidTextRepresentation)):
        application_connection.execute(
            "INSERT INTO registry_organisation (ref, name, kind) VALUES ('x', 'X', 'other')"
        )


def test_a_closed_account_does_not_open_itself(people: People) -> None:
    rows = User.objects.filter(pk=people.colleague.pk)
    with as_maintenance():
        rows.update(is_active=False, closed_at=MOMENT)
    with acting(Actor(people.colleague.pk, "Colin"), purpose="test"):
        assert rows.update(is_active=True, closed_at=None) == 0


def test_coming_months_can_be_made_and_nothing_else(application_connection: Connection) -> None:
    application_connection.execute("SELECT history_make_months(2)")
    assert application_connection.execute("SELECT history_make_months(2)").fetchone() == (0,)
