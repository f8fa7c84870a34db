"""What the forms have in common: the version that was read, and choosing people, bodies and groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from lapwing.contexts.governance.access import may_be_asked
from lapwing.platform.accounts.models import User
from lapwing.platform.editing.pages import EditForm
from lapwing.registry.models import Membership, Organisation
from lapwing.registry.names import AsksAboutNames

__all__ = [
    "NOT_HERE",
    "EditForm",
    "WordsForm",
    "bodies_of",
    "choose",
    "left_out",
    "people_of",
    "people_who_act",
    "text_box",
]

NOT_HERE = "Nothing by which a child or a family could be known."


class WordsForm(AsksAboutNames, EditForm):
    """A form of free text: it asks once whether what looks like a child's name is one."""


def text_box(
    label: str, *, rows: int = 4, longest: int = 4000, missing: str = "", **more: Any
) -> forms.CharField:
    """A box for several lines. ``missing`` is said of one left empty, where the label asks a question."""
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, widget=box, **left_out(missing), **more)


def left_out(words: str) -> dict[str, Any]:
    """What a field is given so that it says these words when it is left out; nothing without words."""
    return {"error_messages": {"required": words}} if words else {}


def choose(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def people_who_act(partnership_id: int, on: date) -> list[tuple[str, str]]:
    """Everybody who can be asked to act, by name: (reference, name). Two queries."""
    rows = User.objects.filter(pk__in=may_be_asked(partnership_id, on))
    return sorted(rows.values_list("ref", "name"), key=lambda pair: pair[1].casefold())


def people_of(partnership_id: int, on: date) -> list[tuple[str, str]]:
    """Everybody who holds a role on a day, by name: (reference, name). One query."""
    held = Membership.objects.filter(partnership_id=partnership_id, user__is_active=True).held_on(on)
    found = dict(held.values_list("user__ref", "user__name"))
    return sorted(found.items(), key=lambda pair: pair[1].casefold())


def bodies_of(partnership_id: int) -> list[tuple[str, str]]:
    """The bodies that take part: (reference, name). One query."""
    return [(body.ref, body.name) for body in Organisation.objects.taking_part_in(partnership_id)]
