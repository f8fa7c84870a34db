"""Nobody removes records or their history past the one function, and nobody but maintenance calls it."""

import json
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import errors

from lapwing.contexts.improvement.models import FindingObjective, Objective
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.retention.kinds import declared_kinds
from lapwing.platform.retention.tests.support import as_it_is, draft, history_lines, purged, simulated
from lapwing.platform.retention.under import everything_under, references_to
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

CALL = (
    "SELECT retention_purge_rows('r', %(kind)s, 'purge', %(partnership)s, %(going)s, %(anonymised)s, '{}', "
    "%(why)s, %(who)s, %(simulation)s)"
)


_MAY = "SELECT tablename FROM pg_policies WHERE policyname = 'purge_delete'"


def call(role: str, partnership: Partnership, who: int, going: dict[str, list[int]], **more: Any) -> None:
    values = {
        "kind": "plan-draft",
        "partnership": partnership.pk,
        "going": json.dumps(going),
        "anonymised": "{}",
        "why": "Asked to",
        "who": who,
        "simulation": None,
        **more,
    }
    as_role(role, CALL, values)


def as_role(role: str, words: str, values: dict[str, Any] | None = None) -> int:
    """Run something as a role of the database; what it raises leaves the test's transaction whole."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        try:
            with transaction.atomic():
                cursor.execute(words, values)
                return int(cursor.rowcount)
        finally:
            cursor.execute("SET LOCAL ROLE lapwing_app")


@pytest.mark.parametrize("role", ["lapwing_app", "lapwing_maintenance", "lapwing_owner"])
@pytest.mark.parametrize(
    "attack", ["DELETE FROM history_entry", "UPDATE history_entry SET reason = 'nothing to see'"]
)
def test_the_history_is_removed_by_nobody_otherwise(
    people: People, partnership: Partnership, role: str, attack: str
) -> None:
    draft(partnership, people.owner)
    before = as_it_is("SELECT count(*) FROM history_entry")
    if role == "lapwing_owner":
        assert as_role(role, attack) == 0
    else:
        with pytest.raises(DatabaseError) as raised:
            as_role(role, attack)
        assert isinstance(raised.value.__cause__, errors.InsufficientPrivilege)
    assert as_it_is("SELECT count(*) FROM history_entry") == before


def test_the_owner_sees_no_record_and_removes_none(people: People, partnership: Partnership) -> None:
    draft(partnership, people.owner)
    assert as_role("lapwing_owner", "SELECT * FROM improvement_plandraft") == 0
    assert as_role("lapwing_owner", "DELETE FROM improvement_plandraft") == 0


@pytest.mark.parametrize("role", ["lapwing_app", "lapwing_maintenance", "lapwing_owner"])
@pytest.mark.parametrize("attack", ["UPDATE retention_purge SET reason = 'x'", "DELETE FROM retention_purge"])
def test_what_is_kept_of_a_removal_is_changed_by_nobody(
    people: People, partnership: Partnership, role: str, attack: str
) -> None:
    purged(partnership, people.owner, draft(partnership, people.owner).ref)
    with pytest.raises(DatabaseError) as raised:
        as_role(role, attack)
    assert isinstance(raised.value.__cause__, errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    "attack",
    [
        "SELECT retention_purge_rows('r', 'plan-draft', 'purge', 1, '{}', '{}', '{}', 'x', 1, NULL)",
        "SELECT retention_without_names('{}')",
        "SELECT * FROM retention_going",
        "INSERT INTO retention_going VALUES (1, 'purge', 'history_entry', 1)",
        "INSERT INTO retention_purge (ref) VALUES ('x')",
        "DELETE FROM retention_purge",
        "TRUNCATE retention_purge",
        "ALTER FUNCTION retention_without_names(jsonb) OWNER TO lapwing_app",
        "DROP POLICY purge_delete ON history_entry",
    ],
)
def test_the_application_never_calls_it(application_connection: psycopg.Connection[Any], attack: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        application_connection.execute(attack)


def test_maintenance_names_no_rows_to_itself(db: None) -> None:
    for words in (
        "INSERT INTO retention_going VALUES (1, 'purge', 'improvement_plandraft', 1)",
        "INSERT INTO retention_purge (ref) VALUES ('x')",
    ):
        with pytest.raises(DatabaseError) as raised:
            as_role("lapwing_maintenance", words)
        assert isinstance(raised.value.__cause__, errors.InsufficientPrivilege)


def test_what_the_owner_names_goes_only_with_a_line_that_stays(
    people: People, partnership: Partnership
) -> None:
    old = draft(partnership, people.owner)
    words = (
        "INSERT INTO retention_going "
        "VALUES (pg_current_xact_id()::text::bigint, 'purge', %(table)s, %(row)s);"
        "DELETE FROM history_entry;"
        "DELETE FROM improvement_plandraft;"
        "DELETE FROM retention_going"
    )
    as_role("lapwing_owner", words, {"table": "improvement_plandraft", "row": old.pk})
    assert history_lines("improvement_plandraft", old.pk) == 1
    assert as_it_is("SELECT count(*) FROM improvement_plandraft") == [(1,)]


def test_tables_that_are_never_removed_from_are_refused(people: People, partnership: Partnership) -> None:
    with pytest.raises(DatabaseError, match="never removed"):
        call("lapwing_maintenance", partnership, people.owner.pk, {"registry_partnership": [partnership.pk]})
    with pytest.raises(DatabaseError, match="never removed"):
        call("lapwing_maintenance", partnership, people.owner.pk, {"accounts_user": [people.owner.pk]})


def test_an_open_account_keeps_its_name(people: People, partnership: Partnership) -> None:
    accounts = json.dumps({"accounts_user": [people.owner.pk]})
    with pytest.raises(DatabaseError, match="Only closed accounts"):
        call("lapwing_maintenance", partnership, people.owner.pk, {}, anonymised=accounts)


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        ({"why": " "}, "violates check constraint"),
        ({"who": 0}, "names who"),
        ({"simulation": 0}, "not approved"),
    ],
)
def test_a_removal_wants_a_reason_a_person_and_an_approval(
    people: People, partnership: Partnership, instead: dict[str, Any], words: str
) -> None:
    old = draft(partnership, people.owner)
    values = {"who": people.owner.pk, **instead}
    with pytest.raises(DatabaseError, match=words):
        call("lapwing_maintenance", partnership, going={"improvement_plandraft": [old.pk]}, **values)
    assert history_lines("improvement_plandraft", old.pk) == 1


def test_a_simulation_that_waits_is_not_carried_out(
    people: People, partnership: Partnership, lead: User
) -> None:
    old = draft(partnership, people.owner)
    found = simulated(lead, partnership)
    assert found is not None
    with pytest.raises(DatabaseError, match="not approved"):
        call(
            "lapwing_maintenance",
            partnership,
            people.owner.pk,
            {"improvement_plandraft": [old.pk]},
            simulation=found.pk,
        )


def test_a_row_that_is_gone_stops_all_of_it(people: People, partnership: Partnership) -> None:
    old = draft(partnership, people.owner)
    with pytest.raises(DatabaseError, match="gone already"):
        call(
            "lapwing_maintenance",
            partnership,
            people.owner.pk,
            {"improvement_plandraft": [old.pk], "improvement_draftedit": [987654321]},
        )
    assert history_lines("improvement_plandraft", old.pk) == 1


def test_every_table_under_a_kind_may_be_removed_from(people: People, partnership: Partnership) -> None:
    """Found from the models' references, so that a new table under a plan is not forgotten."""
    may = {
        name for (name,) in as_it_is("SELECT tablename FROM pg_policies WHERE policyname = 'purge_delete'")
    }
    for kind in declared_kinds().values():
        if kind.fate == "purge":
            wanted = {model._meta.db_table for model in tables_under(kind.models)}
            assert wanted <= may, f"{kind.code}: add Purgeable({sorted(wanted - may)}) to a migration"


def test_a_reference_without_a_way_back_is_found_too() -> None:
    assert (FindingObjective, "objective_id") in references_to(Objective, may_be_empty=False)


def tables_under(models: tuple[Any, ...]) -> set[Any]:
    found, waiting = set(models), list(models)
    while waiting:
        for child, _ in references_to(waiting.pop(), may_be_empty=False):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def test_nothing_hangs_on_nothing(db: None) -> None:
    assert everything_under({HistoryEntry: []}, "default") == {}
