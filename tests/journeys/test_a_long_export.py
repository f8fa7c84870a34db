"""A long export in a real browser and a real worker: asked for, left, told of, and collected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.contexts.improvement.models import Milestone, StatusReport
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.exports.models import Export
from lapwing.platform.jobs.models import Work
from lapwing.platform.jobs.tests.real_worker import real_worker
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.browser import PHONE, assert_accessible, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
REPORTS = 6_000


@pytest.fixture(autouse=True)
def empty_queue() -> Iterator[None]:
    yield
    with as_maintenance(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lapwing_owner")
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    """A plan of which there are more reports than are written down at once."""
    desk = desk_of(partnership, people)
    report = StatusReport(
        partnership=partnership,
        milestone=desk.one(Milestone),
        status="on-track",
        note="As planned",
        effective_on=date(2026, 5, 3),
        recorded_at=datetime(2026, 5, 3, 12, tzinfo=UTC),
        recorded_by=desk.manager,
    )
    values = {field.attname: getattr(report, field.attname) for field in StatusReport._meta.concrete_fields}
    del values["id"], values["ref"]
    with as_maintenance():
        StatusReport.objects.bulk_create([StatusReport(**values) for _ in range(REPORTS)])
    return desk


def ask(page: Page, desk: Desk) -> None:
    """From the plan's own page to an export that waits."""
    page.goto(desk.url("save-as", plan=desk.plan.ref))
    page.get_by_role("button", name="Take everything out").click()
    expect(page.get_by_text("made in the background")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Why you need it").fill("For the board in June")
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_text("Waiting for its turn", exact=True)).to_be_visible()


def test_it_is_left_followed_and_collected(desk: Desk, page_as: Open, tmp_path: Path) -> None:
    page = page_as(desk.manager)
    ask(page, desk)
    expect(page.get_by_text("Nothing runs in the background at the moment")).to_be_visible()
    assert_accessible(page)

    page.goto(reverse("works"))
    page.get_by_role("link", name="Export: ").focus()
    with real_worker("30") as worker:
        expect(page.get_by_text("Done", exact=True)).to_be_visible()
        assert_accessible(page)
        page.get_by_role("button", name="Open what came of it").click()
        expect(page.get_by_role("heading", name="Ready")).to_be_visible()
        worker.ask_to_stop()
        assert worker.ended() == 0

    assert_accessible(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the file").click()
    path = tmp_path / coming.value.suggested_filename
    coming.value.save_as(path)
    book = load_workbook(path, read_only=True)
    assert sum(1 for _ in book["Reports"].iter_rows()) > REPORTS
    assert ("Why", "For the board in June") in book["About this file"].iter_rows(values_only=True)
    export = desk.one(Export)
    assert (export.fetched, export.ref in path.name) == (1, True)
    page.goto("/notices/")
    expect(page.get_by_text("Your export is ready")).to_be_visible()


def test_without_javascript_on_a_phone_it_is_looked_at_again(desk: Desk, page_as: Open) -> None:
    page = page_as(desk.manager, javascript=False, viewport=PHONE)
    ask_plainly(page, desk)
    with real_worker("30") as worker:
        while desk.one(Work).state != "done":
            with page.expect_navigation():
                page.get_by_role("link", name="Look again").click()
            assert not scrolls_sideways(page)
            if page.get_by_role("button", name="Open what came of it").count():
                break
        worker.ask_to_stop()
        assert worker.ended() == 0
    page.goto(reverse("work", args=[desk.one(Work).ref]))
    page.get_by_role("button", name="Open what came of it").click()
    expect(page.get_by_role("heading", name="Ready")).to_be_visible()


def test_one_that_waits_is_stopped(desk: Desk, page_as: Open) -> None:
    page = page_as(desk.manager)
    ask(page, desk)
    page.goto(reverse("work", args=[desk.one(Work).ref]))
    page.get_by_role("button", name="Stop it").click()
    expect(page.get_by_text("It was stopped before it began")).to_be_visible()
    assert_accessible(page)


def ask_plainly(page: Page, desk: Desk) -> None:
    page.goto(desk.url("save-as", plan=desk.plan.ref))
    page.get_by_role("button", name="Take everything out").click()
    page.get_by_label("Why you need it").fill("For the board in June")
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_text("Waiting for its turn", exact=True)).to_be_visible()
    page.goto(reverse("work", args=[desk.one(Work).ref]))
