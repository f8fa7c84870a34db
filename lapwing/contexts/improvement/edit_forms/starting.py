"""What people choose when they start a plan from an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.plans import PlanForm
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.starting.coming import Choices
from lapwing.contexts.improvement.starting.further import FurtherPart

_PARTS = {
    "frame": ("Areas, findings, groups and objectives", "Groups stay with the board groups that lead them."),
    "actions": (
        "Actions that are still open",
        "With their open milestones and success criteria. Dates stay behind: each milestone needs a new one.",
    ),
    "owners": ("Owners of those actions", ""),
    "measures": (
        "Measures, with baselines and the targets still ahead",
        "Targets whose date has passed stay behind.",
    ),
    "figures": ("Figures measured so far", "So that charts go on from where they are."),
    "steps": ("Steps that updates go through", ""),
    "rhythm": ("Rhythm of reporting", "From its next cycle that is still to open."),
}
_OF_WHOEVER_RUNS = ("steps", "rhythm")
_AT_FIRST = ("frame", "actions", "owners", "measures", *_OF_WHOEVER_RUNS)


class StartForm(PlanForm):
    """The new plan's own details, and what of the earlier one comes over."""

    field_order = ("title", "comes")
    comes = forms.MultipleChoiceField(
        label="What comes over",
        required=False,
        widget=forms.CheckboxSelectMultiple(
            attrs={"option_hints": {part: hint for part, (_, hint) in _PARTS.items() if hint}}
        ),
        error_messages={"invalid_choice": "Choose from what is offered"},
    )

    def __init__(
        self,
        *args: Any,
        parents: list[Plan],
        may_run: bool,
        further: Sequence[FurtherPart] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, parents=parents, **kwargs)
        comes = self.fields["comes"]
        assert isinstance(comes, forms.MultipleChoiceField)
        offered = [part for part in _PARTS if may_run or part not in _OF_WHOEVER_RUNS]
        comes.choices = [
            *((part, _PARTS[part][0]) for part in offered),
            *((each.code, each.label) for each in further),
        ]
        at_first = [part for part in _AT_FIRST if part in offered]
        self.initial.setdefault("comes", [*at_first, *(each.code for each in further)])

    def clean_comes(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["comes"]
        if "owners" in chosen and "actions" not in chosen:
            raise forms.ValidationError("Owners come with their actions. Choose both, or neither")
        if "figures" in chosen and "measures" not in chosen:
            raise forms.ValidationError("Figures come with their measures. Choose both, or neither")
        return chosen


def choices_of(typed: dict[str, Any]) -> Choices:
    further = tuple(part for part in typed["comes"] if part not in _PARTS)
    return Choices(**{part: part in typed["comes"] for part in _PARTS}, further=further)
