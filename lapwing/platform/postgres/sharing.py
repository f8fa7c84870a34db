"""Who still uses the embedded server, so that it runs while somebody does and no longer.

Every process that asked for the database holds a shared lock on a file until it ends, however it ends; the
last to end in an orderly way finds that it can have the file to itself, and stops the server.
"""

import atexit
import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import IO

from lapwing.platform.postgres.cluster import open_lock_file, stop
from lapwing.platform.postgres.errors import PostgresError
from lapwing.platform.postgres.places import places_under

_held: dict[Path, IO[str]] = {}


def share(var: Path) -> None:
    """Count this process among the users of the server under ``var``, until it ends.

    Waits while another process, the last before this one, is stopping the server.
    """
    places = places_under(var)
    if places.home in _held:
        return
    handle = open_lock_file(places, ".postgres.users")
    fcntl.flock(handle, fcntl.LOCK_SH)
    _held[places.home] = handle
    atexit.register(_leave, places.home, os.getpid())


def _leave(home: Path, pid: int) -> None:
    if os.getpid() != pid:  # a forked child shares its parent's lock, and must not speak for it
        return
    with _held.pop(home) as handle, suppress(BlockingIOError, PostgresError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        stop(home.parent)
