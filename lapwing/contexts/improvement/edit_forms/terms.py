"""What people type when they say what a plan calls its parts."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.rules.terms import DEFAULT, LONGEST, Term, Word


def _field(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"width": 20}),
    )


class TermsForm(EditForm):
    group_one = _field("A group of actions", "For example, workstream. Empty: group.")
    group_many = _field("Several of them", "For example, workstreams.")
    objective_one = _field("An objective", "For example, outcome. Empty: objective.")
    objective_many = _field("Several of them", "For example, outcomes.")


def words_of(typed: dict[str, Any]) -> dict[Term, Word]:
    return {term: Word(typed[f"{term}_one"], typed[f"{term}_many"]) for term in Term}


def terms_values(plan: Plan) -> dict[str, Any]:
    """Empty where the plan has Lapwing's own word."""
    found: dict[str, Any] = {}
    for term in DEFAULT:
        one, many = plan.terms.get(term.value, ("", ""))
        found |= {f"{term}_one": one, f"{term}_many": many}
    return found
