"""What every page of governance does: find the group, show a form, send what was typed, and go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.access import READ
from lapwing.platform.access.rules import Rule
from lapwing.platform.access.views import ActorRequest
from lapwing.platform.editing import pages as editing
from lapwing.platform.editing.commands import NotYoursError
from lapwing.platform.editing.pages import turned_away, version_sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import GovernanceGroup, Partnership
from lapwing.registry.submitting import submit

__all__ = [
    "ONLY_DECIDING",
    "ONLY_RUNNING",
    "FormPage",
    "address",
    "crumbs_to",
    "deed",
    "find",
    "group_address",
    "page_of_group",
    "submit",
    "too_late",
    "turned_away",
    "version_sent",
    "why_not_theirs",
]

M = TypeVar("M", bound=Model)
Command = Callable[..., object]


@dataclass(frozen=True)
class FormPage(editing.FormPage):
    """A form's page, with a sentence (``intro``) above the form where there is one."""

    template: str = "governance/form.html"


ONLY_RUNNING = "Only the chair, deputy chair or secretary of the group, or a programme manager, can do this."
ONLY_DECIDING = "Only members of the group, or a programme manager, can do this."


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
    """The record of the address, in its own partnership and not withdrawn. Raises NotVisible."""
    rows: Any = model._default_manager.select_related("partnership", *related)
    if hasattr(model, "voided_at"):
        rows = rows.filter(voided_at=None)
    return Rule(model).fetch(request.actor, READ, queryset=rows, partnership=partnership, ref=ref)


def why_not_theirs(check: Callable[..., None], request: ActorRequest, row: Model) -> str:
    """Why somebody may not do something to a record, in the words of its command; empty when they may."""
    try:
        check(request.actor, row, timezone.now())
    except NotYoursError as error:
        return str(error)
    return ""


def too_late(request: ActorRequest, words: str, back: str) -> HttpResponse | None:
    """Back to the page of what is settled, for whoever opens a form that could only be refused.

    ``words`` say why, and are empty as long as it is not settled. What was typed meanwhile is refused in the
    form, where it stays.
    """
    if not words or request.method == "POST":
        return None
    return turned_away(request, words, back)


def deed(
    request: ActorRequest, command: Callable[..., object], row: Any
) -> Callable[[dict[str, Any]], object]:
    """What a form does that hands what was typed to the command on a record."""
    return lambda typed: command(actor=request.actor, now=timezone.now(), ref=row.ref, **typed)


def group_address(group: GovernanceGroup) -> str:
    """The group's page."""
    return address(group.partnership, "group", governance_group=group.ref)


def page_of_group(group: GovernanceGroup, title: str, **more: Any) -> FormPage:
    """A form's page below that of a group: it leads back there."""
    return FormPage(
        title=title,
        back=group_address(group),
        caption=group.name,
        crumbs=crumbs_to(group.partnership, group),
        **more,
    )
