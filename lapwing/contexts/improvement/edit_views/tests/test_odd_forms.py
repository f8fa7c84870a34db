"""Whatever is sent to a form, it is refused in words or saved: never a server error."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from lapwing.contexts.improvement.edit_views.tests.desk import Desk
from lapwing.contexts.improvement.edit_views.tests.pages import every_page

ODD = [
    "a\0b",
    "\u202e\ufeff\u2028",
    "<script>alert(1)</script>",
    "x" * 25_000,
    "-1",
    "0",
    "9" * 40,
    "1e400",
    "nan",
    "²",
    "٣",
    "2026-02-31",
    "\r\n\r\n",
    "{}",
    "' OR 1=1 --",
]
_NAMES = re.compile(r'name="([^"]+)"')


TURNS = [0, *(pytest.param(turn, marks=pytest.mark.slow) for turn in range(1, len(ODD)))]


@pytest.mark.parametrize("turn", TURNS)
def test_no_form_falls_over(desk: Desk, turn: int) -> None:
    """Each field of a page gets another of the odd values; over all turns, each gets every one."""
    browser = desk.browser()
    for address in every_page(desk):
        found = _NAMES.findall(browser.get(address).content.decode())
        names = [name for name in dict.fromkeys(found) if name not in {"csrfmiddlewaretoken", "q"}]
        sent = {name: ODD[(at + turn) % len(ODD)] for at, name in enumerate(names)}
        with transaction.atomic():
            response = browser.post(address, sent)
            transaction.set_rollback(True)
        assert response.status_code in {200, 302, 400, 405, 409}, (address, response.status_code)
        assert "<script>alert(1)" not in response.content.decode()
