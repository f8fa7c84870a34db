"""What the forms have in common: the version that was read, and choosing people, bodies and groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from lapwing.platform.ui.forms import VersionedForm
from lapwing.registry.models import Membership, Organisation

NOT_HERE = "Nothing by which a child or a family could be known."


class EditForm(VersionedForm):
    """Carries the version that was read. Without one it counts as the oldest: the editor is shown both."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_version(self) -> int:
        return self.cleaned_data.get("version") or 0


def text_box(label: str, *, rows: int = 4, longest: int = 4000, **more: Any) -> forms.CharField:
    """A box for several lines."""
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def choose(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def people_of(partnership_id: int, on: date) -> list[tuple[str, str]]:
    """Everybody who holds a role on a day, by name: (reference, name). One query."""
    held = Membership.objects.filter(partnership_id=partnership_id, user__is_active=True).held_on(on)
    found = dict(held.values_list("user__ref", "user__name"))
    return sorted(found.items(), key=lambda pair: pair[1].casefold())


def bodies_of(partnership_id: int) -> list[tuple[str, str]]:
    """The bodies that take part: (reference, name). One query."""
    return [(body.ref, body.name) for body in Organisation.objects.taking_part_in(partnership_id)]
