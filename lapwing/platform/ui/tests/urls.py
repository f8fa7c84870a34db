"""Addresses for the kit's own tests: the gallery, and pages that fail."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from lapwing.platform.ui import errors
from lapwing.platform.ui.gallery import gallery


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("as a page would")


urlpatterns = [path("kit/", gallery, name="kit"), path("breaks/", breaks, name="breaks")]
handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.server_error
