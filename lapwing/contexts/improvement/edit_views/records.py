"""Adding a record to a plan, and changing one: the page and the call that are alike for every kind.

A view finds the record, and says which form, which command and which details are its kind's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from lapwing.contexts.improvement.edit_views.editing import FormPage, ValuesOf, submit
from lapwing.contexts.improvement.edit_views.places import address
from lapwing.contexts.improvement.models.base import Editable
from lapwing.contexts.improvement.presenters.kinds import KIND_OF, WORDS
from lapwing.platform.access.views import ActorRequest
from lapwing.platform.ui.forms import Form
from lapwing.platform.ui.pages import Crumb

# From what was typed to what a command wants.
Details = Callable[[dict[str, Any]], object]


def page_to_add(
    model: type[Editable],
    *,
    back: str,
    crumbs: Sequence[Crumb],
    caption: str | None = None,
    done: str = "",
    word: str = "",
) -> FormPage:
    """The page that asks for a new record. ``done`` is said when it is there, if more than that; ``word`` is
    what the plan calls it.
    """
    word = word or WORDS[model]
    return FormPage(
        title=f"Add {'an' if word[0] in 'aeio' else 'a'} {word}",
        button=f"Add the {word}",
        back=back,
        done=done or f"The {word} is added.",
        caption=caption,
        crumbs=crumbs,
    )


def page_to_change(
    row: Editable,
    *,
    back: str,
    crumbs: Sequence[Crumb],
    caption: str | None = None,
    template: str = FormPage.template,
    word: str = "",
    **context: object,
) -> FormPage:
    """The page on which a record is changed, and from which it is taken out."""
    word = word or WORDS[type(row)]
    take_out = address(row.partnership, "take-out", kind=KIND_OF[type(row)], ref=row.ref)
    return FormPage(
        title=f"Change the {word}",
        back=back,
        done=f"The {word} is changed.",
        caption=caption,
        crumbs=crumbs,
        template=template,
        context={"take_out": take_out, **context},
    )


def initial_of(row: Editable, values_of: ValuesOf) -> dict[str, Any]:
    """What a form to change a record begins with; its version tells whether others changed it meanwhile."""
    return {**values_of(row), "version": row.version}


def add(
    request: ActorRequest,
    page: FormPage,
    form: Form,
    create: Callable[..., object],
    details: Details,
    *,
    leads_to: Callable[[Any], str] | None = None,
    **within: object,
) -> HttpResponse:
    """Ask for a new record, and make it by ``create``; ``within`` names what it lies in (``plan_ref``)."""
    return submit(
        request,
        page,
        form,
        lambda typed: create(actor=request.actor, now=timezone.now(), details=details(typed), **within),
        leads_to=leads_to,
    )


def change(
    request: ActorRequest,
    row: Editable,
    page: FormPage,
    form: Form,
    edit: Callable[..., object],
    details: Details,
    values_of: ValuesOf,
) -> HttpResponse:
    """Ask how a record should be, and make it so by ``edit``, unless somebody else changed it meanwhile."""
    return submit(
        request,
        page,
        form,
        lambda typed: edit(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=details(typed),
        ),
        row=row,
        values_of=values_of,
    )
