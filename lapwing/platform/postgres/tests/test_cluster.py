"""The embedded server on a real data folder: started, joined, stopped, and refused where it must be."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lapwing.platform.postgres import PostgresError, Server, bootstrap, database_urls, ensure_running, stop
from lapwing.platform.postgres import places as places_module
from lapwing.platform.postgres.account import account_for
from lapwing.platform.postgres.places import places_under

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to another account")


@pytest.fixture(scope="module")
def open_folder() -> Iterator[Path]:
    """A folder that other accounts may enter, as pytest's own temporary folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="lapwing-test-"))
    folder.chmod(0o755)
    yield folder
    for data in list(folder.glob("*/postgres/data")):
        stop(data.parents[1])  # whatever a failed test left running
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def server(open_folder: Path) -> Iterator[Server]:
    server = ensure_running(open_folder / "var", fast=True)
    yield server
    stop(server.var)


def ask_database(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(question.encode())
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def administrator(server: Server) -> str:
    return server.url(role="postgres", database="postgres")


def test_it_is_postgresql_18_in_utc_with_unicode_and_no_network_address(server: Server) -> None:
    assert str(ask_database(administrator(server), "SHOW server_version")).startswith("18.")
    assert ask_database(administrator(server), "SHOW timezone") == "UTC"
    assert ask_database(administrator(server), "SELECT upper('é')") == "É"
    assert ask_database(administrator(server), "SHOW listen_addresses") == ""


def test_a_second_call_joins_the_running_server(server: Server) -> None:
    again = ensure_running(server.var)

    assert server.started
    assert not again.started
    assert again.socket_dir == server.socket_dir


def test_it_runs_until_the_last_process_that_asked_for_it_ends(open_folder: Path) -> None:
    var = open_folder / "shared"
    program = (
        "import sys, pathlib; from lapwing.platform.postgres import database_urls;"
        "print(database_urls(pathlib.Path(sys.argv[1])).app, flush=True); input()"
    )
    first, second = (
        subprocess.Popen(
            [sys.executable, "-c", program, str(var)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    )
    url = first.stdout.readline().strip() if first.stdout else ""
    assert second.stdout is not None
    assert second.stdout.readline().strip() == url

    first.communicate("\n")
    assert ask_database(url, "SELECT 1") == 1
    second.communicate("\n")
    with pytest.raises(psycopg.OperationalError):
        ask_database(url, "SELECT 1")


def test_the_socket_and_the_data_are_closed_to_others(server: Server) -> None:
    assert server.socket_dir.stat().st_mode & 0o077 == 0
    assert (server.var / "postgres").stat().st_mode & 0o077 == 0


def test_a_throw_away_cluster_trades_safety_for_speed(server: Server) -> None:
    assert ask_database(administrator(server), "SHOW fsync") == "off"


def test_a_stopped_server_starts_again_with_its_data_and_its_safe_settings(open_folder: Path) -> None:
    var = open_folder / "again"
    ensure_running(var)
    ask_database(database_urls(var).owner, "CREATE TABLE kept AS SELECT 42 AS answer")

    assert stop(var)
    assert not stop(var)
    assert ask_database(database_urls(var).app, "SELECT answer FROM kept") == 42
    assert ask_database(database_urls(var).administrator, "SHOW fsync") == "on"
    stop(var)


def test_a_deep_folder_gets_its_socket_in_a_short_one(open_folder: Path) -> None:
    deep = open_folder / ("far-" * 12) / ("down-" * 10)

    server = ensure_running(deep, fast=True)

    assert not server.socket_dir.is_relative_to(deep)
    assert server.socket_dir.stat().st_mode & 0o077 == 0
    assert ask_database(administrator(server), "SELECT 1") == 1
    stop(deep)
    server.socket_dir.rmdir()


def test_a_folder_whose_name_would_confuse_a_shell_works_all_the_same(open_folder: Path) -> None:
    var = open_folder / "our data, 2026"

    assert ask_database(database_urls(var).app, "SELECT current_user") == "lapwing_app"
    stop(var)
    places_under(var).socket.rmdir()


def test_data_of_another_version_is_left_alone(open_folder: Path) -> None:
    var = open_folder / "old"
    ensure_running(var, fast=True)
    stop(var)
    (var / "postgres" / "data" / "PG_VERSION").write_text("17\n")

    with pytest.raises(PostgresError, match="made by PostgreSQL 17"):
        ensure_running(var)


@as_root
def test_root_is_refused_under_a_closed_folder_and_told_where_to_put_the_clone(tmp_path: Path) -> None:
    closed = tmp_path / "private"
    closed.mkdir(mode=0o700)
    before = [folder.stat().st_mode for folder in (closed, *closed.parents)]

    with pytest.raises(
        PostgresError, match=r"cannot enter .* Put the clone in a folder that is open to others"
    ):
        ensure_running(closed / "var")

    assert [folder.stat().st_mode for folder in (closed, *closed.parents)] == before


@as_root
def test_root_is_refused_when_the_programs_lie_in_a_closed_folder(
    open_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    tmp_path.chmod(0o700)
    monkeypatch.setattr(places_module, "program", lambda name: str(tmp_path / "bin" / name))

    with pytest.raises(PostgresError, match="PostgreSQL's programs"):
        ensure_running(open_folder / "elsewhere")


@as_root
def test_root_runs_the_server_as_whoever_owns_the_data(open_folder: Path) -> None:
    home = open_folder / "theirs" / "postgres"
    home.mkdir(parents=True)
    os.chown(home, 65534, 65534)

    assert account_for(home).uid == 65534


def test_the_roles_may_do_their_work_and_no_more(server: Server) -> None:
    bootstrap(server)
    bootstrap(server)
    urls = database_urls(server.var)
    ask_database(urls.owner, "CREATE TABLE sheep (id bigint GENERATED ALWAYS AS IDENTITY, name text)")

    assert ask_database(urls.app, "INSERT INTO sheep (name) VALUES ('Dolly') RETURNING id") == 1
    assert ask_database(urls.maintenance, "SELECT count(*) FROM sheep") == 1
    for forbidden in ("CREATE TABLE goat (id int)", "TRUNCATE sheep", "DROP TABLE sheep", "CREATE ROLE wolf"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask_database(urls.app, forbidden)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask_database(urls.app, "SET ROLE lapwing_owner")


def test_row_level_security_holds_the_application_and_not_maintenance(server: Server) -> None:
    urls = database_urls(server.var)
    ask_database(urls.owner, "CREATE TABLE secret AS SELECT 1 AS one")
    ask_database(urls.owner, "ALTER TABLE secret ENABLE ROW LEVEL SECURITY")

    assert ask_database(urls.app, "SELECT count(*) FROM secret") == 0
    assert ask_database(urls.maintenance, "SELECT count(*) FROM secret") == 1


def test_a_second_database_gets_the_same_rights(server: Server) -> None:
    bootstrap(server, database="lapwing_second")
    owner = server.url(role="lapwing_owner", database="lapwing_second")
    ask_database(owner, "CREATE TABLE sheep AS SELECT 7 AS legs")

    assert (
        ask_database(server.url(role="lapwing_app", database="lapwing_second"), "SELECT legs FROM sheep") == 7
    )
