"""What a person reads when something went wrong says what to do, and how to tell whoever can help."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from pytest_django import DjangoAssertNumQueries

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access.views import ActorRequest, public, signed_in
from lapwing.platform.accounts.models import User
from lapwing.platform.observing.references import read_aloud
from lapwing.platform.ui.errors import server_error
from lapwing.registry.tests.factories import People

FAILURES: dict[str, Exception] = {
    "fault": ValueError("the inside of the program"),
    "restarted": OperationalError("terminating connection due to administrator command"),
    "closed": InterfaceError("connection already closed"),
}


@public
def fails(request: HttpRequest, how: str) -> HttpResponse:
    if how == "tidied":
        try:
            raise FAILURES["restarted"]
        except OperationalError as error:
            raise RuntimeError("while tidying up") from error
    raise FAILURES[how]


@signed_in
def looks(request: ActorRequest) -> HttpResponse:
    """Changes somebody's name, looks then for what was asked for, and keeps a name that may be too long."""
    assert request.actor.user_id is not None
    person = User.objects.filter(pk=request.actor.user_id)
    person.update(name="Half Done")
    with transaction.atomic(savepoint=False):
        User.objects.filter(name__in=[*request.GET.values(), *request.POST.getlist("name")]).exists()
        person.update(name=request.POST.get("kept", "Done"))
    return HttpResponse("Done")


urlpatterns = [
    path("looks/", looks, name="looks"),
    path("fails/<str:how>/", fails, name="fails"),
    path("", include("lapwing.config.urls")),
]
handler500 = "lapwing.platform.ui.errors.server_error"


@pytest.fixture
def client(db: None) -> Client:
    return Client(raise_request_exception=False)


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_of_ours_has_a_reference(client: Client) -> None:
    response = client.get("/fails/fault/")
    assert response.status_code == 500
    page = response.content.decode()
    assert read_aloud(response["X-Request-ID"]) in page
    assert "the inside of the program" not in page


@pytest.mark.parametrize("how", ["restarted", "closed", "tidied"])
@override_settings(ROOT_URLCONF=__name__)
def test_a_database_that_is_away_is_said_to_come_back(client: Client, how: str) -> None:
    response = client.get(f"/fails/{how}/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "look before you send it again" in response.content.decode()


def test_the_page_of_an_error_asks_nothing_of_a_database_that_may_be_away(
    people: People, client_as: Callable[[User], Client], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in = client_as(people.owner)
    request = signed_in.get("/help/").wsgi_request
    request.session = SessionStore(request.session.session_key)
    setattr(request, "_messages", default_storage(request))  # noqa: B010
    with django_assert_num_queries(0):
        assert server_error(request).status_code == 500


def test_exceptions_that_lead_back_to_each_other_are_answered_too(db: None) -> None:
    """A page must not look for their cause for ever."""
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    request = Client().get("/help/").wsgi_request
    try:
        raise first
    except ValueError:
        second.__context__ = first
        assert server_error(request).status_code == 500


@override_settings(ROOT_URLCONF=__name__)
def test_a_null_character_that_no_form_refused_is_refused_in_words_and_nothing_is_half_done(
    people: People, client_as: Callable[[User], Client]
) -> None:
    asks = client_as(people.owner)
    for answer in (
        asks.get("/looks/", {"name": "zz\0"}),
        asks.post("/looks/", {"name": ["a", "zz\0"]}),
        asks.post("/looks/?name=zz%00"),
        asks.post("/looks/", {"kept": "zz\0"}),
    ):
        assert answer.status_code == 400
        assert "That could not be understood" in answer.content.decode()
    with as_maintenance():
        assert User.objects.get(pk=people.owner.pk).name == people.owner.name
    assert asks.get("/looks/", {"name": "zz"}).status_code == 200


@override_settings(ROOT_URLCONF=__name__)
def test_what_the_database_refuses_for_anything_else_stays_a_fault_of_ours(
    people: People, client_as: Callable[[User], Client]
) -> None:
    asks = client_as(people.owner)
    asks.raise_request_exception = False
    assert asks.post("/looks/", {"kept": "x" * 5000}).status_code == 500
