"""The page of a form that changes a record: show it, send what was typed to one command, and go on.

A refusal stands in the form beside the field at fault. When somebody else saved meanwhile, both versions are
shown; what was typed is never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lapwing.platform.access.views import ActorRequest
from lapwing.platform.accounts.models import User
from lapwing.platform.editing.commands import EditedByAnotherError, NotYoursError, RefusedError
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.conflicts import chosen, conflict
from lapwing.platform.ui.forms import Form, VersionedForm, refuse
from lapwing.platform.ui.pages import Crumb, render

ValuesOf = Callable[[Any], Mapping[str, Any]]
CONFLICT_TITLE = "Somebody else changed this too"
CONFLICT_PAGE = "ui/pages/conflict.html"


class EditForm(VersionedForm):
    """Carries the version that was read. Without one it counts as the oldest: the editor is shown both."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_version(self) -> int:
        return self.cleaned_data.get("version") or 0


@dataclass(frozen=True)
class FormPage:
    """How a form's page looks, where it leads when it is done, and what is said then."""

    title: str
    back: str
    button: str = "Save"
    done: str = "Saved."
    caption: str | None = None
    crumbs: Sequence[Crumb] = ()
    template: str = "layouts/form.html"
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

    ``save`` is the command with what was typed. For a record that others may be editing, ``row`` is it and
    ``values_of`` reads its values by the form's names: whoever saves second is shown both. ``leads_to`` says
    where what was saved leads, and ``said`` says it instead of the page's own words.
    """
    if form.is_bound and form.is_valid():
        values = dict(form.cleaned_data)
        if row is not None and values_of is not None:
            values = chosen(form, values_of(row))
        try:
            saved = save(values)
        except EditedByAnotherError as error:
            if values_of is not None:
                return show_conflict(request, page, form, error, values_of)
            look_again(form, error)
        except NotYoursError as error:
            return turned_away(request, str(error), page.back)
        except RefusedError as error:
            refuse(form, error)
        else:
            if said is None:
                messages.success(request, page.done)
            else:
                said(saved)
            return redirect(leads_to(saved) if leads_to else page.back)
    return page.show(request, form)


def turned_away(request: ActorRequest, words: str, back: str) -> HttpResponse:
    """Back to what they may see, with a sentence that says who may do what they asked for."""
    messages.error(request, words)
    return redirect(back)


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
    version = int(getattr(error.current, "version", 0))
    found = conflict(form, current=values_of(error.current), version=version, who=who, when=when)
    return render(
        request,
        CONFLICT_PAGE,
        {"conflict": found, "cancel_url": page.back},
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
