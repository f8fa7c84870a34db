"""A file's page as people see it: its versions, its pictures, and a download."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from lapwing.platform.access.acting import acting
from lapwing.platform.accounts.models import User
from lapwing.platform.documents import jobs
from lapwing.platform.documents.keeping import add_version, keep_file
from lapwing.platform.documents.models import File
from lapwing.platform.documents.purposes import PURPOSES, Purpose
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.browser import assert_accessible, screenshots, scrolls_sideways

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_plan(words: str) -> bytes:
    """A PDF of three pages."""
    sheets = []
    for page in range(1, 4):
        sheet = Image.new("RGB", (595, 842), "white")
        ImageDraw.Draw(sheet).text((60, 80), f"{words}, page {page}", fill="black", font_size=28)
        sheets.append(sheet)
    made = io.BytesIO()
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:])
    return made.getvalue()


@pytest.fixture
def file(purpose: Purpose, people: People, partnership: Partnership, monkeypatch: pytest.MonkeyPatch) -> File:
    drawn = Purpose(
        code=purpose.code,
        label="Notes",
        kinds=purpose.kinds,
        limit=5_000_000,
        may_read=purpose.may_read,
        may_change=purpose.may_change,
    )
    monkeypatch.setitem(PURPOSES._known, purpose.code, drawn)
    now = timezone.now()
    with acting(actor_for(people.owner, timezone.localdate()), purpose="test") as by:
        made = keep_file(
            by=by,
            partnership_id=partnership.pk,
            name="Improvement plan.pdf",
            content=a_plan("The plan of March"),
            purpose=purpose.code,
            now=now,
        )
        later = add_version(
            by=by, file=made, name="Improvement plan, June.pdf", content=a_plan("The plan of June"), now=now
        )
    jobs.draw(later.pk)
    return made


def test_a_file_is_looked_at_and_downloaded(
    file: File, people: People, partnership: Partnership, page_as: Callable[[User | None], Page]
) -> None:
    page = page_as(people.owner)
    page.goto(f"/p/{partnership.ref}/files/{file.ref}/about/")
    shown = page.get_by_role("img", name="Page 1 of 3 of Improvement plan, June.pdf")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('.lw-pictures__image').naturalWidth > 500")
    assert_accessible(page)
    screenshots(page, "file-about")
    page.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Improvement plan.pdf").click()
    assert waiting.value.suggested_filename == "Improvement plan.pdf"
    first = hashlib.sha256(waiting.value.path().read_bytes()).hexdigest()
    page.get_by_text("Fingerprints, to compare a copy with").click()
    assert page.get_by_text(f"Version 1: SHA-256 {first}").is_visible()
