"""The service of compose.yaml, started by hand on this machine: proxy, web servers, worker, PostgreSQL.

The same commands, settings and Caddyfile, in production mode, each as a process of its own, so that a test
can kill one and look at what people notice.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from lapwing.platform.postgres import database_urls, ensure_running, stop
from lapwing.shell.cli.serving import connection_to
from lapwing.shell.processes import Child, start, stop_all
from tests.ports import free_port
from tests.proxy import WHAT_TO_INSTALL, find_caddy

ROOT = Path(__file__).resolve().parents[1]
HOST = "localhost"
# seconds, on a machine with much else to do
PATIENCE = 240


@dataclass
class Service:
    """A running service; ``children`` by name: proxy, web1, web2, worker."""

    folder: Path
    port: int
    http_port: int
    figures_port: int
    environment: dict[str, str]
    children: dict[str, Child] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def sockets(self) -> dict[str, str]:
        """Where each web server listens."""
        return {name: f"{self.folder}/sockets/{name}.sock" for name in ("web1", "web2")}

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.port}"

    @property
    def trust(self) -> ssl.SSLContext:
        """Trusts the certificate that the proxy made for itself."""
        found = next((self.folder / "caddy").rglob("pki/authorities/local/root.crt"))
        return ssl.create_default_context(cafile=str(found))

    def connection(self, timeout: float = 30) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection(HOST, self.port, timeout=timeout, context=self.trust)

    def get(self, path: str, cookie: str = "") -> tuple[int, str]:
        """Status and text of a page, asked for by whoever holds this cookie."""
        connection = self.connection()
        try:
            connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()

    # -- what happens to it

    def kill(self, name: str) -> None:
        """End a process and all that it started at once, as a machine does that fails."""
        child = self.children.pop(name)
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()

    def stop(self, name: str) -> None:
        """Ask a process to end, as an upgrade does, and wait until it has."""
        stop_all([self.children.pop(name)])

    def start(self, name: str) -> None:
        command, more = self._commands()[name]
        log = self.folder / "logs" / f"{name}-{time.monotonic_ns()}.log"
        self.children[name] = start(name, command, log=log, environment={**self.environment, **more})

    def start_what_ended(self) -> None:
        """As compose.yaml's ``restart: unless-stopped``."""
        for name in [name for name, child in self.children.items() if child.process.poll() is not None]:
            self.start(name)

    def restart_postgresql(self) -> None:
        stop(self.folder / "var")
        ensure_running(self.folder / "var")

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds, asked as its superuser: past everything that is seen or not."""
        with psycopg.connect(database_urls(self.folder / "var").administrator) as connection:
            return connection.execute(question, values).fetchall()

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("logs/*.log")))

    def last_words(self, name: str) -> str:
        """The end of what a process wrote, or of the one before it."""
        logs = sorted(self.folder.glob(f"logs/{name}-*.log"), key=lambda path: path.stat().st_mtime)
        return logs[-1].read_text(errors="replace")[-4000:] if logs else ""

    def memory(self) -> int:
        """Bytes of memory that the web servers and the worker have for themselves."""
        import psutil

        total = 0
        for name, child in self.children.items():
            if name != "proxy":
                whole = psutil.Process(child.process.pid)
                total += sum(each.memory_full_info().uss for each in (whole, *whole.children(recursive=True)))
        return total

    def _commands(self) -> dict[str, tuple[list[str], dict[str, str]]]:
        lapwing = [sys.executable, "-c", "from lapwing.shell.cli import main; main()"]
        web = {
            name: ([*lapwing, "web"], {"WEB_BIND": f"unix:{socket}", "METRICS_TOKEN": "tests"})
            for name, socket in self.sockets.items()
        }
        caddy = find_caddy()
        assert caddy is not None, WHAT_TO_INSTALL
        proxy = [caddy, "run", "--config", str(ROOT / "deploy/Caddyfile"), "--adapter", "caddyfile"]
        data = str(self.folder / "caddy")
        return {
            **web,
            "worker": ([*lapwing, "worker"], {}),
            "proxy": (
                proxy,
                {
                    "LAPWING_HOST": HOST,
                    "LAPWING_TLS": "internal",
                    "LAPWING_WEB": " ".join(f"unix/{socket}" for socket in self.sockets.values()),
                    "LAPWING_SOCKETS": str(self.folder / "sockets"),
                    "LAPWING_HTTPS_PORT": str(self.port),
                    "LAPWING_HTTP_PORT": str(self.http_port),
                    "LAPWING_FIGURES_PORT": str(self.figures_port),
                    "LAPWING_BIND": "127.0.0.1",
                    "LAPWING_PAGES": str(ROOT / "deploy/pages"),
                    "XDG_DATA_HOME": data,
                    "XDG_CONFIG_HOME": data,
                    "HOME": data,
                },
            ),
        }

    def wait_until_it_serves(self) -> None:
        """Return when every web server is ready and the proxy leads to one, or fail with the logs."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if all(self._is_ready(socket) for socket in self.sockets.values()) and self._leads_in():
                return
            time.sleep(0.2)
        raise AssertionError(f"The service did not start:\n{self.logs()}")

    def _is_ready(self, socket: str) -> bool:
        connection = connection_to(f"unix:{socket}", timeout=5)
        try:
            connection.request("GET", "/health/ready", headers={"Host": HOST})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _leads_in(self) -> bool:
        try:
            return self.get("/help/")[0] == 200
        except (OSError, StopIteration):
            return False


