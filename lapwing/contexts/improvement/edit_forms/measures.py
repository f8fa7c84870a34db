"""What people type about success measures and their series."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_forms.actions import choose
from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.fields import FigureField, WordsField, lines_of, reason_field
from lapwing.contexts.improvement.models import (
    Action,
    Baseline,
    Direction,
    Measure,
    Plan,
    Series,
)
from lapwing.contexts.improvement.rules import Period
from lapwing.contexts.improvement.rules.relative import Reading
from lapwing.platform.ui.forms import DateField
from lapwing.registry.names import AsksAboutNames


class MeasureForm(EditForm):
    name = WordsField(label="What is measured", rows=2, max_length=2000)
    direction = forms.ChoiceField(
        label="Which way is better?", choices=Direction.choices, widget=forms.RadioSelect
    )
    source_as_written = WordsField(label="Where the figures come from", rows=2, required=False)
    numbers_as_written = WordsField(
        label="Numbers of the actions as printed, one on each line", rows=2, required=False
    )
    action_refs = forms.MultipleChoiceField(
        label="Actions whose effect it shows", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Action.objects.in_force().filter(plan=plan)
        choose(
            self, "action_refs", [(row.ref, f"{row.number} {row.text}".strip() or row.key) for row in rows]
        )


def measure_details(measure: Measure | None, typed: dict[str, Any]) -> commands.MeasureDetails:
    """As typed; actions that were linked before keep their order."""
    before = linked_to(measure) if measure else []
    chosen = typed["action_refs"]
    kept = [ref for ref in before if ref in chosen]
    return commands.MeasureDetails(
        name=typed["name"],
        direction=typed["direction"],
        source_as_written=typed["source_as_written"],
        numbers_as_written=lines_of(typed["numbers_as_written"]),
        action_refs=(*kept, *(ref for ref in chosen if ref not in kept)),
    )


def measure_values(measure: Measure) -> dict[str, Any]:
    linked = set(linked_to(measure))
    ordered = Action.objects.in_force().filter(plan_id=measure.plan_id).values_list("ref", flat=True)
    return {
        "name": measure.name,
        "direction": measure.direction,
        "source_as_written": measure.source_as_written,
        "numbers_as_written": "\n".join(measure.numbers_as_written),
        "action_refs": [ref for ref in ordered if ref in linked],
    }


def linked_to(measure: Measure) -> list[str]:
    """The actions a measure is linked to, in order."""
    return list(measure.links.order_by("position").values_list("action__ref", flat=True))


class SameForm(EditForm):
    same_as_ref = forms.ChoiceField(
        label="It is the same as",
        required=False,
        help_text="Then it is counted once, under the other's name.",
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Measure.objects.in_force().filter(plan_id=measure.plan_id, same_as=None).exclude(pk=measure.pk)
        choose(
            self,
            "same_as_ref",
            [("", "No other: it stands for itself"), *((row.ref, row.name) for row in rows)],
        )


def same_values(measure: Measure) -> dict[str, Any]:
    return {"same_as_ref": measure.same_as.ref if measure.same_as else ""}


class SeriesForm(EditForm):
    label = forms.CharField(
        label="Whom or what it is about", max_length=300, help_text="For example, Speech and language; or All"
    )
    unit = forms.CharField(
        label="Unit",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"width": 20}),
        help_text="For example, %, children, weeks. With % a figure may be given as a count out of a count.",
    )
    agreed_each = forms.ChoiceField(
        label="How often is its next target agreed?",
        choices=[("", "All targets are set together"), *Period.as_choices()],
        required=False,
        help_text="The page of the measure then asks for the next one when the last is behind.",
    )
    breakdown = WordsField(
        label="Breakdown, one on each line",
        rows=2,
        required=False,
        help_text="The kind and the value with a colon between. For example, therapy: speech and language. "
        "Write direction: decrease where this line should fall though others of the measure should rise.",
    )

    def clean_breakdown(self) -> str:
        text = str(self.cleaned_data["breakdown"])
        if wrong := [line for line in lines_of(text) if ":" not in line]:
            raise forms.ValidationError(f"Put a colon between the kind and the value in “{wrong[0]}”")
        return text


def series_details(typed: dict[str, Any]) -> commands.SeriesDetails:
    pairs = (line.split(":", 1) for line in lines_of(typed["breakdown"]))
    return commands.SeriesDetails(
        label=typed["label"],
        unit=typed["unit"],
        agreed_each=typed["agreed_each"],
        breakdown=tuple((kind.strip(), value.strip()) for kind, value in pairs),
    )


def series_values(series: Series) -> dict[str, Any]:
    return {
        "label": series.label,
        "unit": series.unit,
        "agreed_each": series.agreed_each,
        "breakdown": "\n".join(f"{kind}: {value}" for kind, value in series.breakdown.items()),
    }


class BaselineForm(AsksAboutNames, EditForm):
    value = FigureField(
        label="Value", required=False, help_text="Zero is a value. Empty means that it is missing."
    )
    from_date = DateField(label="First day of its period", required=False)
    to_date = DateField(
        label="Last day of its period",
        required=False,
        help_text="Without a date nothing is expected before the first target; targets are drawn as steps.",
    )
    as_written = forms.CharField(label="As written", max_length=500, required=False)
    date_as_written = forms.CharField(label="Its date as written", max_length=200, required=False)
    sample = forms.CharField(label="Sample", max_length=200, required=False, help_text="For example, n = 48")
    note = WordsField(label="Note", rows=2, required=False)
    reason = reason_field("Needed when there was a baseline before. It stays on record.", required=False)


BASELINE_FIELDS = ("value", "from_date", "to_date", "as_written", "date_as_written", "sample", "note")


def baseline_details(typed: dict[str, Any]) -> commands.BaselineDetails:
    return commands.BaselineDetails(**{name: typed[name] for name in BASELINE_FIELDS})


def baseline_values(series: Series) -> dict[str, Any]:
    row = Baseline.objects.standing().filter(series=series).last()
    return {name: getattr(row, name) for name in BASELINE_FIELDS} if row else {}


class NextTargetForm(AsksAboutNames, EditForm):
    """One more target. Who may only ask says why; ``asks`` tells."""

    value = FigureField(label="Figure to reach", widget=forms.TextInput(attrs={"width": 10}))
    latest = DateField(label="To reach by")
    as_written = forms.CharField(
        label="As agreed, in words",
        max_length=300,
        required=False,
        help_text="For example, 60% of reviews in time",
    )
    reason = reason_field("Whoever decides reads this. For example: agreed at the meeting of 3 November.")

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["reason"]


class ResolveForm(EditForm):
    reading = forms.ChoiceField(
        label="How are the changes to be applied?", choices=Reading.as_choices(), widget=forms.RadioSelect
    )
    turn_sign = forms.BooleanField(label="The sign is a slip: turn it round", required=False)
