"""Taking a plan out as a file: in every form, as at a day, and only for those who may."""

from __future__ import annotations

from typing import cast

import pytest

from lapwing.contexts.improvement.publishing.files import KINDS, Ending
from lapwing.contexts.improvement.views.tests.conftest import TODAY, Get, Site, text_of
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People


def test_the_plan_goes_out_as_a_file_to_those_who_may_take_it(
    site: Site, get: Get, people: People, partnership: Partnership
) -> None:
    page = get(people.colleague, "export-json")
    assert page["Content-Type"].startswith("application/json")
    assert page["Content-Disposition"] == (
        f'attachment; filename="larkshire-plan-for-play-{TODAY.isoformat()}.json"'
    )
    assert '"lapwing-plan/1"' in page.content.decode()


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_plan_goes_out_in_the_forms_of_an_office(
    ending: str, begins: bytes, site: Site, get: Get, people: People
) -> None:
    page = get(people.colleague, f"export-{ending}")
    assert page.content.startswith(begins)
    assert f'-{TODAY.isoformat()}.{ending}"' in page["Content-Disposition"]
    assert page["Content-Type"] == KINDS[cast("Ending", ending)].media_type


def test_the_page_to_take_the_plan_out_says_what_each_form_is_for(
    site: Site, get: Get, people: People
) -> None:
    page = get(people.colleague, "save-as")
    words = text_of(page)
    assert all(kind.use in words and f"Save as {kind.name}" in words for kind in KINDS.values())


def test_a_plan_of_the_past_is_taken_out_as_it_stood(site: Site, get: Get, people: People) -> None:
    page = get(people.colleague, "save-as", as_at="2026-06-01").content.decode()
    assert all(f"export.{ending}?as_at=2026-06-01" in page for ending in KINDS)


@pytest.mark.parametrize("page", ["save-as", *(f"export-{ending}" for ending in KINDS)])
def test_the_plan_does_not_go_out_to_those_who_may_only_read(
    page: str, site: Site, get: Get, partnership: Partnership
) -> None:
    assert get(factories.member(partnership, "senco"), page).status_code == 404
