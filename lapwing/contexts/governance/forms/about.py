"""Choosing what a record is about."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.governance.commands.about import NOTHING, Pointed
from lapwing.contexts.governance.forms.base import choose
from lapwing.contexts.governance.models import About
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.subjects import SUBJECTS

LONGEST = 120


def about_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What is it about?", required=False, help_text="An action or measure of the plan, say."
    )


def offer_subjects(
    form: forms.Form, actor: Actor, partnership: Partnership, *, also: Pointed = NOTHING
) -> None:
    """Give the field what can be chosen: what the parts list, and ``also``, if the actor may see it."""
    offered = {f"{each.kind}:{each.ref}": each.words for each in SUBJECTS.listed(actor, partnership)}
    key = said(also)
    if key and key not in offered:
        pointer = (also.kind, also.ref)
        found = SUBJECTS.find(actor, partnership, [pointer]).get(pointer)
        offered[key] = found.words if found else f"A {SUBJECTS.label(also.kind)} that you may not see"
    choose(
        form,
        "about",
        [("", "Nothing in particular"), *((key, _short(text)) for key, text in offered.items())],
    )


def pointed(text: str) -> Pointed:
    """What was chosen ("action:8k2d…"), or asked for in an address; nothing for what is no pointer."""
    kind, colon, ref = text.partition(":")
    return Pointed(kind[:20], ref[:12]) if colon and kind in SUBJECTS.kinds and ref else NOTHING


def said(at: Pointed) -> str:
    """A pointer as the field has it."""
    return f"{at.kind}:{at.ref}" if at.ref else ""


def about_value(row: About) -> dict[str, Any]:
    """What a record is about, as the field has it."""
    return {"about": f"{row.subject_kind}:{row.subject_ref}" if row.subject_ref else ""}


def pointed_of(row: About) -> Pointed:
    """What a record is about."""
    return Pointed(row.subject_kind, row.subject_ref)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
