"""Sending a form to a command, where it asks about children's names and the registry may refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpResponse

from lapwing.platform.access.views import ActorRequest
from lapwing.platform.editing import pages
from lapwing.platform.editing.commands import EditedByAnotherError, RefusedError
from lapwing.platform.editing.pages import FormPage, ValuesOf
from lapwing.platform.ui.forms import Form
from lapwing.registry.errors import GroupChangedError, RegistryError
from lapwing.registry.names import ASKED_ABOUT, CONFIRMED, AsksAboutNames, ChildNamedError


def submit(
    request: ActorRequest,
    page: FormPage,
    form: Form,
    save: Callable[[dict[str, Any]], object],
    *,
    row: Model | None = None,
    values_of: ValuesOf | None = None,
    leads_to: Callable[[Any], str] | None = None,
    said: Callable[[Any], None] | None = None,
) -> HttpResponse:
    """The answer to asking for a form or sending it, as ``platform.editing.pages.submit``.

    A form that asks about names asks here, and gives ``save`` the words that name nobody (``named_nobody``)
    beside what was typed. What the registry refuses is refused like anything else.
    """

    def saved(typed: dict[str, Any]) -> object:
        if isinstance(form, AsksAboutNames):
            typed = {name: value for name, value in typed.items() if name not in (CONFIRMED, ASKED_ABOUT)}
            typed["named_nobody"] = form.named_nobody
        try:
            return save(typed)
        except GroupChangedError as error:
            raise EditedByAnotherError(error.current) from error
        except RegistryError as error:
            raise RefusedError(str(error), field=getattr(error, "field", "")) from error

    try:
        return pages.submit(
            request, page, form, saved, row=row, values_of=values_of, leads_to=leads_to, said=said
        )
    except ChildNamedError as error:
        assert isinstance(form, AsksAboutNames), "who asks for free text asks about names too"
        form.ask_about(error)
        return page.show(request, form)