@contextmanager
def running_service(folder: Path) -> Iterator[Service]:
    """The whole service on a database of its own with the invented people and plans, until the block ends."""
    addresses = database_urls(folder / "var")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("LAPWING_", "DJANGO_"))},
        "LAPWING_PRODUCTION": "1",
        "LAPWING_VAR": str(folder / "var"),
        "STATIC_ROOT": str(folder / "static"),
        "SECRET_KEY": "a key of these tests alone, 0123456789, of sixty characters",
        "DATABASE_URL": addresses.app,
        "ALLOWED_HOSTS": HOST,
        "BEHIND_PROXY": "1",
        "LAPWING_TLS": "internal",
        "NOT_SCANNED_BECAUSE": "Nobody sends real files to these tests.",
        # a crowd is one person here, who on a fast machine asks faster than any does
        "REQUESTS_A_MINUTE": "0",
        "REQUESTS_A_MINUTE_FROM_ADDRESS": "0",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(ROOT),
    }
    _prepare(environment, OWNER_DATABASE_URL=addresses.owner, MAINTENANCE_DATABASE_URL=addresses.maintenance)
    service = Service(folder, free_port(), free_port(), free_port(), environment)
    (folder / "sockets").mkdir()
    service.cookies = _people(environment, addresses.administrator)
    try:
        for name in ("web1", "web2", "worker", "proxy"):
            service.start(name)
        service.wait_until_it_serves()
        yield service
    finally:
        stop_all(service.children.values())
        stop(folder / "var")


def _prepare(environment: dict[str, str], **doors: str) -> None:
    """What ``compose.yaml`` does before it starts anything: migrate, and static files as in the image."""
    for words in ("migrate --database owner --verbosity 0", "manage collectstatic --no-input --verbosity 0"):
        command = [sys.executable, "-c", "from lapwing.shell.cli import main; main()", *words.split()]
        subprocess.run(command, env={**environment, **doors}, check=True)


def _people(environment: dict[str, str], administrator: str) -> dict[str, str]:
    """The invented data, and for each of its people the cookie of a session, by email address."""
    without = {name: value for name, value in environment.items() if name != "LAPWING_PRODUCTION"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.service_people"],
        env={**without, "DATABASE_URL": administrator, "DJANGO_SETTINGS_MODULE": "lapwing.config.settings"},
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return {email: f"__Host-sessionid={key}" for email, key in found.items()}
