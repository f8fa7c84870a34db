"""Who gets what somebody holds in groups: everything to one person, and each thing to another if wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from lapwing.contexts.governance.forms.base import choose, people_who_act
from lapwing.contexts.governance.queries.holding import SEAT, Held
from lapwing.platform.accounts.models import User
from lapwing.platform.ui.asked import whole_number
from lapwing.platform.ui.forms import DateField, Form, plain_words
from lapwing.registry.names import AsksAboutNames

STAYS = "stays"


class HandOverForm(AsksAboutNames, Form):
    """``read`` carries the versions that the preview showed, so that nothing is handed over unseen."""

    says_optional = False

    to = forms.ChoiceField(label="Who gets it?", help_text="Each thing below can go to somebody else.")
    last_day = DateField(
        label="Last day on the seats",
        required=False,
        help_text="The other sits there from the day after. Everything else changes hands at once.",
    )
    reason = forms.CharField(
        label="Reason", max_length=300, help_text="Kept in the history. For example, leaves the council"
    )
    read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def __init__(
        self, *args: Any, partnership_id: int, on: date, person: User, held: Iterable[Held], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.held = tuple(held)
        able = people_who_act(partnership_id, on)
        others = [(ref, name) for ref, name in able if ref != person.ref]
        choose(self, "to", [("", "Choose one"), *others])
        each = [("", "The same person"), (STAYS, f"Stays with {person.name}"), *others]
        for line in self.held:
            self.fields[line.key] = forms.ChoiceField(
                label=line.label, help_text=line.words, required=False, choices=each
            )
            plain_words(line.key, self.fields[line.key])
        if all(line.kind != SEAT for line in self.held):
            del self.fields["last_day"]
        self.order_fields(["to", *(line.key for line in self.held), "last_day", "reason"])

    def given(self) -> dict[str, User]:
        """Who gets each thing, by its key; what stays is not named. For a form that is valid."""
        typed = self.cleaned_data
        refs = {line.key: typed[line.key] or typed["to"] for line in self.held}
        people = {each.ref: each for each in User.objects.filter(ref__in=set(refs.values()))}
        return {key: people[ref] for key, ref in refs.items() if ref in people}

    def versions(self) -> Mapping[str, int]:
        """The versions that the preview showed, by the keys of the things."""
        pairs = (pair.rpartition(":") for pair in self.cleaned_data["read"].split())
        # versions count from 1: what is no number is no version that anything has
        return {key: whole_number(version) for key, _, version in pairs}


def versions_of(held: Iterable[Held]) -> str:
    """How the versions stand in the form."""
    return " ".join(f"{line.key}:{line.version}" for line in held)
