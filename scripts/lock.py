"""Pin the newest packages that pyproject.toml and package.json admit; run by ``make lock``.

The pins hold for every Python from 3.11 up, carry hashes, and name no address of an index or a registry.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
COMPILE = [
    str(BIN / "uv"),
    *("pip", "compile", "--universal", "--python-version", "3.11", "--upgrade", "--generate-hashes"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--quiet", "pyproject.toml"),
]


def main() -> int:
    """Write requirements/*.txt and package-lock.json afresh."""
    run([*COMPILE, "--extra", "telemetry", "--output-file", "requirements/base.txt"])
    run([*COMPILE, "--extra", "dev", "--output-file", "requirements/dev.txt"])
    npm = shutil.which("npm") or str(BIN / "npm")
    run([npm, "install", "--package-lock-only", "--loglevel=error"])
    drop_addresses(ROOT / "package-lock.json")
    return 0


def run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def drop_addresses(lock: Path) -> None:
    """Take out where packages came from and whom to pay: neither is needed to install them."""
    content = json.loads(lock.read_text())
    for package in content["packages"].values():
        for key in ("resolved", "funding"):
            package.pop(key, None)
    lock.write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
