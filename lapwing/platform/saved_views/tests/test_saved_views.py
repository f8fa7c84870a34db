"""Views of tables are kept for oneself, asked for again, removed and brought back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.saved_views.commands import MOST_OF_A_PERSON
from lapwing.platform.saved_views.models import SavedView
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import MOMENT, People


@pytest.fixture
def client(people: People, client_as: Callable[[User], Client]) -> Client:
    return client_as(people.owner)


@pytest.fixture
def page(partnership: Partnership) -> str:
    return reverse("people", args=[partnership.ref])


def keep(client: Client, partnership: Partnership, here: str, **sent: str) -> str:
    """Keep a view; what is said on the page that follows."""
    given = {
        "name": "The board",
        "page": here,
        "table": "people",
        "query": "sort=-person&role=board-member",
    } | sent
    address = reverse("save-view", args=[partnership.ref])
    response = client.post(address, given, follow=True)
    return response.content.decode()


def kept() -> list[SavedView]:
    with as_maintenance():
        return list(SavedView.objects.kept())


def test_a_view_stands_beside_its_table_and_leads_back_to_what_was_asked(
    client: Client, partnership: Partnership, page: str
) -> None:
    said = keep(client, partnership, page)
    assert "The view “The board” is kept." in said
    (view,) = kept()
    assert view.url == f"{page}?sort=-person&role=board-member"
    assert view.url.replace("&", "&amp;") in client.get(page).content.decode()


def test_what_was_looked_for_does_not_outlive_the_view_in_its_history(
    client: Client, partnership: Partnership, page: str
) -> None:
    keep(client, partnership, page, name="About Olive", query="person=Olive")
    keep(client, partnership, page, name="About Olive", query="person=Colin")
    (view,) = kept()
    with as_maintenance():
        lines = HistoryEntry.objects.filter(table_name="saved_views_savedview", row_id=view.pk).order_by("id")
        made, changed = ([(line.new or {})[part] for part in ("name", "query", "page")] for line in lines)
    assert made == ["[hidden]", "[hidden]", page]
    assert changed == ["[hidden]", "[hidden, changed]", page]


def test_the_page_of_a_list_and_rows_that_were_picked_are_not_kept(
    client: Client, partnership: Partnership, page: str
) -> None:
    keep(client, partnership, page, query="page=3&sort=person&rows=abc&format=csv")
    assert [view.query for view in kept()] == ["sort=person"]


def test_the_same_name_again_asks_for_something_new(
    client: Client, partnership: Partnership, page: str
) -> None:
    keep(client, partnership, page)
    assert "now asks for this" in keep(client, partnership, page, query="sort=person")
    assert [view.query for view in kept()] == ["sort=person"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "  "}, "Give the view a name."),
        ({"name": "x" * 61}, "Give the view a shorter name"),
        ({"page": "/people/"}, "That page has no table"),
        ({"page": "https://elsewhere.example/p/"}, "That page has no table"),
        ({"page": "//elsewhere.example/"}, "That page has no table"),
        ({"table": ""}, "That page has no table"),
        ({"query": "a=" + "x" * 1100}, "too much to keep"),
    ],
)
def test_what_cannot_be_kept_is_said(
    client: Client, partnership: Partnership, page: str, sent: dict[str, str], said: str
) -> None:
    assert said in keep(client, partnership, page, **sent)
    assert kept() == []


def test_nobody_keeps_views_without_end(
    client: Client, people: People, partnership: Partnership, page: str
) -> None:
    with as_maintenance():
        SavedView.objects.bulk_create(
            SavedView(
                user=people.owner,
                partnership=partnership,
                name=f"View {number}",
                page=page,
                table="people",
                query="",
                created_at=MOMENT,
            )
            for number in range(MOST_OF_A_PERSON)
        )
    assert "Remove some first" in keep(client, partnership, page)


def test_a_view_is_removed_and_brought_back(client: Client, partnership: Partnership, page: str) -> None:
    keep(client, partnership, page)
    (view,) = kept()
    client.post(reverse("remove-view", args=[partnership.ref, view.ref]))
    assert kept() == []
    client.post(reverse("restore-view", args=[partnership.ref, view.ref]))
    assert kept() == [view]


def test_a_view_is_not_brought_back_beside_another_of_its_name(
    client: Client, partnership: Partnership, page: str
) -> None:
    keep(client, partnership, page)
    (first,) = kept()
    client.post(reverse("remove-view", args=[partnership.ref, first.ref]))
    keep(client, partnership, page)
    address = reverse("restore-view", args=[partnership.ref, first.ref])
    assert "another view of that name" in client.post(address, follow=True).content.decode()


def test_nobody_sees_or_removes_the_views_of_another(
    client: Client, people: People, client_as: Callable[[User], Client], partnership: Partnership, page: str
) -> None:
    keep(client, partnership, page)
    (view,) = kept()
    colleague = client_as(people.colleague)
    assert "The board" not in colleague.get(reverse("saved-views", args=[partnership.ref])).content.decode()
    assert colleague.post(reverse("remove-view", args=[partnership.ref, view.ref])).status_code == 404
    assert kept() == [view]
