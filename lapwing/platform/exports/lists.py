"""Any list, whole: what is too long for a download becomes an export.

The list's own page is asked for it, as the person who wants it and with their access at that moment, so that
what may be seen is decided in one place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.base import SessionBase
from django.test import RequestFactory
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.http import urlencode
from django_htmx.middleware import HtmxDetails

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import declaration_of
from lapwing.platform.accounts.models import User
from lapwing.platform.exports.access import OWN
from lapwing.platform.exports.kinds import Content, ExportKind, Sheet
from lapwing.platform.ui.whole_lists import WholeList, wants_whole_list

CODE = "list"
_PLACE = re.compile(r"^/p/(?P<partnership>[^/?]+)/[^?]*")


def whole_list(actor: Actor, partnership: Any, parameters: Mapping[str, str]) -> Content:
    """The list at ``address``, all its rows. Raises NotVisible where there is no list for this person."""
    address = parameters.get("address", "")
    found = _PLACE.match(address)
    if found is None or found["partnership"] != partnership.ref:
        raise NotVisible("No such list")
    answer = _asked(actor, address, found[0])
    if not isinstance(answer, WholeList):
        raise NotVisible("No such list")
    sheet = Sheet(answer.name, answer.headings, answer.lines, answer.count)
    return Content(f"List: {answer.caption}", (sheet,), answer.notes)


def may_see_list(actor: Actor, partnership_id: int, parameters: Mapping[str, str]) -> bool:
    """Whether the list's own page still lets this person in."""
    found = _PLACE.match(parameters.get("address", ""))
    declared = declaration_of(_page_of(found[0]).func) if found else None
    return declared is not None and actor.may_any(declared.permissions, partnership_id)


def _asked(actor: Actor, address: str, path: str) -> object:
    match = _page_of(path)
    request: Any = RequestFactory().get(address)
    request.actor, request.user, request.htmx = actor, User(pk=actor.id), HtmxDetails(request)
    request.request_id, request.undo = "", False
    # pages that are no lists, too, find what they look for, and nothing in it
    request.session = SessionBase()
    request._messages = SessionStorage(request)
    wants_whole_list(request)
    return match.func(request, *match.args, **match.kwargs)


def _page_of(path: str) -> ResolverMatch:
    """The page at a path. Raises NotVisible."""
    try:
        return resolve(path)
    except Resolver404 as error:
        raise NotVisible("No such list") from error


def address_of_export(path: str, query: Mapping[str, str]) -> str | None:
    """Where a list that is too long for a download is asked for; None where no partnership is named."""
    found = _PLACE.match(path)
    if found is None:
        return None
    place = reverse("ask-for-export", args=[found["partnership"], CODE])
    kept = {name: value for name, value in query.items() if value}
    return f"{place}?{urlencode({'address': f'{path}?{urlencode(kept)}', 'form': kept.get('format', '')})}"


WHOLE_LIST = ExportKind(
    code=CODE,
    label="A list",
    permission=OWN,
    # what stands in a list is not known here
    personal=True,
    content=whole_list,
    still_may=may_see_list,
)
