"""Addresses for the kit's own tests: the gallery, a page that fails, one that refuses what it was sent."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from lapwing.platform.ui import errors
from lapwing.platform.ui.gallery import gallery


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("as a page would")


def refuses(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("as Django would")


urlpatterns = [
    path("kit/", gallery, name="kit"),
    path("breaks/", breaks, name="breaks"),
    path("refuses/", refuses, name="refuses"),
    path("p/<str:partnership>/plan/", breaks, name="plan"),
    path("p/<str:partnership>/plan/measures/", breaks, name="measures"),
    path("help/", breaks, name="help"),
]
handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.server_error
