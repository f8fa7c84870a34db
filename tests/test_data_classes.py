"""Every table says how sensitive it is, and is handled as its class wants: see docs/data-classes.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from lapwing.platform.access.data_classes import WITH_RECORD, Held, Sort, declared_tables
from lapwing.platform.retention.kinds import cleared_by_themselves, declared_kinds
from lapwing.registry.retention import OWN

ROOT = Path(__file__).resolve().parents[1]
TABLES = declared_tables()
PEOPLES = {table: held for table, held in TABLES.items() if held.sort in {Sort.PERSONAL, Sort.SPECIAL}}
# Tables that Django and PostgreSQL keep for themselves.
NOBODYS = {"django_migrations"}


def rows(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def is_sentence(text: str) -> bool:
    return " " in text and text.endswith(".")


def test_every_table_is_classified_and_nothing_else_is(db: None) -> None:
    there = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "AND relkind IN ('r', 'p') AND NOT relispartition"
    )
    assert {str(name) for (name,) in there} - NOBODYS == set(TABLES)


def test_fields_that_are_classified_by_themselves_are_there() -> None:
    columns = {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields}
        for model in apps.get_models(include_auto_created=True)
    }
    for table, held in TABLES.items():
        assert set(held.fields) <= columns.get(table, set()), table


def test_row_level_security_holds_on_what_is_about_people_or_a_reason_is_given(db: None) -> None:
    forced = {str(name) for (name,) in rows("SELECT relname FROM pg_class WHERE relforcerowsecurity")}
    for table, held in PEOPLES.items():
        if table in forced:
            assert not held.unguarded, f"{table} is guarded: the reason is out of date"
        else:
            assert is_sentence(held.unguarded), f"{table} has no row-level security, and no reason why"


@pytest.mark.parametrize(("table", "held"), sorted(PEOPLES.items()), ids=sorted(PEOPLES))
def test_what_is_about_people_has_an_end_and_a_look_at_it_is_noted(table: str, held: Held) -> None:
    ends = {WITH_RECORD, *declared_kinds(), *(each.label for each in cleared_by_themselves())}
    assert held.ends in ends or (held.ends.startswith("Kept ") and is_sentence(held.ends)), held.ends
    assert held.noted in _noted_models() or is_sentence(held.noted), held.noted


def test_what_goes_with_a_closed_account_is_what_the_schedule_takes() -> None:
    said = {table for table, held in PEOPLES.items() if held.ends == "closed-account"}
    assert said - {"accounts_user"} <= {model._meta.db_table for model in OWN}


def _noted_models() -> set[str]:
    """Models under whose names something in the sources writes into the access log."""
    sources = [path for path in (ROOT / "lapwing").rglob("*.py") if "tests" not in path.parts]
    return {
        name
        for path in sources
        for name in re.findall(r"(?:kind_of\(|note_listing\(\w+, )([A-Z]\w+)", path.read_text())
    }


def test_secrets_never_enter_the_history(db: None) -> None:
    hidden = {
        str(table): set(str(arguments).split(","))
        for table, arguments in rows(
            "SELECT relname, array_to_string(string_to_array(encode(tgargs, 'escape'), '\\000'), ',') "
            "FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid WHERE tgname = 'keep_history'"
        )
    }
    for table, held in TABLES.items():
        secret = {column for column, sort in held.fields.items() if sort == Sort.SECRET}
        assert table not in hidden or secret <= hidden[table], f"{table} shows a secret to its history"
        assert held.sort != Sort.SECRET or table not in hidden, table


def test_nothing_special_is_held_before_single_fields_can_be_withheld() -> None:
    """Children's records want more than there is: take this away together with what they want."""
    special = {table for table, held in TABLES.items() if Sort.SPECIAL in {held.sort, *held.fields.values()}}
    assert special == set()


def test_the_page_names_every_class_and_every_table_about_people() -> None:
    page = (ROOT / "docs/data-classes.md").read_text()
    assert {sort for sort in Sort if f"| **{sort}** |" not in page} == set()
    assert {table for table in PEOPLES if f"`{table}`" not in page} == set()
