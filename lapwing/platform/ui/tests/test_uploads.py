"""A script that sends a file is told where to go on; everybody else is led there as ever."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from lapwing.platform.ui.uploads import ASKED, GO_TO, uploads


def led(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect("/next/")
    response.set_cookie("messages", "It is saved.")
    return response


def shown(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The form again")


BY_SCRIPT = {ASKED: "1"}


def test_a_script_is_told_where_it_leads_and_keeps_the_cookies() -> None:
    answer = uploads(led)(RequestFactory().post("/", headers=BY_SCRIPT))
    assert (answer.status_code, answer.headers[GO_TO]) == (204, "/next/")
    assert "Location" not in answer.headers
    assert answer.cookies["messages"].value == "It is saved."


def test_a_refused_form_is_shown_to_it_as_it_is() -> None:
    answer = uploads(shown)(RequestFactory().post("/", headers=BY_SCRIPT))
    assert (answer.status_code, GO_TO in answer.headers) == (200, False)


@pytest.mark.parametrize(("method", "headers"), [("post", {}), ("get", BY_SCRIPT)])
def test_nobody_else_is(method: str, headers: dict[str, str]) -> None:
    answer = uploads(led)(getattr(RequestFactory(), method)("/", headers=headers))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/next/")
