"""What people type about a plan and its frame: areas for improvement, findings, groups and objectives."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.fields import WordsField, lines_of, reason_field
from lapwing.contexts.improvement.models import Area, Finding, Group, Objective, Plan, PlanKind, QuarterBasis
from lapwing.platform.ui.forms import DateField
from lapwing.registry.names import AsksAboutNames


class PlanForm(EditForm):
    title = forms.CharField(label="Title", help_text="As it is published.", max_length=500)
    kind = forms.ChoiceField(label="Kind of plan", choices=PlanKind.choices, widget=forms.RadioSelect)
    local_area = forms.CharField(label="Local area", max_length=200, required=False)
    inspected_from = DateField(label="First day of the inspection it answers", required=False)
    inspected_to = DateField(label="Last day of the inspection", required=False)
    inspection_outcome = WordsField(label="Outcome of the inspection", rows=2, required=False)
    governance_group = forms.CharField(
        label="Group that governs it", help_text="To whom it reports.", max_length=300, required=False
    )
    quarter_basis = forms.ChoiceField(
        label="What a quarter means in it",
        choices=[("", "It names no quarters, or nobody knows"), *QuarterBasis.choices],
        widget=forms.RadioSelect,
        required=False,
        help_text="Dates already worked out stay as they are; answer the open question to change them.",
    )
    parent_ref = forms.ChoiceField(
        label="Plan it sits under",
        required=False,
        help_text="For example, when a working group keeps a plan of its own.",
    )

    def __init__(self, *args: Any, parents: list[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent_ref"]
        assert isinstance(parent, forms.ChoiceField)
        parent.choices = [("", "None"), *((plan.ref, plan.title) for plan in parents)]


def plan_details(typed: dict[str, Any]) -> commands.PlanDetails:
    return commands.PlanDetails(**{name: typed[name] for name in PlanForm.base_fields if name != "version"})


def plan_values(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "kind": plan.kind,
        "local_area": plan.local_area,
        "inspected_from": plan.inspected_from,
        "inspected_to": plan.inspected_to,
        "inspection_outcome": plan.inspection_outcome,
        "governance_group": plan.governance_group,
        "quarter_basis": plan.quarter_basis,
        "parent_ref": plan.parent.ref if plan.parent else "",
    }


class AreaForm(EditForm):
    number = forms.CharField(label="Number", max_length=100, required=False)
    title = WordsField(label="What is to improve", rows=2, max_length=2000)
    recommendations = WordsField(label="Recommendations, one on each line", rows=5, required=False)
    narrative = WordsField(label="What the inspectors said, one point on each line", rows=5, required=False)
    governance_group = forms.CharField(label="Group that governs it", max_length=300, required=False)


def area_details(typed: dict[str, Any]) -> commands.AreaDetails:
    return commands.AreaDetails(
        number=typed["number"],
        title=typed["title"],
        recommendations=lines_of(typed["recommendations"]),
        narrative=lines_of(typed["narrative"]),
        governance_group=typed["governance_group"],
    )


def area_values(area: Area) -> dict[str, Any]:
    return {
        "number": area.number,
        "title": area.title,
        "recommendations": "\n".join(area.recommendations),
        "narrative": "\n".join(area.narrative),
        "governance_group": area.governance_group,
    }


class FindingForm(EditForm):
    number = forms.CharField(label="Number", max_length=100, required=False)
    text = WordsField(label="What was found", rows=3)
    area_ref = forms.ChoiceField(label="Area for improvement", required=False)
    objectives = WordsField(
        label="Objectives that answer it, one number on each line",
        rows=3,
        required=False,
        help_text="As printed. A number that no objective has stands as it is.",
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area_ref"]
        assert isinstance(area, forms.ChoiceField)
        areas = Area.objects.in_force().filter(plan=plan)
        area.choices = [("", "None"), *((each.ref, f"{each.number} {each.title}".strip()) for each in areas)]


def finding_details(typed: dict[str, Any]) -> commands.FindingDetails:
    return commands.FindingDetails(
        number=typed["number"],
        text=typed["text"],
        area_ref=typed["area_ref"],
        objectives=lines_of(typed["objectives"]),
    )


def finding_values(finding: Finding) -> dict[str, Any]:
    return {
        "number": finding.number,
        "text": finding.text,
        "area_ref": finding.area.ref if finding.area else "",
        "objectives": "\n".join(finding.objectives_as_written),
    }


class GroupForm(EditForm):
    number = forms.CharField(
        label="Number", max_length=100, widget=forms.TextInput(attrs={"width": 5}), help_text="For example, 2"
    )
    title = WordsField(label="Title", rows=2, max_length=1000)


def group_details(typed: dict[str, Any]) -> commands.GroupDetails:
    return commands.GroupDetails(number=typed["number"], title=typed["title"])


def group_values(group: Group) -> dict[str, Any]:
    return {"number": group.number, "title": group.title}


class ObjectiveForm(EditForm):
    group_ref = forms.ChoiceField(label="Group")
    number = forms.CharField(
        label="Number",
        max_length=100,
        widget=forms.TextInput(attrs={"width": 5}),
        help_text="For example, 2.1",
    )
    title = WordsField(label="Title", rows=2, max_length=2000)
    subtitle = WordsField(label="More about it", rows=2, max_length=2000, required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.fields["group_ref"]
        assert isinstance(group, forms.ChoiceField)
        groups = Group.objects.in_force().filter(plan=plan)
        group.choices = [("", "Choose one"), *((each.ref, f"{each.number} {each.title}") for each in groups)]


def objective_details(typed: dict[str, Any]) -> commands.ObjectiveDetails:
    return commands.ObjectiveDetails(
        group_ref=typed["group_ref"],
        number=typed["number"],
        title=typed["title"],
        subtitle=typed["subtitle"],
    )


def objective_values(objective: Objective) -> dict[str, Any]:
    return {
        "group_ref": objective.group.ref,
        "number": objective.number,
        "title": objective.title,
        "subtitle": objective.subtitle,
    }


class TakeOutForm(AsksAboutNames, EditForm):
    reason = reason_field("Kept in the history. It can be brought back at any time.")
