"""What people type about actions, their milestones, success criteria and owners."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.fields import WordsField, lines_of, reason_field
from lapwing.contexts.improvement.models import (
    Action,
    Group,
    Judgement,
    Measure,
    Milestone,
    Objective,
    OwnerRole,
    Ownership,
    Plan,
    SuccessCriterion,
)
from lapwing.platform.ui.forms import Form
from lapwing.registry.names import AsksAboutNames


class ActionForm(EditForm):
    number = forms.CharField(
        label="Number", max_length=100, required=False, widget=forms.TextInput(attrs={"width": 10})
    )
    text = WordsField(label="What is promised", rows=3)
    key_area = WordsField(label="Key area", rows=2, required=False, help_text="If the plan names one.")
    rationale = WordsField(label="Why it is done", rows=2, required=False, help_text="If the plan says so.")
    accountable = WordsField(
        label="Who is accountable, one on each line",
        rows=2,
        required=False,
        help_text="Who answers for what the owners do.",
    )
    governance = WordsField(
        label="Group or workstream it is brought to", rows=1, required=False, max_length=300
    )
    objective_refs = forms.MultipleChoiceField(
        label="Objectives it serves",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="One action may serve several, of this plan or another; it is counted once.",
    )
    group_ref = forms.ChoiceField(
        label="Group", required=False, help_text="Where it serves no objective of this plan."
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "objective_refs", objective_choices(plan))
        groups = Group.objects.in_force().filter(plan=plan)
        choose(self, "group_ref", [("", "None"), *((row.ref, f"{row.number} {row.title}") for row in groups)])


def choose(form: Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Fill the choices of a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def objective_choices(plan: Plan) -> list[tuple[str, str]]:
    """The partnership's objectives, those of this plan first; those of others with the plan's title."""
    rows = Objective.objects.in_force().filter(
        partnership_id=plan.partnership_id, plan__voided_at=None, group__voided_at=None
    )
    own, others = [], []
    for row in rows.select_related("plan").order_by("plan__title", "position", "id"):
        words = f"{row.number} {row.title}"
        if row.plan_id == plan.pk:
            own.append((row.ref, words))
        else:
            others.append((row.ref, f"{words} ({row.plan.title})"))
    return own + others


def action_details(action: Action | None, typed: dict[str, Any]) -> commands.ActionDetails:
    """As typed; objectives that were served before keep their order, so that its place in print stays."""
    before = served_by(action) if action else []
    chosen = typed["objective_refs"]
    kept = [ref for ref in before if ref in chosen]
    return commands.ActionDetails(
        text=typed["text"],
        number=typed["number"],
        key_area=typed["key_area"],
        rationale=typed["rationale"],
        accountable=lines_of(typed["accountable"]),
        governance=typed["governance"],
        group_ref=typed["group_ref"],
        objective_refs=(*kept, *(ref for ref in chosen if ref not in kept)),
    )


def action_values(action: Action) -> dict[str, Any]:
    own = [choice for choice, _ in objective_choices(action.plan)]
    served = served_by(action)
    group = action.group
    serves_own = Objective.objects.filter(ref__in=served, plan_id=action.plan_id).exists()
    return {
        "number": action.number,
        "text": action.text,
        "key_area": action.key_area,
        "rationale": action.rationale,
        "accountable": "\n".join(action.accountable),
        "governance": action.governance,
        "objective_refs": [ref for ref in own if ref in served],
        "group_ref": "" if group is None or serves_own else group.ref,
    }


def served_by(action: Action) -> list[str]:
    """The objectives an action serves, in order."""
    return list(action.services.order_by("position").values_list("objective__ref", flat=True))


class OwnersForm(AsksAboutNames, EditForm):
    role_refs = forms.MultipleChoiceField(
        label="Owners", required=False, widget=forms.CheckboxSelectMultiple, help_text="One role or several."
    )
    reason = reason_field("Needed when owners change. Who owned it before stays on record.", required=False)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owning = {row.role_id for row in Ownership.objects.standing().filter(action=action)}
        roles = OwnerRole.objects.in_force().filter(partnership_id=action.partnership_id)
        shown = [role for role in roles if role.joined_to_id is None or role.pk in owning]
        choose(self, "role_refs", [(role.ref, role.name) for role in shown])


def owner_values(action: Action) -> dict[str, Any]:
    return {"role_refs": owners_of(action)}


def owners_of(action: Action) -> list[str]:
    """The roles that own an action, in order."""
    standing = Ownership.objects.standing().filter(action=action)
    return list(dict.fromkeys(standing.values_list("role__ref", flat=True)))


class MilestoneForm(EditForm):
    label = forms.CharField(
        label="Label",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"width": 5}),
        help_text="For example, a)",
    )
    text = WordsField(label="What is to be done", rows=3)
    recurrence = forms.CharField(
        label="How often it comes round",
        max_length=300,
        required=False,
        help_text="For example, every term. Leave empty when it is done once.",
    )


def milestone_details(typed: dict[str, Any]) -> commands.MilestoneDetails:
    return commands.MilestoneDetails(label=typed["label"], text=typed["text"], recurrence=typed["recurrence"])


def milestone_values(milestone: Milestone) -> dict[str, Any]:
    return {"label": milestone.label, "text": milestone.text, "recurrence": milestone.recurrence}


class CriterionForm(EditForm):
    text = WordsField(label="How you will know that it worked", rows=3)
    measure_ref = forms.ChoiceField(
        label="Measure behind it", required=False, help_text="If a success measure of the plan shows it."
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measures = Measure.objects.in_force().filter(plan=plan)
        choose(self, "measure_ref", [("", "None"), *((row.ref, row.name) for row in measures)])


def criterion_details(typed: dict[str, Any]) -> commands.CriterionDetails:
    return commands.CriterionDetails(text=typed["text"], measure_ref=typed["measure_ref"])


def criterion_values(criterion: SuccessCriterion) -> dict[str, Any]:
    measure = criterion.measure
    return {"text": criterion.text, "measure_ref": measure.ref if measure else ""}


class JudgeForm(AsksAboutNames):
    judgement = forms.ChoiceField(label="Is it met?", choices=Judgement.choices, widget=forms.RadioSelect)
    note = WordsField(
        label="What shows it",
        rows=3,
        required=False,
        help_text="Needed when it is met or partly met without evidence: say why there is none.",
    )
