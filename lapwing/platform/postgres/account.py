"""Which operating-system account the server runs as.

PostgreSQL refuses to run as root. Started by an ordinary user it runs as that user; started by root it runs
as whoever owns the data already, or as the account ``pgserver``, which is made when it is missing.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lapwing.platform.postgres.errors import PostgresError

SERVICE_ACCOUNT = "pgserver"


@dataclass(frozen=True)
class Account:
    """An operating-system account, and whether to change to it (only root can)."""

    name: str
    uid: int
    gid: int
    is_other: bool

    def run(self, command: list[str], *, timeout: float = 90) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as this account, with an environment that cannot steer it.

        The working folder is ``/`` because the account may not be able to enter the caller's.
        """
        return subprocess.run(
            command,
            cwd="/",
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            user=self.uid if self.is_other else None,
            group=self.gid if self.is_other else None,
            extra_groups=[] if self.is_other else None,
        )


def account_for(folder: Path) -> Account:
    """The account to run the server whose files are in ``folder``, which need not exist yet.

    Raises PostgresError when the files belong to somebody else, or the service account cannot be made.
    """
    owner = folder.stat().st_uid if folder.exists() else None
    uid = os.geteuid()
    if uid == 0:
        return _other(owner) if owner else _service_account()
    if owner not in (None, uid):
        raise PostgresError(
            f"The database in {folder} belongs to {_name(owner)}, and you are {_name(uid)}. "
            "Run Lapwing as that account, or set LAPWING_VAR to a folder of your own."
        )
    return Account(_name(uid), uid, os.getegid(), is_other=False)


def _other(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise PostgresError(
            f"The database's files belong to account number {uid}, which does not exist."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, is_other=True)


def _service_account() -> Account:
    try:
        entry = pwd.getpwnam(SERVICE_ACCOUNT)
    except KeyError:
        _make_service_account()
        entry = pwd.getpwnam(SERVICE_ACCOUNT)
    return _other(entry.pw_uid)


def _make_service_account() -> None:
    useradd = shutil.which("useradd") or "/usr/sbin/useradd"
    command = [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    try:
        subprocess.run([*command, SERVICE_ACCOUNT], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        detail = getattr(error, "stderr", "") or str(error)
        raise PostgresError(
            "PostgreSQL does not run as root, and the account for it could not be made "
            f"({detail.strip()}). Make an account named {SERVICE_ACCOUNT}, or run Lapwing as "
            "an ordinary user."
        ) from error


def _name(uid: int | None) -> str:
    try:
        return pwd.getpwuid(uid if uid is not None else -1).pw_name
    except (KeyError, OverflowError):
        return f"account number {uid}"
