"""What is done with the answer of an organisation: each purpose is one function, found by its name.

    @on_return("accept-invitation")
    def accept(request, organisation, visit, told) -> HttpResponse: ...

Packages above this one add purposes of their own when their app is ready.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from lapwing.platform.access.views import ActorRequest
from lapwing.platform.accounts.organisations.configuration import Organisation
from lapwing.platform.accounts.organisations.exchange import Told, Visit

Handler = Callable[[ActorRequest, Organisation, Visit, Told], HttpResponse]
_HANDLERS: dict[str, Handler] = {}


class RefusedError(Exception):
    """The organisation says who it is, and that does not help here; the text says what to do."""


def on_return(purpose: str) -> Callable[[Handler], Handler]:
    """Register what is done when somebody comes back who left for this purpose."""

    def register(handler: Handler) -> Handler:
        _HANDLERS[purpose] = handler
        return handler

    return register


def handler_of(purpose: str) -> Handler:
    return _HANDLERS[purpose]
