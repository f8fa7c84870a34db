"""The pages of the workbook: where it is had, sent, looked through, and had again with what is wrong."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.contexts.improvement.update_book.columns import SHEET
from lapwing.contexts.improvement.update_book.marking import LIST
from lapwing.contexts.improvement.update_book.tests.desk import GOOD, expects, filled, updates
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Reporting:
    return expects(reporting(partnership, people, timezone.now()))


def place(desk: Reporting, name: str, **parts: str) -> str:
    return reverse(f"improvement:updates-{name}", kwargs={"partnership": desk.partnership.ref, **parts})


def test_a_workbook_goes_round_through_the_pages(desk: Reporting) -> None:
    client: Any = factories.signed_in_client(desk.owner)
    mine = client.get(reverse("improvement:my-updates", args=[desk.partnership.ref])).content.decode()
    assert f"{place(desk, 'send')}?place={desk.cycle.ref}" in mine
    book = client.get(place(desk, "workbook"), {"place": desk.cycle.ref})
    assert "no-store" in book["Cache-Control"]
    words = {**GOOD, "status": "Nearly", "forecast_on": timezone.localdate()}
    file = SimpleUploadedFile("updates.xlsx", filled(desk, words, book.content))
    sent = client.post(place(desk, "send"), {"file": file, "place": desk.cycle.ref})
    page = client.get(sent["Location"]).content.decode()
    assert "“Nearly” is not one of" in page
    assert "Submit them instead" in page
    marked = client.get(f"{sent['Location']}marked.xlsx")
    assert load_workbook(BytesIO(marked.content)).sheetnames[:2] == [LIST, SHEET]
    assert updates() == []
    other: Any = factories.signed_in_client(desk.manager)
    assert [other.get(f"{sent['Location']}{each}").status_code for each in ("", "marked.xlsx")] == [404, 404]


def test_somebody_who_writes_nothing_here_is_given_no_workbook(desk: Reporting) -> None:
    client: Any = factories.signed_in_client(desk.holder("Bo Board"))
    assert client.get(place(desk, "workbook"), {"place": desk.cycle.ref}).status_code == 404
    assert client.get(place(desk, "send")).status_code == 404
    stranger: Any = factories.signed_in_client(desk.holder("Olu Other", "action-owner"))
    for asked in (desk.cycle.ref, "zzzzzzzzzzzz", "\0"):
        refused = stranger.get(place(desk, "workbook"), {"place": asked})
        assert (refused.status_code, refused["Location"]) == (302, place(desk, "send"))
    assert "No cycle asks you" in stranger.get(place(desk, "send")).content.decode()


def test_the_cycles_page_leads_who_may_write_to_all_that_they_may_write(desk: Reporting) -> None:
    at = reverse("improvement:cycle", args=[desk.partnership.ref, desk.cycle.ref])
    manager: Any = factories.signed_in_client(desk.manager)
    assert f"place={desk.cycle.ref}&amp;of=all" in manager.get(at).content.decode()
    reader: Any = factories.signed_in_client(desk.holder("Bo Board"))
    assert "in Excel" not in reader.get(at).content.decode()
