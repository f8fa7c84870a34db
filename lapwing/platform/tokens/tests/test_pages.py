"""Making and ending tokens on their pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.tokens.models import ApiToken
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.platform.tokens.use import actor_of_token
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

READ = "improvement.plan.read"
ClientAs = Callable[[User], Client]


def filled(partnership: Partnership, days: int = 30, **changed: object) -> dict[str, object]:
    last = timezone.localdate() + timedelta(days=days)
    return {
        "name": "Power BI",
        "scopes": [READ],
        "partnerships": [partnership.pk],
        "last_day-day": last.day,
        "last_day-month": last.month,
        "last_day-year": last.year,
        **changed,
    }


def test_a_token_is_shown_once_and_then_only_its_first_letters(
    people: People, partnership: Partnership, client_as: ClientAs
) -> None:
    client = client_as(people.owner)
    made = client.post(reverse("account-token-make"), filled(partnership))
    text = re.search(r">(lw_[0-9A-Za-z]{50})</textarea>", made.content.decode())
    assert text, made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert actor_of_token(f"Bearer {text[1]}", now=timezone.now())
    page = client.get(reverse("account-tokens")).content.decode()
    assert text[1] not in page
    assert text[1][:11] in page
    assert "Never" not in page
    with as_maintenance():
        assert ApiToken.objects.get().user_id == people.owner.pk


def test_a_token_remembers_whether_a_second_factor_was_shown(
    partnership: Partnership, settings: Settings
) -> None:
    settings.PASSWORD_ALONE_ROLES = frozenset({"action-owner"})
    who = factories.member(partnership, "action-owner")
    for shown in (True, False):
        client = factories.signed_in_client(who, second_factor=shown)
        client.post(reverse("account-token-make"), filled(partnership))
    with as_maintenance():
        assert list(ApiToken.objects.order_by("id").values_list("second_factor", flat=True)) == [True, False]


def test_whoever_sits_down_at_an_open_desk_makes_no_token(people: People, partnership: Partnership) -> None:
    client = factories.signed_in_client(people.owner, recent=False)
    assert client.post(reverse("account-token-make"), filled(partnership)).status_code == 302
    with as_maintenance():
        assert ApiToken.objects.count() == 0


def test_a_form_that_is_not_right_says_what_would_be(
    people: People, partnership: Partnership, client_as: ClientAs
) -> None:
    client = client_as(people.owner)
    for changed, words in (
        ({"scopes": ["improvement.plan.edit"]}, "Select"),
        ({"scopes": []}, "Select what the token may do"),
        ({"partnerships": []}, "Select where the token counts"),
        ({"last_day-year": "2099"}, "within a year"),
    ):
        page = client.post(reverse("account-token-make"), filled(partnership, **changed)).content.decode()
        assert words in page
    with as_maintenance():
        assert ApiToken.objects.count() == 0


def test_one_s_own_token_is_ended_and_nobody_elses(
    people: People, partnership: Partnership, client_as: ClientAs
) -> None:
    token_for(people.owner, partnership, READ)
    with as_maintenance():
        ref = ApiToken.objects.get().ref
    client_as(people.colleague).post(reverse("account-token-end", args=[ref]))
    with as_maintenance():
        assert ApiToken.objects.get().ended_at is None
    client_as(people.owner).post(reverse("account-token-end", args=[ref]))
    with as_maintenance():
        assert ApiToken.objects.get().ended_by_id == people.owner.pk


def test_an_administrator_ends_a_token_with_a_reason(
    people: People, partnership: Partnership, client_as: ClientAs
) -> None:
    administrator = factories.member(partnership, "partnership-administrator")
    token_for(people.owner, partnership, READ, name="Laptop of the data team")
    client = client_as(administrator)
    page = client.get(reverse("tokens", args=[partnership.ref])).content.decode()
    assert "Olive Owner" in page
    with as_maintenance():
        ref = ApiToken.objects.get().ref
    place = reverse("token-end", args=[partnership.ref, ref])
    assert client.post(place, {"reason": ""}).status_code == 200
    assert client.post(place, {"reason": "The laptop was lost."}).status_code == 302
    with as_maintenance():
        assert ApiToken.objects.get().ended_by_id == administrator.pk


def test_whoever_may_nothing_that_programs_may_is_told_so_instead_of_an_empty_form(
    partnership: Partnership, client_as: ClientAs
) -> None:
    client = client_as(factories.member(partnership, "partnership-administrator"))
    page = client.get(reverse("account-token-make"), follow=True)
    assert page.redirect_chain == [(reverse("account-tokens"), 302)]
    assert "Your roles allow nothing that programs may do" in page.content.decode()
