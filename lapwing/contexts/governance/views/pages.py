"""What every page of governance does: find the group, show a form, send what was typed, and go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.access import READ
from lapwing.contexts.governance.commands.common import EditedByAnotherError, NotYoursError, RefusedError
from lapwing.platform.access.rules import Rule
from lapwing.platform.access.views import ActorRequest
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.conflicts import chosen, conflict
from lapwing.platform.ui.forms import Form, refuse
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.errors import GroupChangedError, RegistryError
from lapwing.registry.models import GovernanceGroup, Partnership

M = TypeVar("M", bound=Model)
ValuesOf = Callable[[Any], Mapping[str, Any]]
CONFLICT_TITLE = "Somebody else changed this too"
ONLY_RUNNING = "Only the chair, deputy chair or secretary of the group, or a programme manager, can do this."
ONLY_DECIDING = "Only members of the group, or a programme manager, can do this."


@dataclass(frozen=True)
class FormPage:
    """How a form's page looks, where it leads when it is done, and what is said then."""

    title: str
    back: str
    button: str = "Save"
    done: str = "Saved."
    caption: str | None = None
    crumbs: Sequence[Crumb] = ()
    template: str = "governance/form.html"
    context: Mapping[str, Any] = field(default_factory=dict)

    def show(self, request: ActorRequest, form: Form) -> HttpResponse:
        context = {"form": form, "button": self.button, "cancel_url": self.back, "intro": "", **self.context}
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
) -> HttpResponse:
    """The answer to asking for a form or sending it.

    ``save`` is the command with what was typed. For a record that others may be editing, ``row`` is it and
    ``values_of`` reads its values by the form's names: whoever saves second is shown both versions.
    """
    if form.is_bound and form.is_valid():
        values = dict(form.cleaned_data)
        if row is not None and values_of is not None:
            values = chosen(form, values_of(row))
        try:
            saved = save(values)
        except (EditedByAnotherError, GroupChangedError) as error:
            if values_of is not None:
                return _conflict(request, page, form, error.current, values_of)
            form.add_error(None, f"{error} Look at it again before you go on.")
        except NotYoursError as error:
            return turned_away(request, str(error), page.back)
        except (RefusedError, RegistryError) as error:
            refuse(form, error)
        else:
            messages.success(request, page.done)
            return redirect(leads_to(saved) if leads_to else page.back)
    return page.show(request, form)


def turned_away(request: ActorRequest, words: str, back: str) -> HttpResponse:
    """Back to what they may see, with a sentence that says who may do what they asked for."""
    messages.error(request, words)
    return redirect(back)


def version_sent(request: ActorRequest) -> int:
    """The version that a button carried; none counts as the oldest."""
    return whole_number(request.POST.get("version"))


def address(partnership: Partnership, name: str, **parts: str) -> str:
    """The address of a page of governance."""
    return reverse(f"governance:{name}", kwargs={"partnership": partnership.ref, **parts})


def crumbs_to(partnership: Partnership, group: GovernanceGroup | None = None) -> tuple[Crumb, ...]:
    """The steps back: to the meetings, and to the group."""
    home = Crumb("Meetings", address(partnership, "home"))
    if group is None:
        return (home,)
    return (home, Crumb(group.called, address(partnership, "group", governance_group=group.ref)))


def find(request: ActorRequest, partnership: Partnership, model: type[M], ref: str, *related: str) -> M:
    """The record of the address, in its own partnership and not taken out. Raises NotVisible."""
    rows: Any = model._default_manager.select_related("partnership", *related)
    if hasattr(model, "voided_at"):
        rows = rows.filter(voided_at=None)
    return Rule(model).fetch(request.actor, READ, queryset=rows, partnership=partnership, ref=ref)


def group_address(group: GovernanceGroup) -> str:
    """The group's page."""
    return address(group.partnership, "group", governance_group=group.ref)


def _conflict(
    request: ActorRequest, page: FormPage, form: Form, current: Any, values_of: ValuesOf
) -> HttpResponse:
    who, when = _last_change(current)
    found = conflict(
        form, current=values_of(current), version=int(getattr(current, "version", 0)), who=who, when=when
    )
    return render(
        request,
        "ui/pages/conflict.html",
        {"conflict": found, "cancel_url": page.back},
        title=CONFLICT_TITLE,
        caption=page.title,
        crumbs=page.crumbs,
        status=409,
    )


def _last_change(row: Model) -> tuple[str, datetime]:
    """Who changed a record last, and when, as far as the actor may know."""
    entry = HistoryEntry.objects.filter(table_name=row._meta.db_table, row_id=row.pk).order_by("-id").first()
    if entry is None or entry.actor_id is None:
        return "Somebody else", timezone.now()
    name = User.objects.filter(pk=entry.actor_id).values_list("name", flat=True).first()
    return name or "Somebody else", entry.at
