"""Every migration leaves a database that the version before it works with too: upgrades need no break.

What a version may not do to the one before it is found in the statements that a migration runs. Migrations up
to the first release are let be: no version runs before them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
import sqlparse
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_migration_linter.sql_analyser.analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

# The last migration of each package that was there before anything was released.
FIRST_RELEASE = {
    "access_log": "0001",
    "account_sessions": "0002",
    "accounts": "0004",
    "documents": "0001",
    "exports": "0002",
    "history": "0001",
    "imports": "0002",
    "improvement": "0013",
    "jobs": "0003",
    "notices": "0001",
    "registry": "0007",
    "retention": "0002",
    "saved_views": "0001",
    "tokens": "0001",
    "webhooks": "0001",
}


def ours() -> set[str]:
    return {app.label for app in apps.get_app_configs() if app.name.startswith("lapwing.")}


def since_the_first_release() -> Iterator[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for label, name in sorted(loader.disk_migrations):
        if label in ours() and name[:4] > FIRST_RELEASE.get(label, ""):
            yield label, name


def what_breaks(statements: str) -> list[str]:
    """What the version before would stumble over, in the linter's words."""
    lines = [line for line in sqlparse.split(sqlparse.format(statements, strip_comments=True)) if line]
    errors, _, _ = analyse_sql_statements(PostgresqlAnalyser, lines)
    return [str(error.message) for error in errors]


@pytest.mark.slow
@pytest.mark.django_db
def test_no_migration_breaks_the_version_before_it() -> None:
    broken = {}
    for label, name in since_the_first_release():
        written = io.StringIO()
        call_command("sqlmigrate", label, name, database=connection.alias, stdout=written, no_color=True)
        if found := what_breaks(written.getvalue()):
            broken[f"{label} {name}"] = found
    assert not broken, f"{broken}: docs/guides/operate.md says how to take something away in two versions"


@pytest.mark.parametrize(
    "statements",
    [
        'ALTER TABLE "improvement_plan" DROP COLUMN "title" CASCADE;',
        'ALTER TABLE "improvement_plan" RENAME COLUMN "title" TO "name";',
        'ALTER TABLE "improvement_plan" RENAME TO "plan";',
        'DROP TABLE "improvement_plan" CASCADE;',
        'ALTER TABLE "improvement_plan" ALTER COLUMN "title" TYPE integer;',
        'ALTER TABLE "improvement_plan" ADD COLUMN "kind" varchar(8) NOT NULL;',
        'ALTER TABLE "improvement_plan" ADD CONSTRAINT "once" UNIQUE ("title");',
    ],
)
def test_what_would_break_it_is_found(statements: str) -> None:
    assert what_breaks(f"BEGIN;\n-- a line\n{statements}\nCOMMIT;")


@pytest.mark.parametrize(
    "statements",
    [
        'CREATE TABLE "improvement_note" ("id" bigint NOT NULL PRIMARY KEY, "text" text NOT NULL);',
        'ALTER TABLE "improvement_plan" ADD COLUMN "kind" varchar(8) NULL;',
        'ALTER TABLE "improvement_plan" ADD COLUMN "kind" varchar(8) DEFAULT \'x\' NOT NULL;',
    ],
)
def test_what_the_version_before_does_not_notice_is_let_be(statements: str) -> None:
    assert what_breaks(f"BEGIN;\n{statements}\nCOMMIT;") == []
