"""What people type about the steps that a plan's updates go through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from lapwing.contexts.improvement.commands import StepDetails
from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.rows import RowsForm
from lapwing.contexts.improvement.models import Group, StepHolder, WorkflowStep
from lapwing.contexts.improvement.step_holders import CHECKING, LEADING
from lapwing.platform.ui.forms import plain_words
from lapwing.registry.models import Capacity, GovernanceGroup
from lapwing.registry.names import AsksAboutNames
from lapwing.registry.roles import label_of

LEAD = "lead"
_GROUP, _ROLE = "group:", "role:"
# Who of a group takes a step.
EVERYBODY, LEADS = "", "leads"
WHO = (
    (EVERYBODY, "Everybody who decides there"),
    (LEADS, "Its chair, deputy chair or lead"),
)


def holder_choices(groups: Sequence[GovernanceGroup]) -> list[tuple[str, Any]]:
    """Everybody who can hold a step, by one word each."""
    return [
        ("", "Choose who takes this step"),
        (LEAD, "The lead of the group that the action belongs to"),
        ("Groups", [(f"{_GROUP}{group.ref}", group.name) for group in groups]),
        ("Roles", [(f"{_ROLE}{code}", label_of(code)) for code in CHECKING]),
    ]


class StepsForm(AsksAboutNames, RowsForm):
    """The steps in order: the last signs off, those before it check."""

    row_word = "Step"
    always_filled = frozenset({"who"})
    row_fields = {
        "name": lambda: forms.CharField(
            label="What is it called?", max_length=100, help_text="For example, Operational group"
        ),
        "holder": lambda: forms.ChoiceField(
            label="Who takes it?", error_messages={"invalid_choice": "Choose who takes this step"}
        ),
        "who": lambda: forms.ChoiceField(label="Who of a group?", choices=WHO),
    }

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        rows: Sequence[dict[str, Any]],
        version: int,
        groups: Sequence[GovernanceGroup],
    ) -> None:
        super().__init__(data, rows=rows, version=version)
        for number in self.row_numbers:
            self.fields[f"holder-{number}"].choices = holder_choices(groups)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, row in self.typed_rows():
            if not row["name"] and f"name-{number}" not in self.errors:
                self.add_error(f"name-{number}", "Say what the step is called")
            if not row["holder"] and f"holder-{number}" not in self.errors:
                self.add_error(f"holder-{number}", "Choose who takes this step")
        return cleaned


def step_rows(steps: Sequence[WorkflowStep]) -> list[dict[str, Any]]:
    """The steps that stand, by the form's names."""
    return [
        {"name": step.name, "holder": _word_for(step), "who": LEADS if step.capacities else EVERYBODY}
        for step in steps
    ]


def step_details(form: StepsForm) -> list[StepDetails]:
    """The steps as typed. For a form that is valid."""
    return [_details(row) for _, row in form.typed_rows()]


def _details(row: dict[str, Any]) -> StepDetails:
    word: str = row["holder"]
    if word.startswith(_GROUP):
        narrowed = tuple(each.value for each in Capacity if each in LEADING) if row["who"] == LEADS else ()
        return StepDetails(
            row["name"],
            StepHolder.GOVERNANCE_GROUP,
            group_ref=word.removeprefix(_GROUP),
            capacities=narrowed,
        )
    if word.startswith(_ROLE):
        return StepDetails(row["name"], StepHolder.ROLE, role=word.removeprefix(_ROLE))
    return StepDetails(row["name"], StepHolder.GROUP_LEAD)


def _word_for(step: WorkflowStep) -> str:
    if step.holder == StepHolder.ROLE:
        return f"{_ROLE}{step.role}"
    return f"{_GROUP}{step.group.ref}" if step.group is not None else LEAD


class LeadsForm(EditForm):
    """Which governance group leads each group of the plan."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        of: Sequence[Group],
        groups: Sequence[GovernanceGroup],
        version: int,
    ) -> None:
        self.of = of
        initial: dict[str, Any] = {"version": version}
        initial |= {each.ref: each.governed_by.ref if each.governed_by else "" for each in of}
        super().__init__(data, initial=initial)
        choices = [("", "Nobody yet"), *((group.ref, group.name) for group in groups)]
        for each in of:
            field = forms.ChoiceField(
                label=f"{each.number} {each.title}".strip(), choices=choices, required=False
            )
            plain_words(each.ref, field)
            self.fields[each.ref] = field

    @property
    def led_by(self) -> dict[str, str]:
        """The references of what leads each group. For a form that is valid."""
        return {each.ref: self.cleaned_data[each.ref] for each in self.of}
