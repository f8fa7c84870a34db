"""What the demonstration settles before it starts anything, and how it starts and stops."""

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from lapwing.shell import demo
from lapwing.shell.demo import DemoError, choose_port, is_free, refuse_real_data, run
from lapwing.shell.processes import Child
from tests.ports import free_port


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which something listens until the test ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    yield listener.getsockname()[1]
    listener.close()


def test_a_port_in_use_is_not_free(taken: int) -> None:
    assert not is_free(taken)


def test_the_first_free_port_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.setattr("lapwing.shell.demo.is_free", lambda port: port >= 8003)

    assert choose_port() == 8003


@pytest.mark.parametrize("wanted", ["eight", "99999"])
def test_a_port_that_cannot_be_is_refused(wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", wanted)

    with pytest.raises(DemoError, match="Set PORT to a free one"):
        choose_port()


def test_a_named_port_in_use_is_refused(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", str(taken))

    with pytest.raises(DemoError, match=str(taken)):
        choose_port()


@pytest.mark.parametrize(
    ("name", "value"), [("DATABASE_URL", "postgresql:///real"), ("LAPWING_PRODUCTION", "1")]
)
def test_it_never_runs_on_a_database_that_somebody_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(DemoError, match="a database of its own"):
        refuse_real_data()
    assert run() == 1
    assert "Unset DATABASE_URL" in capsys.readouterr().err


@pytest.fixture
def small_demonstration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, list[str]]:
    """The demonstration's own order of events, with a plain web server and a sleeper in the leading parts."""
    commands = {
        "web server": [sys.executable, "-m", "http.server", "--bind", "127.0.0.1"],
        "worker": [sys.executable, "-c", "import time; time.sleep(600)"],
    }
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LAPWING_VAR", str(tmp_path))
    # not the first free one, which another test process may come to have at the same moment
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setattr(demo, "database_urls", lambda var: None)
    monkeypatch.setattr(demo, "prepare", lambda environment: "  Priya Shah   SEND programme manager\n")
    monkeypatch.setattr(
        demo, "server_commands", lambda port: {**commands, "web server": [*commands["web server"], str(port)]}
    )
    return commands


def test_it_prints_its_address_and_people_and_stops_everything_when_told_to(
    small_demonstration: dict[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    running: list[Child] = []

    def be_told_to_stop(children: Iterable[Child]) -> Child:
        running.extend(children)
        os.kill(os.getpid(), signal.SIGTERM)
        raise AssertionError("the signal did not interrupt")

    monkeypatch.setattr(demo, "wait_for_an_end", be_told_to_stop)

    assert run() == 0

    said = capsys.readouterr().out
    assert "http://localhost:" in said
    assert "Priya Shah" in said
    assert [child.process.poll() is None for child in running] == [False, False]


# Answers one request, and ends.
SERVES_ONCE = (
    "import sys; from http.server import HTTPServer, SimpleHTTPRequestHandler as Handler; "
    "HTTPServer(('127.0.0.1', int(sys.argv[1])), Handler).handle_request()"
)


# Ends as soon as a file is there.
ENDS_WHEN_WATCHED = (
    "import sys, time; from pathlib import Path; watched = Path(sys.argv[1])\n"
    "while not watched.exists(): time.sleep(0.05)\n"
    "raise SystemExit('no queue')"
)


def test_a_worker_that_keeps_ending_is_started_again_a_few_times_and_its_last_words_are_shown(
    small_demonstration: dict[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    # it ends while it is watched, however long the web server takes to come up before that
    watched = tmp_path / "watched"
    small_demonstration["worker"][1:] = ["-c", ENDS_WHEN_WATCHED, str(watched)]

    def watch(children: list[Child], begin: Callable[[str], Child]) -> Child:
        watched.touch()
        return really(children, begin)

    really = demo.watch
    monkeypatch.setattr(demo, "watch", watch)

    assert run() == 1
    said = capsys.readouterr()
    assert said.out.count("The worker stopped by itself and is started again") == 3
    assert "The worker" in said.err
    assert "no queue" in said.err


def test_a_web_server_that_ends_by_itself_stops_everything(
    small_demonstration: dict[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    small_demonstration["web server"][1:] = ["-c", SERVES_ONCE]

    assert run() == 1
    assert "The web server stopped by itself" in capsys.readouterr().err


def test_a_web_server_that_cannot_start_is_said_at_once(
    small_demonstration: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    small_demonstration["web server"][1:] = ["-c", "raise SystemExit('bad settings')"]

    assert run() == 1
    assert "The web server did not start; it last wrote:\nbad settings" in capsys.readouterr().err
