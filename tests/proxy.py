"""Find Caddy, the proxy of compose.yaml, and install Debian's where that is possible.

``python -m tests.proxy`` is run by ``make check``: it ends well only when the proxy is there.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WHAT_TO_INSTALL = """\
The tests of the service need Caddy, the proxy that compose.yaml uses, and it was not found. Either
  - install it:   sudo apt-get update && sudo apt-get install caddy      (Debian)
  - or name it:   make check CADDY=/path/to/caddy
Then run make again."""


def find_caddy() -> str | None:
    """The path of the proxy: the one that CADDY names, or the first on the PATH."""
    named = os.environ.get("CADDY")
    if named:
        return named if os.access(named, os.X_OK) else None
    return shutil.which("caddy")


def install_caddy() -> bool:
    """Install Debian's package, where there is apt-get and the right to use it; whether that worked."""
    if os.geteuid() != 0 or not Path("/etc/debian_version").exists() or not shutil.which("apt-get"):
        return False
    print("Installing Debian's caddy for the tests of the service", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", "caddy"]
    for command in (["apt-get", "update", "--quiet=2"], install):
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    return find_caddy() is not None


def main() -> int:
    if find_caddy() or install_caddy():
        return 0
    print(WHAT_TO_INSTALL, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
