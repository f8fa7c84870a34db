"""``lapwing demo``: everything on this machine, with invented people and plans, until Ctrl-C.

It starts the embedded database, brings it up to date, and runs one web server and one worker. This process
itself never loads Django: it prepares, watches and stops what does.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from lapwing.platform.postgres import PostgresError, database_urls
from lapwing.shell.processes import Child, interruptible, start, stop_all, uninterrupted, wait_for_an_end

ROOT = Path(__file__).resolve().parents[2]
FIRST_PORT = 8000
START_SECONDS = 180
WORKER = "worker"
MOST_RESTARTS = 3

WORDS = """
{people}
Sign in as any of these people, all of them invented, at

    http://localhost:{port}

Press Ctrl-C to stop."""


class DemoError(Exception):
    """The demonstration cannot run; the message says why and what to do."""


def run() -> int:
    """Run the demonstration until it is stopped; 0 when it was stopped, 1 with a message when it failed."""
    var = Path(os.environ.get("LAPWING_VAR") or ROOT / "var").resolve()
    children: list[Child] = []
    try:
        with interruptible():
            refuse_real_data()
            port = choose_port()
            database_urls(var)
            environment = demonstration_environment(var) | {"LAPWING_ADDRESS": f"http://localhost:{port}"}
            people = prepare(environment)
            commands = server_commands(port)

            def begin(name: str) -> Child:
                log = var / "logs" / f"{name.replace(' ', '-')}.log"
                return start(name, commands[name], log=log, environment=environment)

            for name in commands:
                children.append(begin(name))
            wait_until_it_answers(port, children)
            print(WORDS.format(port=port, people=people), flush=True)
            ended = watch(children, begin)
            raise DemoError(f"The {ended.name} stopped by itself; it last wrote:\n{ended.last_words()}")
    except KeyboardInterrupt:
        print("\nStopping", flush=True)
        return 0
    except (DemoError, PostgresError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        with uninterrupted():
            stop_all(children)  # and the database stops with the last process that uses it


def watch(children: list[Child], begin: Callable[[str], Child]) -> Child:
    """Start a worker anew that ends by itself; return what ends otherwise, or a worker that ends too often.

    What it was doing is found by the next one and done again.
    """
    left = MOST_RESTARTS
    while (ended := wait_for_an_end(children)).name == WORKER and left:
        left -= 1
        print(f"The worker stopped by itself and is started again ({left} more times).", flush=True)
        children[children.index(ended)] = begin(WORKER)
    return ended


def refuse_real_data() -> None:
    """Raise DemoError where invented people, who sign in without a password, could meet real records."""
    if os.environ.get("LAPWING_PRODUCTION") == "1" or os.environ.get("DATABASE_URL"):
        raise DemoError(
            "In the demonstration anybody may sign in as anybody, so it runs on a database of its own only. "
            "Unset DATABASE_URL and LAPWING_PRODUCTION, or start `lapwing` as docs/guides/install.md says."
        )


def demonstration_environment(var: Path) -> dict[str, str]:
    """What the processes of the demonstration are given."""
    return {
        **os.environ,
        "LAPWING_DEMO": "1",
        "LAPWING_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "lapwing.config.settings",
        "PYTHONUNBUFFERED": "1",
    }


def prepare(environment: dict[str, str]) -> str:
    """Migrate, load the invented data where there is none, and return the lines that name its people."""
    print("Preparing the database (under a minute the first time)", flush=True)
    command = [sys.executable, "-m", "lapwing.shell.demo_preparation"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise DemoError("The database could not be prepared; what went wrong is above.")
    return done.stdout


def server_commands(port: int) -> dict[str, list[str]]:
    """The processes that make up the demonstration, by what to call each before a person."""
    address = f"127.0.0.1:{port}"
    web = ["gunicorn", "--bind", address, "--workers", "2", "--threads", "4"]
    # pages are loaded once for both workers; the control socket would be one for all of a person's servers
    web += ["--preload", "--no-control-socket", "--config", "python:lapwing.config.gunicorn"]
    web += ["lapwing.config.wsgi"]
    # a long reading keeps nobody else waiting
    worker = ["lapwing.shell.cli", "worker", "--concurrency", "2", "--grace", "5"]
    return {
        "web server": [sys.executable, "-m", *web],
        WORKER: [sys.executable, "-m", *worker],
    }


def choose_port() -> int:
    """The port that PORT names, or the first free one from 8000 up. Raises DemoError when none is free."""
    wanted = os.environ.get("PORT")
    if wanted:
        if not wanted.isdigit() or not is_free(int(wanted)):
            raise DemoError(f"Port {wanted} cannot be used. Set PORT to a free one, or leave it unset.")
        return int(wanted)
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        if is_free(port):
            return port
    raise DemoError(f"No port from {FIRST_PORT} to {FIRST_PORT + 99} is free. Set PORT to one that is.")


def is_free(port: int) -> bool:
    """Whether nothing listens on the port, neither where we would nor where ``localhost`` may lead too."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    with socket.socket(socket.AF_INET6) as other:
        return other.connect_ex(("::1", port)) != 0


def wait_until_it_answers(port: int, children: Iterable[Child]) -> None:
    """Return when the web server answers a request. Raises DemoError when it ends, or takes three minutes."""
    watched = list(children)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        for child in watched:
            if child.process.poll() is not None:
                raise DemoError(f"The {child.name} did not start; it last wrote:\n{child.last_words()}")
        if answers(port):
            return
        time.sleep(0.1)
    raise DemoError(f"The web server did not answer; it last wrote:\n{watched[0].last_words()}")


def answers(port: int) -> bool:
    """Whether the first page is served without an error of the server's."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
