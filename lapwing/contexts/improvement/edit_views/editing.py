"""The page of a form that changes a plan: as ``platform.editing``, with what the plan's own forms show."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.platform.editing import pages
from lapwing.platform.editing.pages import (
    CONFLICT_PAGE,
    CONFLICT_TITLE,
    ValuesOf,
    last_change,
    look_again,
    show_conflict,
    version_sent,
)
from lapwing.registry.submitting import submit

__all__ = [
    "CONFLICT_PAGE",
    "CONFLICT_TITLE",
    "FormPage",
    "ValuesOf",
    "last_change",
    "look_again",
    "show_conflict",
    "submit",
    "version_sent",
]


@dataclass(frozen=True)
class FormPage(pages.FormPage):
    """A form's page, with what it is about and what was said before where there is any."""

    template: str = "improvement/edit/form.html"
