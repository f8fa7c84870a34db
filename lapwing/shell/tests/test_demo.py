"""What the demonstration settles before it starts anything."""

import socket
from collections.abc import Iterator

import pytest

from lapwing.shell.demo import DemoError, choose_port, is_free, refuse_real_data, run


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
