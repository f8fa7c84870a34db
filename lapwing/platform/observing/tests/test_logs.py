"""No line of the log holds what a person wrote, an address, or what the database quoted."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from lapwing.platform.access.views import public
from lapwing.platform.observing.logs import in_brief, logging_settings

SECRET = "Robin Marsh of Heron Lane"


@public
def fails(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        raise IntegrityError(f"Key (name)=({SECRET}) already exists")
    except IntegrityError as error:
        raise RuntimeError(SECRET) from error


urlpatterns = [
    path("fails/<str:secret>/", fails, name="fails"),
    path("", include("lapwing.config.urls")),
]
handler404 = "lapwing.platform.ui.errors.not_found"
handler500 = "lapwing.platform.ui.errors.server_error"


@pytest.fixture
def lines() -> Iterator[Callable[..., io.StringIO]]:
    """Set up logging as asked, and give back where it then writes."""
    before = logging_settings(level="WARNING", json_lines=False, brief=True)

    def set_up(*, json_lines: bool, brief: bool) -> io.StringIO:
        logging.config.dictConfig(logging_settings(level="INFO", json_lines=json_lines, brief=brief))
        handler = logging.getLogger().handlers[0]
        assert isinstance(handler, logging.StreamHandler)
        written = io.StringIO()
        handler.setStream(written)
        return written

    yield set_up
    logging.config.dictConfig(before)


@pytest.mark.parametrize("json_lines", [False, True])
@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_fails_is_written_down_without_what_it_was_about(
    db: None, lines: Callable[..., io.StringIO], json_lines: bool
) -> None:
    written = lines(json_lines=json_lines, brief=True)
    client = Client(raise_request_exception=False)
    response = client.get("/fails/let-me-in-4f2c/")
    log = written.getvalue()
    assert response.status_code == 500
    assert SECRET not in log
    assert "let-me-in" not in log
    assert "RuntimeError at fails:" in log
    assert "from django.db.utils.IntegrityError at fails:" in log
    assert response["X-Request-ID"] in log


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_is_not_there_is_written_down_without_its_address(
    db: None, lines: Callable[..., io.StringIO]
) -> None:
    written = lines(json_lines=True, brief=True)
    Client().get("/robin.marsh@example.org/")
    entries = [json.loads(line) for line in written.getvalue().splitlines()]
    assert "robin" not in written.getvalue()
    assert {"404 at unknown", "GET unknown 404 in"} <= {
        entry["message"]
        if entry["logger"] == "django.request"
        else entry["message"].rpartition(" in ")[0] + " in"
        for entry in entries
    }


def test_every_line_for_machines_is_one_object(lines: Callable[..., io.StringIO]) -> None:
    written = lines(json_lines=True, brief=True)
    log = logging.getLogger("lapwing.tests")
    log.warning("two\nlines")
    try:
        raise ValueError(SECRET)
    except ValueError:
        log.exception("it failed")
    first, second = (json.loads(line) for line in written.getvalue().splitlines())
    assert (first["level"], first["logger"], first["message"]) == ("WARNING", "lapwing.tests", "two\nlines")
    assert second["error"].startswith("builtins.ValueError at test_every_line_for_machines_is_one_object:")
    assert SECRET not in written.getvalue()


def test_a_developer_may_read_what_an_exception_said(lines: Callable[..., io.StringIO]) -> None:
    written = lines(json_lines=False, brief=False)
    try:
        raise ValueError("what it said")
    except ValueError:
        logging.getLogger("lapwing.tests").exception("it failed")
    assert "what it said" in written.getvalue()


def test_an_exception_that_was_never_raised_has_no_place() -> None:
    assert in_brief(ValueError(SECRET)) == "builtins.ValueError at no place"


def test_exceptions_that_lead_back_to_each_other_are_each_said_once() -> None:
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__context__, second.__context__ = second, first
    assert in_brief(first) == "builtins.ValueError at no place; from builtins.KeyError at no place"


def test_what_was_hidden_on_purpose_is_not_followed() -> None:
    def hide() -> None:
        try:
            raise ValueError(SECRET)
        except ValueError:
            raise KeyError(SECRET) from None

    with pytest.raises(KeyError) as raised:
        hide()
    assert "ValueError" not in in_brief(raised.value)


def test_a_request_of_a_test_has_no_reference() -> None:
    assert not hasattr(RequestFactory().get("/"), "request_id")


@pytest.mark.parametrize("json_lines", [False, True])
def test_moments_are_written_in_utc_and_say_so(lines: Callable[..., io.StringIO], json_lines: bool) -> None:
    written = lines(json_lines=json_lines, brief=True)
    before = datetime.now(UTC)
    logging.getLogger("lapwing").warning("Something")
    line = written.getvalue()
    at = json.loads(line)["at"] if json_lines else line.split(" ")[0]
    assert at.endswith("Z")
    assert abs(datetime.fromisoformat(at) - before) < timedelta(minutes=1)
