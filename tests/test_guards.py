"""Every table of ours is guarded: found in the database's catalogue, so that no new one is forgotten."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone
from psycopg import errors, sql

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY, Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.refusals import LOGS, Filler, every_guarded_table

# Tables of ours without history, each with the reason.
WITHOUT_HISTORY = {
    "imports_importrow": "made anew from the file and the edits, which have theirs, at will",
    "history_entry": "is the history",
    "access_log_entry": "nobody can change it",
    "access_log_refusal": "its counts only rise, and nobody can change anything else",
    "retention_purge": "nobody can change it",
    "retention_going": "filled and emptied by one function within a transaction",
    "jobs_work": "how far work has come, said each second; what the work changes has its own history",
    "jobs_effect": "numbers of what was done once",
    "jobs_failure": "is an account of what went wrong, and says nothing about anybody",
    "accounts_signinattempt": "kept for a quarter of an hour, says nothing about anybody",
    "notices_notice": "says that something happened, which has a history of its own",
    "notices_mail": "is itself the record of what was sent; its link must be wiped for good",
    "account_sessions_signedinsession": "written at every use; the sign-in history holds what matters",
    "account_sessions_signinevent": "is a log: written once, and never changed",
    "account_sessions_unsentform": "sealed, and kept for an hour",
    "webhooks_webhookdelivery": "is itself the record of what was sent",
    "tokens_allowance": "counts of requests: kept for a day, says nothing about anybody",
    "tokens_tokenuse": "only says when a token was last used; the token has its history",
    "tokens_keptanswer": "repeats what was answered, for a day; what was done has its history",
}
OURS = tuple(app.label for app in apps.get_app_configs() if app.name.startswith("lapwing."))


def rows(query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def tables_of_ours() -> list[str]:
    found = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "AND relkind IN ('r', 'p') AND NOT relispartition AND relname ~ ('^(' || %s || ')_')",
        "|".join(OURS),
    )
    return sorted(name for (name,) in found)


def test_row_security_is_forced_on_every_table_that_carries_a_partnership(db: None) -> None:
    unguarded = rows(
        "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
        "WHERE relkind IN ('r', 'p') AND attname = 'partnership_id' AND NOT attisdropped "
        "AND NOT (relrowsecurity AND relforcerowsecurity)"
    )
    assert unguarded == []


@pytest.mark.parametrize("table", ["accounts_user", "registry_partnership", "registry_organisation"])
def test_row_security_is_forced_on_people_partnerships_and_organisations(db: None, table: str) -> None:
    assert rows("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = %s", table) == [
        (True,)
    ]


def test_every_guarded_table_has_one_policy_for_the_application(db: None) -> None:
    policies = rows(
        "SELECT tablename, count(*) FROM pg_policies WHERE 'lapwing_app' = ANY (roles) GROUP BY tablename"
    )
    assert dict(policies) == dict.fromkeys(every_guarded_table(), 1)


def test_every_table_of_ours_keeps_its_history(db: None) -> None:
    kept = {
        name
        for (name,) in rows(
            "SELECT relname FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid "
            "WHERE tgname = 'keep_history' AND tgenabled = 'O'"
        )
    }
    assert set(tables_of_ours()) - kept == set(WITHOUT_HISTORY)


def test_the_application_owns_nothing(db: None) -> None:
    owned = rows(
        "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) <> 'lapwing_owner' "
        "AND relnamespace = 'public'::regnamespace"
    )
    assert owned == []


def test_the_application_has_no_right_beyond_rows(db: None) -> None:
    too_much = rows(
        "SELECT relname FROM pg_class "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND ("
        " has_table_privilege('lapwing_app', oid, 'TRUNCATE')"
        " OR has_table_privilege('lapwing_app', oid, 'TRIGGER')"
        " OR has_table_privilege('lapwing_app', oid, 'REFERENCES'))"
    )
    assert too_much == []


def test_functions_that_run_as_the_owner_pin_where_they_look(db: None) -> None:
    loose = rows(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef "
        "AND NOT coalesce(proconfig::text LIKE '%%search_path=pg_catalog%%', false)"
    )
    assert loose == []


@pytest.mark.parametrize(
    "words",
    [
        "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY seen_by_actor ON {}",
        "ALTER POLICY seen_by_actor ON {} USING (true)",
        "CREATE POLICY mine ON {} USING (true)",
        "ALTER TABLE {} OWNER TO lapwing_app",
        "DROP TRIGGER keep_history ON {}",
        "ALTER TABLE {} DISABLE TRIGGER keep_history",
        "TRUNCATE {} CASCADE",
    ],
)
def test_the_application_cannot_take_a_guard_away(
    application_connection: psycopg.Connection[Any], words: str
) -> None:
    lacking = set(WITHOUT_HISTORY) if "keep_history" in words else set(LOGS)
    for table in set(every_guarded_table()) - lacking:  # the logs are tried in their own packages
        with pytest.raises(errors.InsufficientPrivilege):
            application_connection.execute(sql.SQL(words).format(sql.Identifier(table)))


@pytest.mark.parametrize(
    "words",
    [
        "ALTER ROLE lapwing_app BYPASSRLS",
        "ALTER ROLE lapwing_app SUPERUSER",
        "GRANT lapwing_maintenance TO lapwing_app",
        "CREATE OR REPLACE FUNCTION access_partnerships() RETURNS SETOF bigint "
        "LANGUAGE sql AS 'SELECT 1::bigint'",
        "ALTER FUNCTION access_partnerships() SECURITY INVOKER",
        "CREATE SCHEMA mine",
        "COPY registry_partnership TO PROGRAM 'true'",
    ],
)
def test_the_application_cannot_raise_itself(
    application_connection: psycopg.Connection[Any], words: str
) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        application_connection.execute(words)


def test_turning_row_security_off_shows_an_error_and_no_rows(
    application_connection: psycopg.Connection[Any],
) -> None:
    application_connection.execute("SET row_security = off")
    for table in every_guarded_table():
        with pytest.raises(errors.InsufficientPrivilege):
            application_connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))


@pytest.mark.parametrize("table", ["accounts_user", "registry_partnership", "registry_organisation"])
def test_what_the_history_names_is_never_removed(
    application_connection: psycopg.Connection[Any], table: str
) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        application_connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


def test_the_application_has_no_hand_in_what_migrations_keep(
    application_connection: psycopg.Connection[Any],
) -> None:
    for words in ("DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET id = id"):
        with pytest.raises(errors.InsufficientPrivilege):
            application_connection.execute(sql.SQL(words).format(sql.Identifier("django_migrations")))


@pytest.fixture
def targets(partnership: Partnership, people: People) -> dict[str, int]:
    """One row of every guarded table in the owner's partnership."""
    return Filler(partnership, people.owner).fill()


