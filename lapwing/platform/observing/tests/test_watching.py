"""References, figures and traces: each request is counted once, under the name of its page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import Settings

from lapwing.platform.observing import traces
from lapwing.platform.observing.references import read_aloud
from lapwing.platform.ui.errors import server_error

TOKEN = "a-token-of-the-tests"
WITH_TOKEN = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def watcher(db: None) -> Iterator[Client]:
    with override_settings(METRICS_TOKEN=TOKEN):
        yield Client(headers=WITH_TOKEN)


def figure(client: Client, name: str) -> float:
    """The value of one line of the figures; 0 when it is not there yet."""
    for line in client.get(reverse("metrics")).content.decode().splitlines():
        if line.startswith(f"{name} "):
            return float(line.rpartition(" ")[2])
    return 0.0


def test_a_request_is_counted_under_the_name_of_its_page(watcher: Client) -> None:
    line = 'lapwing_requests_total{method="GET",route="help",status="200"}'
    before = figure(watcher, line)
    watcher.get(reverse("help"))
    assert figure(watcher, line) == before + 1


def test_addresses_that_lead_nowhere_are_counted_as_one(watcher: Client) -> None:
    line = 'lapwing_requests_total{method="GET",route="unknown",status="404"}'
    before = figure(watcher, line)
    watcher.get("/robin/marsh/")
    watcher.get("/another/")
    assert figure(watcher, line) == before + 2


def test_a_method_that_a_caller_made_up_makes_no_series(watcher: Client) -> None:
    watcher.generic("BREW", reverse("help"))
    assert "BREW" not in watcher.get(reverse("metrics")).content.decode()


def test_the_queue_is_among_the_figures(watcher: Client) -> None:
    text = watcher.get(reverse("metrics")).content.decode()
    assert 'lapwing_jobs{state="failed"} 0.0' in text
    assert 'lapwing_workers{kind="all"} 0.0' in text
    assert 'lapwing_jobs_oldest_seconds{queue="all"} 0.0' in text


@pytest.mark.parametrize("header", [{}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN[:-1]}])
def test_without_the_token_there_is_no_page_of_figures(watcher: Client, header: dict[str, str]) -> None:
    assert Client(headers=header).get(reverse("metrics")).status_code == 404


def test_without_a_token_set_nobody_has_one(db: None) -> None:
    assert Client(headers={"authorization": "Bearer "}).get(reverse("metrics")).status_code == 404


def test_the_figures_of_all_processes_are_read_together(tmp_path: object) -> None:
    program = (
        "import django; django.setup()\n"
        "import os\n"
        "from lapwing.platform.observing import figures\n"
        "from lapwing.platform.observing.figures import FIGURES\n"
        "child = os.fork()\n"
        "figures.requests.labels('help', 'GET', '200').inc()\n"
        "if not child: os._exit(0)\n"
        "os.waitpid(child, 0)\n"
        "FIGURES.known.clear()\n"
        "print(figures.text().decode())\n"
    )
    environment = {
        **os.environ,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DATABASE_URL": "postgresql:///none",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert 'lapwing_requests_total{method="GET",route="help",status="200"} 2.0' in done.stdout, done.stderr


def test_each_request_has_a_reference_of_our_making(db: None) -> None:
    client = Client(headers={"x-request-id": "chosen-by-the-caller"})
    references = {client.get(reverse("help"))["X-Request-ID"] for _ in range(3)}
    assert len(references) == 3
    assert "chosen-by-the-caller" not in references


def test_a_reference_is_read_in_groups() -> None:
    assert read_aloud("k7m2p9qtvwxz") == "K7M2 P9QT VWXZ"


def test_the_error_page_says_its_reference(db: None) -> None:
    request = Client().get(reverse("help")).wsgi_request
    page = server_error(request).content.decode()
    assert read_aloud(request.request_id) in page  # type: ignore[attr-defined]


class _Collector(BaseHTTPRequestHandler):
    """Keeps what is sent to it."""

    received: list[bytes] = []

    def do_POST(self) -> None:
        self.received.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Not onto the terminal."""


def test_a_trace_names_the_page_and_neither_address_nor_person(db: None) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    traces._tracer.cache_clear()
    try:
        with override_settings(TRACES_TO=f"http://127.0.0.1:{server.server_port}/v1/traces"):
            response = Client().get(f"{reverse('help')}?name=robin")
            tracer = traces._tracer()
            tracer.span_processor.force_flush()
    finally:
        traces._tracer.cache_clear()
        server.shutdown()
        server.server_close()
    sent = b"".join(_Collector.received)
    assert b"http.route" in sent
    assert b"help" in sent
    assert response["X-Request-ID"].encode() in sent
    assert b"robin" not in sent


def test_no_trace_is_made_where_none_is_collected(db: None) -> None:
    traces._tracer.cache_clear()
    assert traces._tracer() is None
    assert json.loads(Client().get(reverse("live")).content) == {"status": "ok"}


@pytest.mark.parametrize("host", ["10.0.0.7:8000", "web1:8000", "[fd00::7]:8000", "not a host"])
def test_machines_ask_by_any_name_and_people_do_not(db: None, settings: Settings, host: str) -> None:
    settings.METRICS_TOKEN = "token"
    asked = {"host": host, "authorization": "Bearer token"}
    for path in ("/health/live", "/health/ready", "/metrics"):
        assert Client().get(path, headers=asked).status_code == 200, path
    assert Client().get("/sign-in/", headers=asked).status_code == 400
