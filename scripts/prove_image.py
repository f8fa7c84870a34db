"""Do by hand what the Containerfile does, and run what comes of it: ``python scripts/prove_image.py``.

For machines without a container engine. The very lines of the Containerfile are carried out with its folders
put under a scratch one; then the installed program, with no clone on its path and production's settings,
migrates a database, serves a page with its files, answers its health and runs a worker. What this cannot
show: the base image and its Python, the account, and the read-only file system.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACES = ("/opt/lapwing", "/opt/build", "/srv/static", "/srv/lapwing", "/tmp/wheel", "/tmp/build.txt")
HOST = "lapwing.larkshire.example"
PATIENCE = 90


def build(scratch: Path) -> None:
    """Carry out COPY and RUN of the first stage."""
    text = (ROOT / "Containerfile").read_text().partition("\nFROM ")[2].partition("\nFROM ")[0]
    text = re.sub(r"\\\n", " ", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    source = scratch / "srv/lapwing"
    for folder in ("opt", "srv/lapwing", "tmp"):
        (scratch / folder).mkdir(parents=True)
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        if word == "COPY":
            *froms, to = rest.split()
            for each in froms:
                target = source / to
                if (ROOT / each).is_dir():
                    # as .dockerignore has it
                    ignored = shutil.ignore_patterns("tests", "__pycache__", "vendor")
                    shutil.copytree(ROOT / each, target, ignore=ignored, dirs_exist_ok=True)
                else:
                    into_folder = to.endswith("/")
                    (target if into_folder else target.parent).mkdir(parents=True, exist_ok=True)
                    shutil.copy(ROOT / each, target)
        elif word == "RUN":
            command = rest
            for place in PLACES:
                command = command.replace(place, f"{scratch}{place}")
            command = command.replace("python -m venv", f"{sys.executable} -m venv")
            command = command.replace(" python scripts", f" {sys.executable} scripts")
            print(f"RUN {rest.strip()[:90]}…", flush=True)
            subprocess.run(["/bin/sh", "-ec", command], cwd=source, env=plain(), check=True)
    shutil.rmtree(source)


def plain(**more: str) -> dict[str, str]:
    """An environment in which nothing of the clone can be found."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    passed = {
        name: value for name, value in os.environ.items() if name.upper().startswith(("PIP_", "NPM_", "HTTP"))
    }
    return {**kept, **passed, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}


def run(scratch: Path) -> None:
    """Start what was installed, as compose.yaml does."""
    python, lapwing = scratch / "opt/lapwing/bin/python", str(scratch / "opt/lapwing/bin/lapwing")
    ask = (
        "from pathlib import Path; from lapwing.platform.postgres import *; import lapwing\n"
        f"server = ensure_running(Path({str(scratch / 'var')!r})); bootstrap(server)\n"
        "for role in ('app', 'owner'): print(server.url(role=f'lapwing_{role}', database='lapwing'))\n"
        "print(lapwing.__path__[0])"
    )
    found = subprocess.run(
        [python, "-c", ask], cwd="/", env=plain(), check=True, capture_output=True, text=True
    )
    app, owner, where = found.stdout.split()
    assert where.startswith(str(scratch)), where
    socket, var = scratch / "web.sock", str(scratch / "var")
    environment = plain(
        LAPWING_PRODUCTION="1",
        LAPWING_VAR=str(scratch / "var"),
        STATIC_ROOT=str(scratch / "srv/static"),
        SECRET_KEY="a key of this proof alone, 0123456789, of sixty characters",
        DATABASE_URL=app,
        ALLOWED_HOSTS=HOST,
        BEHIND_PROXY="1",
        WEB_BIND=f"unix:{socket}",
        NOT_SCANNED_BECAUSE="Nobody sends real files to this proof.",
    )
    for words in ("check", "migrate --database owner --verbosity 0"):
        print(f"lapwing {words}", flush=True)
        subprocess.run(
            [lapwing, *words.split()], cwd="/", env={**environment, "OWNER_DATABASE_URL": owner}, check=True
        )
    children = [subprocess.Popen([lapwing, name], cwd="/", env=environment) for name in ("web", "worker")]
    try:
        wait_for_health(lapwing, environment, children)
        pages(python, socket, environment)
        assert all(child.poll() is None for child in children), "a process ended"
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(90)
        stop = f"from pathlib import Path; from lapwing.platform.postgres import stop; stop(Path({var!r}))"
        subprocess.run([python, "-c", stop], cwd="/", env=plain(), check=True)
    assert [child.returncode for child in children] == [0, 0], (
        "a process did not end well when it was told to"
    )


def wait_for_health(
    lapwing: str, environment: dict[str, str], children: list[subprocess.Popen[bytes]]
) -> None:
    until = time.monotonic() + PATIENCE
    while subprocess.run([lapwing, "health"], cwd="/", env=environment, check=False).returncode:
        assert time.monotonic() < until, "it is not well"
        assert all(child.poll() is None for child in children), "a process ended"
        time.sleep(0.5)


def pages(python: Path, socket: Path, environment: dict[str, str]) -> None:
    """A page, and the files it is made of."""
    ask = (
        "import re, sys; from lapwing.shell.cli.serving import connection_to\n"
        "def get(path):\n"
        f"    connection = connection_to('unix:{socket}', timeout=30)\n"
        f"    connection.request('GET', path, headers={{'Host': '{HOST}', 'X-Forwarded-Proto': 'https'}})\n"
        "    answer = connection.getresponse()\n"
        "    return answer.status, answer.read().decode(errors='replace')\n"
        "status, page = get('/sign-in/'); assert status == 200, page\n"
        'files = set(re.findall(r\'(?:href|src)="(/static/[^"]+)"\', page)); assert len(files) > 3, files\n'
        "for file in files: assert get(file)[0] == 200, file\n"
        "print(f'/sign-in/ and {len(files)} files of it were given')"
    )
    subprocess.run([python, "-c", ask], cwd="/", env=environment, check=True)


def main() -> int:
    # not the system's own temporary folder: PostgreSQL's account must be able to enter
    with tempfile.TemporaryDirectory(prefix="lapwing-image-", dir="/var/tmp") as name:
        scratch = Path(name)
        scratch.chmod(0o755)
        build(scratch)
        run(scratch)
    print("What the Containerfile makes migrates, serves, is well and works.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
