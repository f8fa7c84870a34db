from __future__ import annotations

from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory

from lapwing.platform.ui.pages import Frame, render, with_frame
from lapwing.platform.ui.tests.support import elements
from lapwing.platform.ui.undoing import success_with_undo, undo_url


def asked() -> HttpRequest:
    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    with_frame(request, Frame())
    return request


def page(request: HttpRequest) -> str:
    return render(request, "layouts/page.html", title="Boats").content.decode()


def test_a_line_that_can_be_undone_has_a_button_that_posts() -> None:
    request = asked()
    success_with_undo(request, "The boat is taken out.", "/boats?kind=boat&ref=1")
    html = page(request)
    assert [form.attributes["action"] for form in elements(html, "form")] == ["/boats?kind=boat&ref=1"]
    assert "csrfmiddlewaretoken" in html
    assert "Undo" in html


def test_any_other_line_has_none() -> None:
    request = asked()
    messages.success(request, "Saved.")
    assert elements(page(request), "form") == []
    assert [undo_url(tags) for tags in (None, "", "wide")] == ["", "", ""]
