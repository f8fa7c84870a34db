"""Every static check, then the slow tests: all are run, and what failed is listed at the end.

Run by ``make check`` with the environment's Python.
"""

import os
import subprocess
import sys
from pathlib import Path

from lapwing.platform.postgres import PostgresError, ensure_running
from lapwing.platform.postgres.sharing import share

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
TYPED = ["lapwing", "tests", "scripts", "benchmarks", "conftest.py"]
NO_TESTS = 5  # pytest's exit code when none was selected

# The type checker reads Django's settings; it never connects.
STATIC = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy", *TYPED],
    "layers": ["lint-imports", "--no-cache", "--no-logo"],
}
DJANGO = {
    "settings": ["python", "-m", "django", "check", "--fail-level", "WARNING"],
    "migrations": ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
    "templates": ["python", "scripts/templates.py"],
}
SLOW = ["python", "-m", "pytest", "-n", "auto", "--dist", "worksteal", "-m", "slow"]


def main() -> int:
    """Run everything; 1 when anything failed."""
    nowhere = {**os.environ, "DATABASE_URL": "postgresql:///not-connected-to"}
    failed = [name for name, command in STATIC.items() if run(name, command, nowhere)]
    failed += with_database()
    for needed in ("a browser", "tests.chromium"), ("a proxy", "tests.proxy"):
        run(f"{needed[0]} for the slow tests", ["python", "-m", needed[1]], dict(os.environ))
    if run("slow tests", SLOW, dict(os.environ)) not in (0, NO_TESTS):
        failed.append("slow tests")
    print(f"\nmake check: {'failed: ' + ', '.join(failed) if failed else 'all well'}", flush=True)
    return 1 if failed else 0


def with_database() -> list[str]:
    """The checks that ask the database, on a throw-away server unless DATABASE_URL names one; what failed."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lapwing.config.settings"}
    if environment.get("DATABASE_URL"):
        return [name for name, command in DJANGO.items() if run(name, command, environment)]
    var = Path(environment.get("LAPWING_VAR") or ROOT / "var") / "test"
    environment["LAPWING_VAR"] = str(var)
    try:
        share(var)
        ensure_running(var, fast=True)
    except PostgresError as error:
        print(error, file=sys.stderr)
        return list(DJANGO)
    return [name for name, command in DJANGO.items() if run(name, command, environment)]


def run(name: str, command: list[str], environment: dict[str, str]) -> int:
    """Run one check from the root of the clone and return its exit code; its output goes straight through."""
    print(f"\n== {name}", flush=True)
    program = str(BIN / command[0])
    return subprocess.run([program, *command[1:]], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
