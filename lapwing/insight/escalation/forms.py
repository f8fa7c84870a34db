"""What people type about a rule of escalation."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.insight.escalation.commands import RuleDetails
from lapwing.insight.escalation.models import EscalationRule, RuleKind, Tells
from lapwing.insight.escalation.rules import MOST_DAYS, MOST_TIMES
from lapwing.platform.editing.pages import EditForm
from lapwing.registry.groups import groups_in_force

HINTS = {
    RuleKind.RED: "A milestone, or an action as a whole, was off track in so many cycles running: signed off "
    "as that, or submitted as that and not signed off in time. Usually 2.",
    RuleKind.MISSING: "An action had no update by the end of so many cycles running. Usually 1.",
    RuleKind.MOVED: "The date of a milestone moved so many times. Usually 2.",
    RuleKind.OFF_PATH: "So many of a measure's latest figures are off the path to its target. Usually 3. "
    "A measure without a baseline has no path: it is never caught.",
}


class RuleForm(EditForm):
    kind = forms.ChoiceField(
        label="What does the rule look for?",
        choices=RuleKind.choices,
        widget=forms.RadioSelect(attrs={"option_hints": HINTS}),
    )
    times = forms.IntegerField(
        label="How many times?",
        help_text="Cycles, moves or figures, whichever the rule counts.",
        min_value=1,
        max_value=MOST_TIMES,
        widget=forms.NumberInput(attrs={"width": 2}),
    )
    group = forms.ChoiceField(
        label="To which group does it escalate?",
        help_text="What it leaves unanswered goes to the group that it reports to, and on up to the top.",
    )
    answer_days = forms.IntegerField(
        label="Within how many working days does the group answer?",
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"width": 3, "suffix": "working days"}),
    )
    tells = forms.MultipleChoiceField(
        label="Who else is told?",
        help_text="The group's chair, deputy chair and secretary always are.",
        choices=Tells.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, partnership_id: int, kind: str = "", **kwargs: Any) -> None:
        """``kind`` is that of a rule which is there already: it does not change."""
        super().__init__(*args, **kwargs)
        self._kind = kind
        if kind:
            del self.fields["kind"]
        self.groups = {group.ref: group for group in groups_in_force(partnership_id)}
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose one"), *((ref, group.name) for ref, group in self.groups.items())]

    def details(self, typed: dict[str, Any]) -> RuleDetails:
        return RuleDetails(
            kind=self._kind or typed["kind"],
            times=typed["times"],
            group=self.groups[typed["group"]],
            answer_days=typed["answer_days"],
            tells=tuple(typed["tells"]),
        )


def rule_values(rule: EscalationRule) -> dict[str, Any]:
    """A rule's values by the form's names."""
    return {
        "times": rule.times,
        "group": rule.group.ref,
        "answer_days": rule.answer_days,
        "tells": list(rule.tells),
    }
