"""What people choose for the control charts of a plan, or of one measure."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.fields import reason_field
from lapwing.contexts.improvement.models import Measure, Plan, TwoInThree
from lapwing.registry.names import AsksAboutNames

LABEL = "Two points in three near a limit are special: which points count?"
NEAR = "The near limit is two thirds of the way from the mean to the limit."
REQUIRED = {"required": "Choose which points count"}
# What a form sends for a measure that goes by its plan.
AS_THE_PLAN = "plan"


class ChartRuleForm(AsksAboutNames, EditForm):
    two_in_three = forms.ChoiceField(
        label=LABEL,
        help_text=f"{NEAR} The first is the rule as it was published, the second that of the NHS workbook "
        "since the end of 2023.",
        choices=TwoInThree.choices,
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    reason = reason_field("Why this rule? It stands in the plan's history.")


def chart_rule_values(plan: Plan) -> dict[str, Any]:
    return {"two_in_three": plan.two_in_three}


class MeasureChartRuleForm(AsksAboutNames, EditForm):
    """The same for one measure, which goes by the plan's rule unless it has one of its own."""

    two_in_three = forms.ChoiceField(
        label=LABEL,
        help_text=f"{NEAR} Choose one for this measure only where its chart is read beside charts that go by "
        "that rule.",
        choices=[(AS_THE_PLAN, "As for the plan"), *TwoInThree.choices],
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    reason = reason_field("Why this rule? It stands in the measure's history.")

    def clean_two_in_three(self) -> str:
        chosen: str = self.cleaned_data["two_in_three"]
        return "" if chosen == AS_THE_PLAN else chosen


def measure_chart_rule_values(measure: Measure) -> dict[str, Any]:
    return {"two_in_three": measure.two_in_three or AS_THE_PLAN}
