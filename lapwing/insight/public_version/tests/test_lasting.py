"""The address that is printed, and when there is none to print."""

from __future__ import annotations

import pytest
from django.test import override_settings
from django.urls import reverse

from lapwing.insight.public_version.lasting import lasting_address
from lapwing.insight.public_version.tests.conftest import Office
from lapwing.insight.public_version.tests.paper import words_on

SITE = "https://lapwing.alderbrook.example"


@pytest.mark.parametrize("site", [SITE, f"{SITE}/"])
def test_it_begins_with_the_address_that_people_type(site: str) -> None:
    with override_settings(LAPWING_ADDRESS=site):
        assert lasting_address("x7k2") == f"{SITE}/published/plan/x7k2/"


@pytest.mark.parametrize(
    "site", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000", "http://me.localhost"]
)
def test_nobody_else_could_open_an_address_of_ones_own_machine(site: str) -> None:
    with override_settings(LAPWING_ADDRESS=site):
        assert lasting_address("x7k2") == ""


def test_both_pdfs_that_are_kept_bear_it(office: Office) -> None:
    office.make()
    with override_settings(LAPWING_ADDRESS=SITE):
        office.publish()
    whole = SITE + reverse("published:newest", args=[office.plan.ref])
    for name in ("pdf", "easy-pdf"):
        kept = b"".join(office.public(name))
        assert whole in words_on(kept).replace(" ", "")


def test_the_page_gives_the_whole_address_for_print(office: Office) -> None:
    office.make()
    office.publish()
    place = reverse("published:newest", args=[office.plan.ref])
    assert f">http://testserver{place}</a>" in office.public().content.decode()
