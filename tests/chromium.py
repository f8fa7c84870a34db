"""Find a Chromium for the tests in a real browser, and install Debian's where that is possible.

``python -m tests.chromium`` is run by ``make test``: it ends well only when a browser is there.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

WHAT_TO_INSTALL = """\
The browser tests need Chromium or Google Chrome, and none was found. Either
  - install one:  sudo apt-get update && sudo apt-get install chromium      (Debian)
                  sudo dnf install chromium                                 (Fedora)
  - or name one:  make test CHROMIUM=/path/to/chromium
Then run make again."""


def find_chromium() -> str | None:
    """The path of a browser: the one that CHROMIUM names, or the first of the usual names on the PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for path in map(shutil.which, NAMES) if path), None)


def install_chromium() -> bool:
    """Install Debian's package, where there is apt-get and the right to use it; whether that worked."""
    if os.geteuid() != 0 or not Path("/etc/debian_version").exists() or not shutil.which("apt-get"):
        return False
    print("Installing Debian's chromium for the browser tests", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (
        ["apt-get", "-q", "update"],
        ["apt-get", "-qq", "install", "--no-install-recommends", "-y", "chromium"],
    )
    return all(
        subprocess.run(
            step, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
        ).returncode
        == 0
        for step in steps
    )


def main() -> int:
    """0 when a browser is there or could be installed, else 1 with what to install."""
    if find_chromium() or (not os.environ.get("CHROMIUM") and install_chromium() and find_chromium()):
        return 0
    print(WHAT_TO_INSTALL, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
