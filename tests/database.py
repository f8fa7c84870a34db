"""The database that tests run on: migrated once as the owner, kept as a template, cloned for each worker.

The suite runs as the application role, with row-level security in force. Tests sign in as ``lapwing_test``,
which has no rights of its own and may take the three roles, so that a test can put records in place as
maintenance inside its own transaction. Attacks are tried on a real connection of the application role.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import procrastinate
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from lapwing.config.settings import VAR
from lapwing.platform.postgres import database_urls
from lapwing.platform.postgres.places import program

ROOT = Path(__file__).resolve().parents[1]
ROLES = ROOT / "lapwing" / "platform" / "postgres" / "roles.sql"
PREFIX = "lapwing_tests_"
TESTER = "lapwing_test"
# Any number that no other program of the server locks on.
LOCK = 7_102_026


@dataclass(frozen=True)
class TestServer:
    """A server with a superuser's address, on which test databases may be made and dropped."""

    __test__ = False
    administrator: str
    password: str

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.url(database), autocommit=True)

    def url(self, database: str) -> str:
        parts = urlsplit(self.administrator)
        return urlunsplit(parts._replace(path=f"/{database}"))


def test_server() -> TestServer:
    """The embedded server, or the one whose superuser's address is in ADMINISTRATOR_DATABASE_URL."""
    if address := os.environ.get("ADMINISTRATOR_DATABASE_URL"):
        password = hashlib.sha256(f"{address} tests".encode()).hexdigest()
        return TestServer(address, password)
    if "DATABASE_URL" in os.environ:
        raise RuntimeError(
            "Tests make databases: set ADMINISTRATOR_DATABASE_URL to a superuser's address too."
        )
    return TestServer(database_urls(VAR).administrator, "")


@contextmanager
def fresh_database() -> Iterator[str]:
    """A migrated, empty database of this process's own, to which every connection points until the end."""
    server = test_server()
    name = f"{PREFIX}{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}_{os.getpid()}"
    with server.connect() as admin:
        with _locked(admin):
            _drop_leftovers(admin)
            template = _template(server, admin)
            _clone(admin, template, name)
        point_to(name, server.password)
        try:
            yield name
        finally:
            connections.close_all()
            admin.execute(_words("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))


@contextmanager
def bare_database() -> Iterator[str]:
    """An empty database with nothing but the rights of the roles, as an installation begins with."""
    server = test_server()
    name = f"{PREFIX}bare_{os.getpid()}"
    with server.connect() as admin:
        # the roles are the whole server's: two processes that set their rights at once would fail
        with _locked(admin):
            admin.execute(_words("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))
            _run_roles(server, name)
        try:
            yield name
        finally:
            admin.execute(_words("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))


def empty(name: str) -> None:
    """Remove every row but those that migrations made, past triggers and policies.

    A superuser deletes: truncating costs a hundred times as much where there are many tables and few rows.
    """
    with test_server().connect(name) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(
            """
            DO $$ DECLARE found regclass; BEGIN
                FOR found IN
                    SELECT oid FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace
                    AND relkind IN ('r', 'p') AND NOT relispartition
                    AND relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
                LOOP EXECUTE format('DELETE FROM %s', found); END LOOP;
            END $$
            """
        )


def point_to(name: str, password: str) -> None:
    """Make every door lead to this database; the application's is entered by way of the tester's role."""
    connections.close_all()
    for alias in connections:
        connections.settings[alias]["NAME"] = name
    default = connections.settings["default"]
    default["USER"] = TESTER
    default["PASSWORD"] = password
    default["OPTIONS"]["assume_role"] = "lapwing_app"


@contextmanager
def doors_to(name: str) -> Iterator[None]:
    """While migrations run, the owner's and maintenance's doors lead to this database."""
    doors = [connections[alias] for alias in ("owner", "maintenance")]
    before = [door.settings_dict["NAME"] for door in doors]
    try:
        for door in doors:
            door.close()
            door.settings_dict["NAME"] = name
        yield
    finally:
        for door, database in zip(doors, before, strict=True):
            door.close()
            door.settings_dict["NAME"] = database


def _template(server: TestServer, admin: psycopg.Connection[tuple[object, ...]]) -> str:
    name = f"{PREFIX}template_{_fingerprint()}"
    if admin.execute("SELECT FROM pg_database WHERE datname = %s AND datistemplate", [name]).rowcount:
        return name
    admin.execute(_words("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))
    _run_roles(server, name)
    if not admin.execute("SELECT FROM pg_roles WHERE rolname = %s", [TESTER]).rowcount:
        admin.execute(_words("CREATE ROLE {} LOGIN NOINHERIT", TESTER))
        admin.execute(_words("GRANT lapwing_app, lapwing_maintenance, lapwing_owner TO {}", TESTER))
    if server.password:
        admin.execute(_words("ALTER ROLE {} PASSWORD", TESTER) + sql.Literal(server.password))
    with doors_to(name):
        call_command("migrate", database="owner", verbosity=0, skip_checks=True)
    admin.execute(_words("ALTER DATABASE {} IS_TEMPLATE true", name))
    return name


def _run_roles(server: TestServer, name: str) -> None:
    command = [program("psql"), "--no-psqlrc", "--quiet", f"--set=database={name}", f"--file={ROLES}"]
    subprocess.run([*command, server.url("postgres")], check=True, capture_output=True)


def _clone(admin: psycopg.Connection[tuple[object, ...]], template: str, name: str) -> None:
    for words in (
        "CREATE DATABASE {name} TEMPLATE {template} OWNER lapwing_owner",
        "ALTER DATABASE {name} SET timezone = 'UTC'",
        "ALTER DATABASE {name} SET synchronous_commit = off",
        "REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {name} TO lapwing_app, lapwing_maintenance, {tester}",
    ):
        parts = {"name": name, "template": template, "tester": TESTER}
        admin.execute(sql.SQL(words).format(**{key: sql.Identifier(value) for key, value in parts.items()}))


def _drop_leftovers(admin: psycopg.Connection[tuple[object, ...]]) -> None:
    """Drop clones of processes that are gone, and templates of other migrations that nobody uses."""
    rows = admin.execute(
        "SELECT datname, datistemplate FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"]
    )
    for found, is_template in rows.fetchall():
        name = str(found)
        if is_template and not name.endswith(_fingerprint()):
            admin.execute(_words("ALTER DATABASE {} IS_TEMPLATE false", name))
        elif is_template or _is_alive(name):
            continue
        with suppress(psycopg.errors.ObjectInUse):
            admin.execute(_words("DROP DATABASE IF EXISTS {}", name))


def _is_alive(name: str) -> bool:
    pid = name.rpartition("_")[2]
    return pid.isdigit() and Path(f"/proc/{pid}").exists()


@contextmanager
def _locked(admin: psycopg.Connection[tuple[object, ...]]) -> Iterator[None]:
    admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        admin.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _fingerprint() -> str:
    """What the template depends on: every migration, the roles, and the packages with tables of their own.

    And the month, since migrations make the partitions of the months about them.
    """
    files = sorted([*ROOT.glob("lapwing/**/migrations/*.py"), *ROOT.glob("lapwing/**/operations.py")])
    total = hashlib.sha256(f"{django.__version__} {procrastinate.__version__}".encode())
    for file in (*files, ROLES, Path(__file__)):
        total.update(file.read_bytes())
    total.update(" ".join(settings.INSTALLED_APPS).encode())
    total.update(f"{datetime.now(UTC):%Y-%m}".encode())
    return total.hexdigest()[:16]


def _words(words: str, name: str) -> sql.Composed:
    return sql.SQL(words).format(sql.Identifier(name))
