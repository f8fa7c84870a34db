"""What people choose for the control charts of a plan."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.fields import reason_field
from lapwing.contexts.improvement.models import Plan, TwoInThree


class ChartRuleForm(EditForm):
    two_in_three = forms.ChoiceField(
        label="Two points in three near a limit are special: which points count?",
        help_text="The near limit is two thirds of the way from the mean to the limit. The first is the rule "
        "as it was published, the second that of the NHS workbook since the end of 2023.",
        choices=TwoInThree.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which points count"},
    )
    reason = reason_field("Why this rule? It stands in the plan's history.")


def chart_rule_values(plan: Plan) -> dict[str, Any]:
    return {"two_in_three": plan.two_in_three}
