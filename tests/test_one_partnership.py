"""No row moves to another partnership or refers into one, even for somebody who may write in both."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone
from psycopg import errors, sql

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from tests.refusals import LOGS, Filler

# (child table, column, parent table) of every reference between two tables that carry a partnership
REFERENCES = """
SELECT child.relname, attname, parent.relname
FROM pg_constraint AS ref
JOIN pg_class AS child ON child.oid = conrelid
JOIN pg_class AS parent ON parent.oid = confrelid
JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
WHERE contype = 'f' AND array_length(conkey, 1) = 1
  AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = conrelid AND attname = 'partnership_id')
  AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = confrelid AND attname = 'partnership_id')
ORDER BY 1, 2
"""

# the same of those that are held by a foreign key that includes the partnership
HELD = """
SELECT conrelid::regclass::text, attname, confrelid::regclass::text
FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
WHERE contype = 'f' AND array_length(conkey, 1) = 2 AND convalidated
  AND conkey[2] = (SELECT attnum FROM pg_attribute WHERE attrelid = conrelid AND attname = 'partnership_id')
  AND confkey[2] = (SELECT attnum FROM pg_attribute WHERE attrelid = confrelid AND attname = 'partnership_id')
"""


def refer(table: str, number: int, column: str, to: int) -> None:
    """Let one row refer to another, as somebody would who writes SQL of their own."""
    words = sql.SQL("UPDATE {} SET {} = %s WHERE id = %s").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words, [to, number])
        assert cursor.rowcount == 1
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def references(db: None) -> list[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES)
        return [(str(child), str(column), str(parent)) for child, column, parent in cursor.fetchall()]


@pytest.fixture
def both(partnership: Partnership, other_partnership: Partnership) -> User:
    """A programme manager of both partnerships."""
    who = factories.member(partnership, "programme-manager")
    factories.membership(who, other_partnership, "programme-manager")
    return who


@pytest.fixture
def here(partnership: Partnership, both: User) -> dict[str, int]:
    return Filler(partnership, both).fill()


@pytest.fixture
def there(
    other_partnership: Partnership, both: User, references: list[tuple[str, str, str]]
) -> dict[str, int]:
    """A row to refer to in each table that is referred to."""
    filler = Filler(other_partnership, both)
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    with as_maintenance():
        return {parent: int(filler.one(by_table[parent]).pk) for _, _, parent in references}


@pytest.fixture
def actor(both: User) -> Actor:
    return actor_for(both, timezone.localdate())


def test_every_reference_is_held_within_the_partnership(references: list[tuple[str, str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(HELD)
        assert set(cursor.fetchall()) == set(references)


def test_a_row_refers_to_rows_of_its_own_partnership_alone(
    actor: Actor, here: dict[str, int], there: dict[str, int], references: list[tuple[str, str, str]]
) -> None:
    assert len(references) > 30
    with acting(actor, purpose="test"):
        for child, column, parent in references:
            with pytest.raises(IntegrityError) as refused:
                refer(child, here[child], column, there[parent])
            # a number that is taken there is noticed before the reference is
            refusals = (errors.ForeignKeyViolation, errors.UniqueViolation)
            assert isinstance(refused.value.__cause__, refusals), (child, column)


def test_a_row_refers_to_other_rows_of_its_own_partnership(
    actor: Actor, here: dict[str, int], references: list[tuple[str, str, str]]
) -> None:
    with acting(actor, purpose="test"):
        for child, column, parent in references:
            refer(child, here[child], column, here[parent])


def test_a_row_stays_in_its_partnership(
    actor: Actor, here: dict[str, int], other_partnership: Partnership
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT attrelid::regclass::text FROM pg_attribute WHERE attname = 'partnership_id'")
        carriers = {table for (table,) in cursor.fetchall()}
    assert len(carriers) > 30
    with acting(actor, purpose="test"):
        for table, number in here.items():
            if table not in carriers or table in LOGS:
                continue
            with pytest.raises(IntegrityError, match="stays in its partnership"):
                refer(table, number, "partnership_id", other_partnership.pk)


def test_saying_the_same_partnership_again_is_no_move(
    actor: Actor, here: dict[str, int], partnership: Partnership
) -> None:
    with acting(actor, purpose="test"):
        refer("improvement_plan", here["improvement_plan"], "partnership_id", partnership.pk)
