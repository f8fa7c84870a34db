"""What every page that changes a plan does: show a form, send what was typed to one command, and go on.

A refusal stands in the form beside the field at fault. When somebody else saved meanwhile, both versions are
shown; what was typed is never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lapwing.contexts.improvement.commands import EditedByAnotherError, RefusedError
from lapwing.platform.access.views import ActorRequest
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.conflicts import chosen, conflict
from lapwing.platform.ui.forms import Form, refuse
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.names import ASKED_ABOUT, CONFIRMED, AsksAboutNames, ChildNamedError

ValuesOf = Callable[[Any], Mapping[str, Any]]
CONFLICT_TITLE = "Somebody else changed this too"


@dataclass(frozen=True)
class FormPage:
    """How a form's page looks, where it leads when it is done, and what is said then."""

    title: str
    back: str
    button: str = "Save"
    done: str = "Saved."
    caption: str | None = None
    crumbs: Sequence[Crumb] = ()
    template: str = "improvement/edit/form.html"
    context: Mapping[str, Any] = field(default_factory=dict)

    def show(self, request: ActorRequest, form: Form, **more: Any) -> HttpResponse:
        context = {"form": form, "button": self.button, "cancel_url": self.back, **self.context, **more}
        return render(
            request,
            self.template,
            context,
            title=self.title,
            caption=self.caption,
            crumbs=self.crumbs,
            width="reading",
        )


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
    """The answer to asking for a form or sending it.

    ``save`` is the command with what was typed; of a form that asks about children's names also with
    ``named_nobody``. For a record that others may be editing, ``row`` is it and
    ``values_of`` reads its values by the form's names. ``leads_to`` says where what was saved leads, and
    ``said`` says it instead of the page's own words.
    """
    if form.is_bound and form.is_valid():
        values = dict(form.cleaned_data)
        if row is not None and values_of is not None:
            values = chosen(form, values_of(row))
        if isinstance(form, AsksAboutNames):
            values = {name: value for name, value in values.items() if name not in (CONFIRMED, ASKED_ABOUT)}
            values["named_nobody"] = form.named_nobody
        try:
            saved = save(values)
        except ChildNamedError as error:
            assert isinstance(form, AsksAboutNames), "who asks for free text asks about names too"
            form.ask_about(error)
        except EditedByAnotherError as error:
            if values_of is not None:
                return show_conflict(request, page, form, error, values_of)
            look_again(form, error)
        except RefusedError as error:
            refuse(form, error)
        else:
            if said is None:
                messages.success(request, page.done)
            else:
                said(saved)
            return redirect(leads_to(saved) if leads_to else page.back)
    return page.show(request, form)


def version_sent(request: ActorRequest) -> int:
    """The version that a button carried, in its form or its address; none counts as the oldest."""
    return whole_number(request.POST.get("version") or request.GET.get("version"))


def show_conflict(
    request: ActorRequest,
    page: FormPage,
    form: Form,
    error: EditedByAnotherError,
    values_of: ValuesOf,
) -> HttpResponse:
    """Both versions, field by field, for whoever sent theirs second."""
    who, when = last_change(error.current)
    current = values_of(error.current)
    version = int(getattr(error.current, "version", 0))
    found = conflict(form, current=current, version=version, who=who, when=when)
    context = {"conflict": found, "cancel_url": page.back}
    return render(
        request,
        "improvement/edit/conflict.html",
        context,
        title=CONFLICT_TITLE,
        caption=page.title,
        crumbs=page.crumbs,
        width="work",
        status=409,
    )


def look_again(form: Form, error: EditedByAnotherError) -> None:
    """Where nothing can be chosen between: say who changed it, and let the person go on knowing that."""
    who, _ = last_change(error.current)
    form.data = {**form.data.dict(), "version": str(getattr(error.current, "version", 0))}  # type: ignore[attr-defined]
    form.add_error(None, f"{who} changed this meanwhile. Look at it again before you go on.")


def last_change(row: Model) -> tuple[str, datetime]:
    """Who changed a record last, and when, as far as the actor may know."""
    entry = (
        HistoryEntry.objects.filter(table_name=row._meta.db_table, row_id=row.pk).order_by("-id").first()
        if row.pk
        else None
    )
    if entry is None or entry.actor_id is None:
        return "Somebody else", timezone.now()
    name = User.objects.filter(pk=entry.actor_id).values_list("name", flat=True).first()
    return name or "Somebody else", entry.at
