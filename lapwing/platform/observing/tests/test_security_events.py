"""What is tried against a protection is an event of the log and a count among the figures, about nobody."""

from __future__ import annotations

import json
import logging
import logging.config
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from lapwing.platform.observing.logs import logging_settings
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories

TOKEN = "a-token-of-the-tests"
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """The events as machines read them."""
    logging.config.dictConfig(logging_settings(level="INFO", json_lines=True, brief=True))
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    written = StringIO()
    handler.setStream(written)

    def read() -> list[dict[str, Any]]:
        found = [json.loads(line) for line in written.getvalue().splitlines()]
        return [line for line in found if line["logger"] == "lapwing.security"]

    yield read
    logging.config.dictConfig(logging_settings(level="WARNING", json_lines=False, brief=True))


def counted(event: str) -> float:
    with override_settings(METRICS_TOKEN=TOKEN):
        text = Client(headers={"authorization": f"Bearer {TOKEN}"}).get(reverse("metrics")).content.decode()
    line = f'lapwing_security_events_total{{event="{event}"}} '
    return next((float(each.rpartition(" ")[2]) for each in text.splitlines() if each.startswith(line)), 0.0)


def test_a_form_without_its_token_is_an_event_with_the_account(
    lines: Lines, partnership: Partnership
) -> None:
    who = factories.member(partnership, "councillor")
    client = Client(enforce_csrf_checks=True)
    client.cookies = factories.signed_in_client(who).cookies
    before = counted("form-without-token")
    answer = client.post(reverse("change-password"), {"current": "let me in"})
    assert answer.status_code == 403
    (line,) = lines()
    assert (line["event"], line["route"]) == ("form-without-token", "change-password")
    assert (line["account"], line["reference"]) == (who.pk, answer["X-Request-ID"])
    assert who.name not in str(line)
    assert counted("form-without-token") == before + 1


def test_a_host_that_is_not_ours_is_an_event_that_does_not_repeat_it(lines: Lines, db: None) -> None:
    assert Client().get("/sign-in/", headers={"host": "elsewhere.example"}).status_code == 400
    (line,) = lines()
    assert (line["event"], line["account"]) == ("refused-host", None)
    assert "elsewhere" not in str(line)


@pytest.mark.parametrize("place", ["/metrics", "/api/v1/plans"])
def test_a_token_that_does_not_count_is_an_event_that_does_not_repeat_it(
    lines: Lines, db: None, place: str
) -> None:
    with override_settings(METRICS_TOKEN=TOKEN):
        Client(headers={"authorization": "Bearer lw_not-this-one"}).get(place)
        assert [line["event"] for line in lines() if line["event"] != "refused"] == ["wrong-token"]
        assert "not-this-one" not in str(lines())
        Client().get(place)
    assert [line["event"] for line in lines() if line["event"] != "refused"] == ["wrong-token"]
