"""New passwords that others would try are refused, and those that nobody would are taken."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.contrib.auth import password_validation
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from pytest_django import Settings

from lapwing.platform.accounts import breached
from lapwing.platform.accounts.guessing import NotEasilyGuessed
from lapwing.platform.accounts.models import User
from lapwing.registry.tests.factories import PASSWORD

STOLEN = "purple wombat climbs nine ladders"


def refusals(password: str, user: User | None = None) -> list[str]:
    """The codes of every rule that refuses it."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [str(each.code) for each in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "qwertyuiop123",
        "1qaz2wsx3edc4rfv",
        "iloveyou1234",
        "p@ssw0rdp@ssw0rd",
        "letmeinletmein",
        "aaaaaaaaaaaa",
        "manchesterunited",
        "sunshine12345",
        "liverpool2024!",
        "princess1990!",
    ],
)
def test_what_people_choose_is_refused(password: str) -> None:
    assert "easily_guessed" in refusals(password)


def test_every_common_password_that_is_long_enough_is_refused() -> None:
    """Those that Django carries."""
    folder = Path(password_validation.__file__).parent
    with gzip.open(folder / "common-passwords.txt.gz", "rt", encoding="utf-8") as lines:
        long = [line.strip() for line in lines if len(line.strip()) >= 12]
    assert len(long) > 150
    assert [each for each in long if not refusals(each)] == []


def test_ones_own_name_and_address_with_figures_are_refused() -> None:
    who = User(name="Wilhelmina Quorvemshaw", email="w.zebblethorn@larkshire.example")
    for password in ("Quorvemshaw1!", "Zebblethorn2026"):
        assert "easily_guessed" in refusals(password, who)
        assert "easily_guessed" not in refusals(password)


@pytest.mark.parametrize(
    "password", [PASSWORD, "otter under the old bridge", "heron-canal-wall-7", "€uro & ñandú walk"]
)
def test_words_that_have_nothing_to_do_with_each_other_are_taken(password: str) -> None:
    assert refusals(password) == []


def test_a_long_password_is_looked_at_as_far_as_it_matters() -> None:
    NotEasilyGuessed().validate("correct horse battery staple " * 7)


class _List(BaseHTTPRequestHandler):
    """Knows one stolen password, and pads its answers."""

    asked: list[str] = []
    status = 200

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        whole = hashlib.sha1(STOLEN.encode(), usedforsecurity=False).hexdigest().upper()
        padding = hashlib.sha1(PASSWORD.encode(), usedforsecurity=False).hexdigest().upper()
        body = f"{whole[5:]}:12\r\n{padding[5:]}:0\r\n".encode()
        self.send_response(self.status)
        if self.status == 302:
            self.send_header("Location", "/elsewhere/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Not onto the terminal."""


@pytest.fixture
def stolen_list(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_List]]:
    # on a busy machine it may be slow, which is no reason to let anybody in
    monkeypatch.setattr(breached, "WAIT", 60)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _List)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.BREACHED_PASSWORDS_ADDRESS = f"http://127.0.0.1:{server.server_port}/range/"
    _List.asked, _List.status = [], 200
    yield _List
    server.shutdown()
    server.server_close()


def test_a_stolen_password_is_refused_and_only_five_figures_of_its_hash_are_said(
    stolen_list: type[_List],
) -> None:
    assert refusals(STOLEN) == ["breached"]
    whole = hashlib.sha1(STOLEN.encode(), usedforsecurity=False).hexdigest().upper()
    assert stolen_list.asked == [f"/range/{whole[:5]}"]


def test_what_only_fills_the_answer_is_no_stolen_password(stolen_list: type[_List]) -> None:
    assert refusals(PASSWORD) == []


@pytest.mark.parametrize("status", [302, 500])
def test_a_list_that_does_not_answer_keeps_nobody_out(stolen_list: type[_List], status: int) -> None:
    stolen_list.status = status
    assert refusals(STOLEN) == []
    assert len(stolen_list.asked) == 1


def test_nobody_is_asked_unless_an_address_is_set(settings: Settings) -> None:
    assert settings.BREACHED_PASSWORDS_ADDRESS == ""
    assert refusals(STOLEN) == []
