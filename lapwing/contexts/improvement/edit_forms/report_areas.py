"""The areas of an inspection report as people confirm them: kept, changed, joined, left out, added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django import forms

from lapwing.contexts.improvement.edit_forms.fields import WordsField, lines_of
from lapwing.contexts.improvement.edit_forms.imports import ImportForm
from lapwing.contexts.improvement.edit_forms.plans import PlanForm
from lapwing.contexts.improvement.edit_forms.rows import RowsForm
from lapwing.contexts.improvement.starting.from_report import AreaRow
from lapwing.platform.ui.forms import DateField

KEEP, JOIN, LEAVE_OUT = "keep", "join", "leave out"
_DEEDS = ((KEEP, "Keep it"), (JOIN, "Join it to the one above"), (LEAVE_OUT, "Leave it out"))


class ReportForm(ImportForm):
    """The report as a file, or its areas pasted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "The inspection report"
        self.fields["file"].help_text = "Word, PDF, a web page or text:"
        self.fields["text"].label = "Or paste its areas for improvement"
        self.fields["text"].help_text = "Areas for priority action too, one below the other."


class AreasForm(RowsForm):
    row_word = "Area"
    always_filled = frozenset({"deed"})
    reason = None  # type: ignore[assignment]
    row_fields: ClassVar[Mapping[str, Callable[[], forms.Field]]] = {
        "deed": lambda: forms.ChoiceField(label="What becomes of it", choices=_DEEDS),
        "number": lambda: forms.CharField(
            label="Number", max_length=100, widget=forms.TextInput(attrs={"width": 3})
        ),
        "title": lambda: WordsField(label="What is to improve", rows=3, max_length=2000),
        "recommendations": lambda: WordsField(label="In particular, one point on each line", rows=3),
        "governance_group": lambda: forms.CharField(label="Who is responsible", max_length=300),
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first = True
        for number, row in self.typed_rows():
            if row["deed"] == LEAVE_OUT:
                continue
            if not row["title"]:
                self.add_error(f"title-{number}", "Say what is to improve, or leave this area out")
            if row["deed"] == JOIN and first:
                self.add_error(f"deed-{number}", "There is no area above to join it to")
            first = False
        return cleaned

    def areas(self, before: Sequence[AreaRow]) -> list[AreaRow]:
        """The areas as they are to be; ``before`` says on which lines of the report each row stands."""
        found: list[AreaRow] = []
        for number, row in self.typed_rows():
            points = lines_of(row["recommendations"] or "")
            if row["deed"] == JOIN and found:
                above = found[-1]
                more = (*above.recommendations, " ".join(row["title"].split()), *points)
                found[-1] = replace(above, recommendations=more)
            elif row["deed"] != LEAVE_OUT:
                source = before[number] if number < len(before) else None
                found.append(
                    AreaRow(
                        title=" ".join(row["title"].split()),
                        number=row["number"] or "",
                        recommendations=points,
                        governance_group=row["governance_group"] or "",
                        first=source.first if source else None,
                        last=source.last if source else None,
                    )
                )
        return found


def area_values(area: AreaRow) -> dict[str, Any]:
    return {
        "deed": KEEP,
        "number": area.number,
        "title": area.title,
        "recommendations": "\n".join(area.recommendations),
        "governance_group": area.governance_group,
    }


class ReportPlanForm(PlanForm):
    """The plan that answers the report, and the day from which the time to publish it is counted."""

    report_day = DateField(
        label="Day on which the inspection report was published",
        help_text="By when the plan is to be published is counted from it. It can be said later.",
        required=False,
    )
    field_order = ("title", "kind", "local_area", "inspected_from", "inspected_to", "report_day")
