"""The roles and the database on the embedded server, and the addresses that settings ask for."""

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lapwing.platform.postgres.cluster import ADMINISTRATOR, Server, ensure_running, lock
from lapwing.platform.postgres.errors import PostgresError
from lapwing.platform.postgres.places import places_under, program
from lapwing.platform.postgres.sharing import share

OWNER = "lapwing_owner"
APPLICATION = "lapwing_app"
MAINTENANCE = "lapwing_maintenance"
DATABASE = "lapwing"

SCRIPT = Path(__file__).with_name("roles.sql")


@dataclass(frozen=True)
class DatabaseUrls:
    """One database as each role reaches it; ``administrator`` is the superuser, for tests alone."""

    app: str
    owner: str
    maintenance: str
    administrator: str


def database_urls(var: Path) -> DatabaseUrls:
    """The addresses of the embedded database under ``var``, started and made ready if need be.

    It runs until this process ends, and then until the last other one that asked. Raises PostgresError, with
    what to do about it.
    """
    share(var)
    server = ensure_running(var)
    _bootstrap_once(server)
    return DatabaseUrls(
        app=server.url(role=APPLICATION, database=DATABASE),
        owner=server.url(role=OWNER, database=DATABASE),
        maintenance=server.url(role=MAINTENANCE, database=DATABASE),
        administrator=server.url(role=ADMINISTRATOR, database=DATABASE),
    )


def bootstrap(server: Server, *, database: str = DATABASE) -> None:
    """Make the three roles and ``database`` where they are missing, and set their rights.

    It runs the same script that an installation with a server of its own runs by hand.
    """
    address = server.url(role=ADMINISTRATOR, database="postgres")
    command = [
        program("psql"),
        "--no-psqlrc",
        "--quiet",
        f"--set=database={database}",
        f"--file={SCRIPT}",
        address,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise PostgresError(f"The roles of the database could not be made: {done.stderr.strip()}")


def _bootstrap_once(server: Server) -> None:
    """Skip the script when this very one has run here: settings come through here at every start."""
    places = places_under(server.var)
    stamp = places.data / "lapwing-roles"
    mark = hashlib.sha256(SCRIPT.read_bytes()).hexdigest()
    if _read(stamp) == mark:
        return
    with lock(places):
        if _read(stamp) != mark:
            bootstrap(server)
            stamp.write_text(mark)


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""
