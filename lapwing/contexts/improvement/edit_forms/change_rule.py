"""What people say about how dates, baselines and targets are changed."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.models import ChangeRule

DIRECT, BY_REQUEST = "direct", "by-request"


class ChangeRuleForm(EditForm):
    way = forms.ChoiceField(
        label="How are dates, baselines and targets of plans under way changed?",
        choices=[
            (DIRECT, "By whoever may edit the plan, with a reason. Others ask for it"),
            (BY_REQUEST, "By request only: somebody asks with a reason, and somebody else approves it"),
        ],
        widget=forms.RadioSelect,
    )


def change_rule_values(row: ChangeRule | None) -> dict[str, Any]:
    """Nothing is picked while nobody has said."""
    if row is None:
        return {"way": None}
    return {"way": BY_REQUEST if row.by_request_only else DIRECT}
