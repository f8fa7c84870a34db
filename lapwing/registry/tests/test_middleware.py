"""A request is one transaction in which its person acts."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django.fixtures import Settings

from lapwing.platform.access.acting import current_actor
from lapwing.platform.access.actor import NOBODY
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access.views import ActorRequest, public, signed_in
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.ui import errors
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


def rename(name: str) -> None:
    Partnership.objects.update(name=name)


@signed_in
def good(request: ActorRequest) -> HttpResponse:
    rename("Good")
    return HttpResponse(request.request_id)


@signed_in
def missing(request: ActorRequest) -> HttpResponse:
    rename("Missing")
    raise Http404


@signed_in
def crash(request: ActorRequest) -> HttpResponse:
    rename("Crash")
    raise RuntimeError


@signed_in
def failing(request: ActorRequest) -> HttpResponse:
    rename("Failing")
    return HttpResponse(status=503)


@signed_in
def stream(request: ActorRequest) -> StreamingHttpResponse:
    def rows() -> Iterator[str]:
        yield from Partnership.objects.values_list("name", flat=True)

    return StreamingHttpResponse(rows())


class Fetched(io.BytesIO):
    """A file that is read slowly, by somebody far away: meanwhile nobody acts, and no transaction is open."""

    def read(self, most: int | None = -1) -> bytes:
        assert current_actor() is NOBODY
        return super().read(most)


@signed_in
def give(request: ActorRequest) -> FileResponse:
    assert current_actor() is not NOBODY
    return FileResponse(Fetched(b"bytes"))


@public
def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{current_actor().name} {Partnership.objects.count()}")


@pytest.fixture(autouse=True)
def some_views(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("urls_of_this_test")
    views = (good, missing, crash, failing, stream, give, who)
    module.urlpatterns = [  # type: ignore[attr-defined]
        *(path(f"test/{view.__name__}/", view, name=f"test-{view.__name__}") for view in views),
        path("", include(settings.ROOT_URLCONF)),
    ]
    module.handler404 = errors.not_found  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "urls_of_this_test", module)
    settings.ROOT_URLCONF = "urls_of_this_test"


@pytest.fixture
def browser(people: People, client_as: Callable[[User], Client]) -> Client:
    client = client_as(people.owner)
    client.raise_request_exception = False
    return client


def name_of(partnership: Partnership) -> str:
    with as_maintenance():
        partnership.refresh_from_db()
    return partnership.name


def test_what_a_request_writes_is_kept_and_says_what_it_was_for(
    browser: Client, partnership: Partnership, people: People
) -> None:
    request_id = browser.get("/test/good/").content.decode()
    assert name_of(partnership) == "Good"
    with as_maintenance():
        entry = HistoryEntry.objects.filter(table_name="registry_partnership").latest("id")
    assert (entry.actor_id, entry.purpose, entry.request_id) == (people.owner.pk, "test-good", request_id)


@pytest.mark.parametrize("view", ["missing", "crash", "failing"])
def test_what_a_failing_request_writes_is_undone(
    browser: Client, partnership: Partnership, view: str
) -> None:
    browser.get(f"/test/{view}/")
    assert name_of(partnership) == "Larkshire SEND Partnership"


def test_the_page_that_finds_nothing_still_knows_who_asked(browser: Client) -> None:
    response = browser.get("/test/missing/")
    assert response.status_code == 404
    assert "Olive Owner" in response.content.decode()


def test_rows_are_streamed_as_the_person_who_asked(browser: Client, partnership: Partnership) -> None:
    response = browser.get("/test/stream/")
    assert response.getvalue() == partnership.name.encode()
    assert current_actor() is NOBODY


def test_a_file_is_fetched_without_a_transaction(browser: Client) -> None:
    assert browser.get("/test/give/").getvalue() == b"bytes"


def test_nobody_acts_for_a_visitor(client: Client, people: People) -> None:
    assert client.get("/test/who/").content == b"Nobody 0"


def test_nobody_acts_after_a_request(browser: Client) -> None:
    assert browser.get("/test/who/").content == b"Olive Owner 1"
    assert current_actor() is NOBODY
    assert Partnership.objects.count() == 0
