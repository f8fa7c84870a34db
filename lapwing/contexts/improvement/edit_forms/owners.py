"""What people type about owner roles, who holds them, and the colour key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from lapwing.contexts.improvement.access import REPORT
from lapwing.contexts.improvement.edit_forms.actions import choose
from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.fields import WordsField
from lapwing.contexts.improvement.models import OwnerRole, RoleHolder
from lapwing.contexts.improvement.rules import Shape
from lapwing.platform.ui.forms import DateField, Form
from lapwing.registry.actors import holders_of
from lapwing.registry.models import Membership, Organisation, Partnership
from lapwing.registry.names import AsksAboutNames


class RoleForm(EditForm):
    name = forms.CharField(
        label="Name of the role",
        max_length=300,
        help_text="As the plan should print it. For example, AD SEND",
    )
    organisation_ref = forms.ChoiceField(label="Organisation", required=False)

    def __init__(
        self, *args: Any, partnership: Partnership, now_with: Organisation | None = None, **kwargs: Any
    ) -> None:
        """``now_with`` is the body that the role has now: it may stay, even when its part has ended."""
        super().__init__(*args, **kwargs)
        bodies = {body.ref: body.name for body in Organisation.objects.taking_part_in(partnership.pk)}
        if now_with is not None and now_with.ref not in bodies:
            bodies[now_with.ref] = f"{now_with.name} (no longer takes part)"
        choose(self, "organisation_ref", [("", "Not said"), *bodies.items()])


def role_values(role: OwnerRole) -> dict[str, Any]:
    body = role.organisation
    return {"name": role.name, "organisation_ref": body.ref if body else ""}


class JoinForm(EditForm):
    kept_ref = forms.ChoiceField(label="It is the same role as", help_text="That one's name is kept.")

    def __init__(self, *args: Any, role: OwnerRole, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = OwnerRole.objects.in_force().filter(partnership_id=role.partnership_id, joined_to=None)
        rows = others.exclude(pk=role.pk)
        choose(self, "kept_ref", [("", "Choose one"), *((row.ref, row.name) for row in rows)])


class HolderForm(Form):
    user_id = forms.TypedChoiceField(label="Person", coerce=int)
    deputy = forms.BooleanField(label="Stands in for the holder", required=False)
    from_date = DateField(label="First day")
    to_date = DateField(label="Last day", required=False, help_text="Leave empty when nobody knows yet.")

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "user_id", [("", "Choose one"), *_people(partnership)])


class HandOverForm(AsksAboutNames):
    """``shown`` carries until when each holding was said to last, so that nothing is handed over unseen."""

    holder_refs = forms.MultipleChoiceField(
        label="What is handed over",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what is handed over."},
    )
    to_user_id = forms.TypedChoiceField(label="To", coerce=int)
    last_day = DateField(label="Last day", help_text="The other holds it from the day after.")
    reason = forms.CharField(label="Reason", max_length=300, help_text="For example, leaves the council")
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def __init__(
        self, *args: Any, partnership: Partnership, held: Iterable[RoleHolder], user_id: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "holder_refs", [(row.ref, _held(row)) for row in held])
        others = [(key, name) for key, name in _people(partnership) if key != str(user_id)]
        choose(self, "to_user_id", [("", "Choose one"), *others])

    def clean_shown(self) -> dict[str, date | None]:
        """The last days that were shown, by the references of the holdings; what is no day is left out."""
        found: dict[str, date | None] = {}
        for pair in self.cleaned_data["shown"].split():
            ref, _, last = pair.partition(":")
            try:
                found[ref] = date.fromisoformat(last) if last else None
            except ValueError:
                continue
        return found


def shown_of(held: Iterable[RoleHolder]) -> str:
    """How the last days of holdings stand in the form."""
    return " ".join(f"{row.ref}:{row.to_date.isoformat() if row.to_date else ''}" for row in held)


def _held(row: RoleHolder) -> str:
    return f"{row.role.name} (stands in)" if row.deputy else row.role.name


def _people(partnership: Partnership) -> list[tuple[str, str]]:
    """Who has a role in the partnership today, by name, and of whom none of theirs lets them report."""
    today = timezone.localdate()
    held = Membership.objects.filter(partnership=partnership).held_on(today)
    people = dict(held.values_list("user_id", "user__name"))
    may = set(holders_of(REPORT, partnership.pk, today))
    found = sorted(people.items(), key=lambda pair: pair[1].casefold())
    return [(str(key), name if key in may else f"{name} (may not write updates)") for key, name in found]


class EndHolderForm(Form):
    to_date = DateField(label="Last day")


class KeyLineForm(EditForm):
    label = forms.CharField(label="Word", max_length=60, help_text="Always shown beside the colour.")
    shape = forms.ChoiceField(label="Shape", choices=Shape.as_choices(), widget=forms.RadioSelect)
    meaning = WordsField(label="What it means", rows=2, max_length=500)
