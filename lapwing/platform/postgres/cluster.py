"""Start, join and stop the embedded server.

The server outlives the process that started it: tests in several processes, the command line and the
demonstration share one (see ``sharing`` for who stops it).
"""

import fcntl
import os
import shlex
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from lapwing.platform.postgres.account import Account, account_for
from lapwing.platform.postgres.errors import PostgresError
from lapwing.platform.postgres.places import SOCKET_NAME, Places, places_under, program, refuse_closed_folders

VERSION = "18"
ADMINISTRATOR = "postgres"

# No network address: the server is reached through a socket in a folder closed to others, and whoever can
# reach that may connect.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}

# For throw-away clusters only: a crash of the machine loses the data.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Server:
    """A running embedded server; ``started`` says that this call started it rather than joined it."""

    var: Path
    socket_dir: Path
    started: bool

    def url(self, *, role: str, database: str) -> str:
        """The address of ``database`` for ``role``, as libpq, psycopg and Django's settings read it."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_dir), safe='')}"


def ensure_running(var: Path, *, fast: bool = False) -> Server:
    """Start the server under ``var/postgres``, or join the one that runs there.

    ``fast`` trades safety for speed and is for tests; it has no effect on a server that already runs.
    Raises PostgresError, with what to do about it.
    """
    places = places_under(var)
    if _is_ready(places):
        return _server(places, started=False)
    with lock(places):
        if _is_ready(places):
            return _server(places, started=False)
        account = account_for(places.home)
        refuse_closed_folders(places, account)
        _make_folders(places, account)
        if not (places.data / "PG_VERSION").exists():
            _initialise(places, account)
        _refuse_other_version(places)
        _start(places, account, fast=fast)
    return _server(places, started=True)


def stop(var: Path) -> bool:
    """Stop the server under ``var/postgres``, dropping its connections; False when none was running."""
    places = places_under(var)
    if not _is_ready(places):
        return False
    with lock(places):
        account = account_for(places.home)
        done = account.run(
            [program("pg_ctl"), "stop", "-D", str(places.data), "-m", "fast", "-w", "-t", "60"]
        )
        if done.returncode != 0 and _is_ready(places):
            raise PostgresError(f"PostgreSQL could not be stopped: {_words(done)}")
    return True


@contextmanager
def lock(places: Places) -> Iterator[None]:
    """Hold the one lock on starting and stopping this server, across processes, until the block ends."""
    with open_lock_file(places, ".postgres.lock") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def open_lock_file(places: Places, name: str) -> IO[str]:
    """Open a file beside the server's folder for locking. Raises PostgresError when it cannot be."""
    folder = places.home.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / name).open("a")
    except OSError as error:
        raise PostgresError(
            f"Lapwing cannot write to {folder} ({error.strerror}). "
            "Set LAPWING_VAR to a folder that you may write to."
        ) from error


def _server(places: Places, *, started: bool) -> Server:
    return Server(var=places.home.parent, socket_dir=places.socket, started=started)


def _is_ready(places: Places) -> bool:
    try:
        lines = (places.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    except PermissionError:
        account_for(places.home)  # says whose it is
        return False
    return len(lines) >= 8 and lines[7].strip() == "ready" and _answers(places.socket / SOCKET_NAME)


def _answers(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(address))
        except OSError:
            return False
    return True


def _make_folders(places: Places, account: Account) -> None:
    for folder in (places.home, places.socket):
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        if account.is_other and folder.lstat().st_uid == os.geteuid():
            os.chown(folder, account.uid, account.gid, follow_symlinks=False)
        facts = folder.lstat()
        # The short socket folder stands where anybody can write: it may be somebody else's trap.
        if folder.is_symlink() or facts.st_uid != account.uid or facts.st_mode & 0o077:
            raise PostgresError(f"{folder} must be a folder of the account {account.name}, closed to others.")


def _initialise(places: Places, account: Account) -> None:
    command = [
        program("initdb"),
        f"--pgdata={places.data}",
        f"--username={ADMINISTRATOR}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        # upper and lower case beyond ASCII, the same on every system
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-sync",
        *(f"--set={name}={value}" for name, value in SETTINGS.items()),
    ]
    done = account.run(command)
    if done.returncode != 0:
        raise PostgresError(f"The database could not be made in {places.data}: {_words(done)}")


def _refuse_other_version(places: Places) -> None:
    version = (places.data / "PG_VERSION").read_text().strip()
    if version != VERSION:
        raise PostgresError(
            f"{places.data} was made by PostgreSQL {version}, and this Lapwing brings version {VERSION}. "
            "Dump it with the Lapwing that made it, move the folder away and load the dump here."
        )


def _start(places: Places, account: Account, *, fast: bool) -> None:
    options = ["-k", str(places.socket)]
    for name, value in (FAST if fast else {}).items():
        options += ["-c", f"{name}={value}"]
    command = [program("pg_ctl"), "start", "-D", str(places.data), "-l", str(places.log), "-w", "-t", "60"]
    done = account.run([*command, "-o", shlex.join(options)])
    if done.returncode != 0:
        tail = places.log.read_text().splitlines()[-8:] if places.log.exists() else []
        raise PostgresError("\n".join([f"PostgreSQL did not start: {_words(done)}", *tail]))


def _words(done: subprocess.CompletedProcess[str]) -> str:
    return (done.stderr or done.stdout).strip()
