"""Make the virtual environment, install what is pinned and fetch the front-end files.

Run by ``make`` before anything is installed: standard library only. Each step is skipped when it was done for
the same inputs, so that running it again costs a fraction of a second.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements" / "dev.txt"
STAMP = VENV / "lapwing-set-up"


def main() -> int:
    """Set up what is missing; 1 with a message when something cannot be."""
    if sys.version_info < (3, 11):  # noqa: UP036  whichever Python was named runs this
        print("Lapwing needs Python 3.11 or newer.", file=sys.stderr)
        return 1
    try:
        if not environment_works():
            make_environment()
        if not packages_are_current():
            install_packages()
        run([PYTHON, ROOT / "scripts" / "frontend.py"], "The front-end files are not in place.")
    except SetUpError as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


class SetUpError(Exception):
    """A step failed; the message says what to do."""


def environment_works() -> bool:
    """Whether the environment is there and starts: a moved clone or a removed Python leaves a broken one."""
    return (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    )


def make_environment() -> None:
    """Make .venv afresh with the Python that runs this."""
    print(f"Making the virtual environment .venv with Python {sys.version.split()[0]}", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    run(
        [sys.executable, "-m", "venv", VENV],
        "The virtual environment could not be made. On Debian and Ubuntu: apt-get install python3-venv",
    )


def fingerprint() -> str:
    """What the installed packages depend on, as one hash; and where the clone stands, for Lapwing itself."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (LOCK, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def packages_are_current() -> bool:
    """Whether the environment holds what the lock file pins."""
    return STAMP.exists() and STAMP.read_text() == fingerprint() and (VENV / "bin" / "lapwing").exists()


def install_packages() -> None:
    """Install the pinned packages, each checked by its hash, and Lapwing itself where it stands."""
    print("Installing the pinned Python packages (a minute or two the first time)", flush=True)
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--quiet",
    ]
    run(
        [*pip, "--require-hashes", "--requirement", LOCK],
        "The Python packages could not be installed: see pip's message above. The machine must reach a "
        "Python package index; then run `make setup` again.",
    )
    run(
        [*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT],
        "Lapwing itself could not be installed.",
    )
    STAMP.write_text(fingerprint())


def run(command: list[str | Path], otherwise: str) -> None:
    """Run one step and let its output through; raise SetUpError with ``otherwise`` when it fails."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")
    }
    if (
        subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode
        != 0
    ):
        raise SetUpError(otherwise)


if __name__ == "__main__":
    sys.exit(main())