def run(words: str, table: str, *parameters: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(words).format(sql.Identifier(table)), parameters)
        return int(cursor.rowcount)


@pytest.fixture(params=["owner", "outsider", "nobody"])
def actor(request: pytest.FixtureRequest, people: People) -> Actor:
    if request.param == "nobody":
        return NOBODY
    return actor_for(getattr(people, request.param), timezone.localdate())


def test_rows_are_read_by_their_partnership_alone(
    targets: dict[str, int], people: People, actor: Actor
) -> None:
    with acting(actor, purpose="test"):
        seen = {table for table in targets if run("SELECT id FROM {} WHERE id = %s", table, targets[table])}
    assert seen == (set(targets) if actor.user_id == people.owner.pk else set())


@pytest.mark.parametrize("who", ["outsider", "nobody"])
def test_rows_are_not_changed_removed_or_added_from_outside(
    targets: dict[str, int], people: People, who: str
) -> None:
    targets = {table: number for table, number in targets.items() if table not in LOGS}
    images = _images(targets)
    actor = NOBODY if who == "nobody" else actor_for(people.outsider, timezone.localdate())
    with acting(actor, purpose="test"):
        for table, number in targets.items():
            assert _refused("UPDATE {} SET id = id WHERE id = %s", table, number)
            assert _refused("DELETE FROM {} WHERE id = %s", table, number)
            insert = "INSERT INTO {0} SELECT * FROM json_populate_record(NULL::{0}, %s::json)"
            assert _refused(insert, table, images[table])


def _images(targets: dict[str, int]) -> dict[str, str]:
    with as_maintenance():
        return {
            table: rows(f"SELECT row_to_json(t)::text FROM {table} t WHERE id = %s", number)[0][0]
            for table, number in targets.items()
        }


def _refused(words: str, table: str, *parameters: object) -> bool:
    """Whether nothing came of it: an error of rights or of a policy, or no row that it applied to."""
    try:
        with transaction.atomic():
            return run(words, table, *parameters) == 0
    except ProgrammingError as error:
        return isinstance(error.__cause__, errors.InsufficientPrivilege)
