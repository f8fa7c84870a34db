"""Pages over rows: dates of a milestone, targets of a series, figures to compare with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect

from lapwing.contexts.improvement.commands import EditedByAnotherError, RefusedError
from lapwing.contexts.improvement.edit_forms.rows import ADD, RowsForm
from lapwing.contexts.improvement.edit_views.editing import (
    CONFLICT_PAGE,
    CONFLICT_TITLE,
    FormPage,
    last_change,
)
from lapwing.platform.access.views import ActorRequest
from lapwing.platform.ui.conflicts import Conflict, ConflictField
from lapwing.platform.ui.pages import render
from lapwing.registry.names import AsksAboutNames, ChildNamedError

KEEP = "keep-rows"
TEMPLATE = "improvement/edit/rows.html"


def submit_rows(
    request: ActorRequest,
    page: FormPage,
    form: RowsForm,
    save: Callable[[RowsForm], object],
    *,
    in_words: Callable[[RowsForm | None], str],
) -> HttpResponse:
    """As ``editing.submit``, for rows: two versions are chosen between as a whole.

    ``in_words`` says the rows that were typed, or those that stand when it is given none.
    """
    if request.POST.get(KEEP) == "theirs":
        messages.success(request, "Kept as the other person saved it.")
        return redirect(page.back)
    if ADD not in request.POST and form.is_bound and form.is_valid():
        try:
            save(form)
        except ChildNamedError as error:
            assert isinstance(form, AsksAboutNames), "who asks for free text asks about names too"
            form.ask_about(error)
        except EditedByAnotherError as error:
            return _conflict(request, page, form, error.current, in_words)
        except RefusedError as error:
            form.add_error(_field(form, error.field), str(error))
        else:
            messages.success(request, page.done)
            return redirect(page.back)
    return page.show(request, form)


def _field(form: RowsForm, name: str) -> str | None:
    """Where a refusal stands: its field, or that of the first row when it is one of the rows'."""
    if name in form.fields:
        return name
    return f"{name}-0" if f"{name}-0" in form.fields else None


def _conflict(
    request: ActorRequest,
    page: FormPage,
    form: RowsForm,
    current: Model,
    in_words: Callable[[RowsForm | None], str],
) -> HttpResponse:
    who, when = last_change(current)
    field = ConflictField("rows", f"{form.row_word}s", theirs=in_words(None), yours=in_words(form))
    left_out = {"csrfmiddlewaretoken", "version", KEEP}
    carried = [(name, str(v)) for name, vs in request.POST.lists() for v in vs if name not in left_out]
    version = str(getattr(current, "version", 0))
    found = Conflict(who, when, (field,), (*carried, ("version", version)))
    context: dict[str, Any] = {"conflict": found, "cancel_url": page.back}
    return render(
        request,
        CONFLICT_PAGE,
        context,
        title=CONFLICT_TITLE,
        caption=page.title,
        crumbs=page.crumbs,
        status=409,
    )
