"""What people choose and say to let one thing wait for another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.fields import WordsField
from lapwing.registry.names import AsksAboutNames

_CHOOSE = {
    "required": "Choose an action or a milestone",
    "invalid_choice": "Choose an action or a milestone of this plan",
}


class DependencyForm(AsksAboutNames):
    """What waits, for what, and why. ``ends`` are what may be chosen, with their words."""

    waiting = forms.ChoiceField(
        label="This cannot be finished", help_text="What waits.", error_messages=_CHOOSE
    )
    needed = forms.ChoiceField(
        label="before this is", help_text="What is needed first.", error_messages=_CHOOSE
    )
    reason = WordsField(
        label="Why",
        help_text="For example: the training cannot begin before the trainer is appointed.",
        rows=2,
        max_length=300,
        error_messages={"required": "Say why it waits for that"},
    )

    def __init__(self, *args: Any, ends: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("waiting", "needed"):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = [("", "Choose"), *ends]
