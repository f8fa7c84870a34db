"""The addresses of the interface: its page, its description, and each operation behind the door."""

from __future__ import annotations

from django.urls import URLPattern, path
from ninja.errors import HttpError, ValidationError

from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import Declaration, Door
from lapwing.shell.api import answering, decisions, evidence, figures, groups, packs, page, reading, updates
from lapwing.shell.api.declaring import OPERATIONS, api
from lapwing.shell.api.door import door
from lapwing.shell.api.problems import ProblemError

app_name = "api"
ROOMS = (reading, figures, updates, evidence, groups, decisions, packs)

api.add_exception_handler(ProblemError, answering.of_problem)
api.add_exception_handler(NotVisible, answering.of_not_visible)
api.add_exception_handler(ValidationError, answering.of_not_valid)
api.add_exception_handler(HttpError, answering.of_framework)
api.add_exception_handler(Exception, answering.of_fault)


def _behind_the_door(pattern: URLPattern) -> URLPattern:
    """The same address, entered by a token alone, and declared as such for the access matrix."""
    parts = "/" + str(pattern.pattern).replace("<", "{").replace(">", "}")
    view = door(parts, pattern.callback)
    needed = frozenset(
        each.permission for each in OPERATIONS.values() if each.path == parts and each.permission
    )
    view.access = Declaration(Door.TOKEN, needed)  # type: ignore[attr-defined]
    return path(str(pattern.pattern), view, name=pattern.name)


urlpatterns = [
    path("", page.page, name="page"),
    path("openapi.json", page.description, name="description"),
    *(
        _behind_the_door(each)
        for each in api.urls[0]
        if isinstance(each, URLPattern) and each.name != "api-root"
    ),
]
