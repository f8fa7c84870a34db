"""``python -m lapwing.platform.postgres stop|psql``: the embedded server by hand."""

import os
import subprocess
import sys
from pathlib import Path

from lapwing.platform.postgres import PostgresError, database_urls, stop
from lapwing.platform.postgres.places import program


def main(arguments: list[str]) -> int:
    """Do what the first argument says to the server under ``LAPWING_VAR`` (else the clone's ``var``)."""
    var = Path(os.environ.get("LAPWING_VAR") or Path(__file__).resolve().parents[3] / "var")
    verb, *rest = arguments or ["help"]
    if verb == "stop":
        print("Stopped." if stop(var) else "It was not running.")
    elif verb == "psql":
        return subprocess.call([program("psql"), database_urls(var).administrator, *rest])
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except PostgresError as error:
        sys.exit(str(error))
