"""The database as a file, and back: PostgreSQL's own programs do the work."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import psycopg
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lapwing.platform.backups.errors import BackupError
from lapwing.platform.postgres.places import program

NEEDS_TLS = ("require", "verify-ca", "verify-full")
_TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname
"""


def count_rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """The number of rows in every table, partitions with their whole, as this connection sees them."""
    return {name: _count(connection, name) for (name,) in connection.execute(_TABLES).fetchall()}


def _count(connection: psycopg.Connection[Any], table: str) -> int:
    words = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    row = connection.execute(words).fetchone()
    return int(row[0]) if row else 0


@contextmanager
def one_moment(address: str) -> Iterator[tuple[psycopg.Connection[Any], str]]:
    """A connection that sees one moment of the database, and that moment's name for other programs."""
    try:
        connection = psycopg.connect(address)
    except psycopg.OperationalError as error:
        raise BackupError("The database cannot be reached with MAINTENANCE_DATABASE_URL.") from error
    with connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield connection, str(row[0])


@contextmanager
def dumped(address: str, snapshot: str) -> Iterator[IO[bytes]]:
    """The database at that moment, as ``pg_dump`` writes it.

    Raises BackupError at its end when the database could not be read whole.
    """
    command = [_program("pg_dump", address), "--format=custom", f"--snapshot={snapshot}", "--no-owner"]
    with _running(command, address, "read", stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield process.stdout


@contextmanager
def restoring(address: str) -> Iterator[IO[bytes]]:
    """Somewhere to write a dump, which becomes the content of an empty database: whole, or not at all."""
    command = [_program("pg_restore", address), "--exit-on-error", "--single-transaction", "--no-owner"]
    with _running(command, address, "restored", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        # a program that stopped early says why itself
        with suppress(BrokenPipeError):
            yield process.stdin
            process.stdin.close()


def _program(name: str, address: str) -> str:
    """One of PostgreSQL's programs: of the folder POSTGRES_PROGRAMS, else what Lapwing brings along.

    Raises BackupError where the latter cannot do it: it was built without OpenSSL.
    """
    folder = settings.POSTGRES_PROGRAMS
    if not folder and conninfo_to_dict(address).get("sslmode") in NEEDS_TLS:
        raise BackupError(
            "The database is reached by TLS, which the PostgreSQL that Lapwing brings along does not speak. "
            "Install PostgreSQL's client programs, of the server's version or newer, and set "
            "POSTGRES_PROGRAMS to their folder, such as /usr/lib/postgresql/18/bin."
        )
    return str(Path(folder) / name) if folder else program(name)


def is_empty(connection: psycopg.Connection[Any]) -> bool:
    return not connection.execute(_TABLES).fetchall()


@contextmanager
def _running(command: list[str], address: str, done: str, **pipes: int) -> Iterator[subprocess.Popen[bytes]]:
    """A program that must end well; it is ended when the block is left early.

    The password goes by the environment: everybody on the machine may read a program's arguments. What it
    complains of goes to a file: a pipe that nobody reads would stop it.
    """
    parameters = {name: str(value) for name, value in conninfo_to_dict(address).items() if value is not None}
    environment = {**os.environ, "PGPASSWORD": parameters.pop("password", "")}
    to = f"--dbname={make_conninfo(**parameters)}"
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen([*command, to], stderr=complaints, env=environment, **pipes)  # type: ignore[call-overload]
        try:
            yield process
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.wait() != 0:
            complaints.seek(0)
            why = _complaint(complaints.read().decode(errors="replace")) or f"exit code {process.returncode}"
            raise BackupError(f"The database could not be {done}: {why}")


def _complaint(text: str) -> str:
    """The first thing that a program complained of. What follows it may quote rows, and is left out."""
    return next((line for line in text.splitlines() if " error: " in line), "")
