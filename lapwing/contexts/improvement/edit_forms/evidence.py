"""What people type to give evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands.evidence_parts import value_of
from lapwing.contexts.improvement.edit_forms.base import EditForm
from lapwing.contexts.improvement.edit_forms.fields import WordsField, reason_field
from lapwing.contexts.improvement.evidence_files import EVIDENCE_FILE
from lapwing.contexts.improvement.minutes import to_choose_from
from lapwing.contexts.improvement.models import (
    Actual,
    Evidence,
    EvidenceForm,
    EvidenceKind,
    Plan,
)
from lapwing.contexts.improvement.presenters.entered import figure, period, series_name
from lapwing.contexts.improvement.rules.evidence import Held, missing
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents.forms import UploadField, UploadForm
from lapwing.platform.ui.forms import DateField
from lapwing.registry.names import AsksAboutNames
from lapwing.registry.roles import ROLES

# Of each line of a measure so many of its latest figures are offered.
FIGURES_OFFERED = 4
_NO_NAMES = "No names of children, nor what a child could be known by."
WHICH_MEETING = "Minutes of which meeting?"
ELSEWHERE = "For minutes that are kept elsewhere choose none, and enter the passage below."
WHO_SUPPLIED = "Who supplied it?"
BY_WHOM = "A group, team or role, such as the parent carer forum. No family's name."
ONLY_FOR = "Only for some roles"
FOR_WHOM = (
    "Choose none, and everybody who reads the plan reads it once it is accepted. Otherwise "
    "nobody else learns that it is there; you do, and whoever accepts it has to hold one of these roles."
)


class GiveEvidenceForm(AsksAboutNames, UploadForm, EditForm):
    """Evidence in one page: what it shows, what it is, and what each form of it needs.

    ``kept_file`` names the file that was given before, so that it need not be sent again.
    """

    kind = forms.ChoiceField(
        label="What does it show?",
        choices=EvidenceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it shows"},
    )
    form = forms.ChoiceField(
        label="What do you have?",
        choices=EvidenceForm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you have"},
    )
    file = UploadField(EVIDENCE_FILE, label="The file", required=False)
    link = forms.CharField(label="Address of the page", max_length=2000, required=False)
    actual_ref = forms.ChoiceField(label="Which figure?", required=False)
    meeting_ref = forms.ChoiceField(label=WHICH_MEETING, required=False, help_text=ELSEWHERE)
    title = forms.CharField(
        label="What is it, in a few words?",
        max_length=200,
        help_text=f"For example, Survey of families, autumn term. {_NO_NAMES}",
    )
    words = WordsField(
        label="What it says",
        required=False,
        rows=5,
        max_length=5000,
        help_text="What it shows. For a quote, what was said; for minutes, the passage. " + _NO_NAMES,
    )
    on = DateField(label="Of which day is it?")
    supplied_by = forms.CharField(
        label=WHO_SUPPLIED,
        max_length=200,
        required=False,
        help_text=BY_WHOM,
    )
    read_by = forms.MultipleChoiceField(
        label=ONLY_FOR,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=FOR_WHOM,
        error_messages={"invalid_choice": "Choose roles from the list"},
    )

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        actor: Actor,
        given: Evidence | None = None,
        kept_file: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept_file = kept_file
        self._choose("actual_ref", [("", "Choose a figure"), *figures_of(plan, given)])
        meetings = to_choose_from(actor, plan.partnership_id, timezone.localdate(), given)
        self._choose("meeting_ref", meetings_as_choices(meetings))
        self._choose("read_by", readers())
        if kept_file:
            self.fields["file"].help_text = f"“{kept_file}” is kept unless you choose another."

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        form = cleaned.get("form")
        held = Held(
            bool(cleaned.get("file") or self.kept_file),
            bool(cleaned.get("link")),
            bool(cleaned.get("actual_ref")),
            bool(cleaned.get("words")),
            bool(cleaned.get("meeting_ref")),
        )
        lacks = missing(form, held) if form else None
        if lacks and lacks[0] not in self.errors:
            self.add_error(*lacks)
        return cleaned


class WithdrawForm(AsksAboutNames, EditForm):
    reason = reason_field("Kept with it. It is in no list any more.")


class ReturnForm(AsksAboutNames, EditForm):
    reason = reason_field("What is missing? Whoever gave it reads this.")


def evidence_details(typed: dict[str, Any]) -> commands.EvidenceDetails:
    return commands.EvidenceDetails(
        kind=typed["kind"],
        form=typed["form"],
        title=typed["title"],
        on=typed["on"],
        words=typed["words"],
        supplied_by=typed["supplied_by"],
        link=typed["link"] if typed["form"] == EvidenceForm.LINK else "",
        actual_ref=typed["actual_ref"],
        meeting_ref=typed["meeting_ref"],
        read_by=tuple(typed["read_by"]),
    )


def sent_file(typed: dict[str, Any]) -> commands.Sent | None:
    """The file that came with the form, if any."""
    file = typed.get("file")
    return commands.Sent(file.name, file, typed.get("sent_in", "")) if file else None


def evidence_values(row: Evidence) -> dict[str, Any]:
    """Evidence by the form's names."""
    actual = _figure_of(row)
    return {
        **{
            name: getattr(row, name)
            for name in ("kind", "form", "title", "words", "on", "supplied_by", "link")
        },
        "actual_ref": actual.ref if actual else "",
        "meeting_ref": row.meeting_ref,
        "read_by": list(row.read_by),
    }


def meetings_as_choices(meetings: Iterable[governance.Minuted]) -> list[tuple[str, str]]:
    """Meetings to choose from, by group and day."""
    return [
        ("", "Kept elsewhere"),
        *((each.ref, f"{each.words}{', in draft' if each.is_draft else ''}") for each in meetings),
    ]


def figures_of(plan: Plan, given: Evidence | None = None) -> list[tuple[str, str]]:
    """The latest figures of each line of the plan's measures, to choose one from; and that of ``given``."""
    rows = Actual.objects.standing().filter(
        series__measure__plan=plan, series__voided_at=None, series__measure__voided_at=None
    )
    rows = rows.select_related("series__measure").order_by(
        "series__measure__position", "series", "-to_date", "-id"
    )
    found: list[tuple[str, str]] = []
    offered: dict[int, int] = {}
    kept = _figure_of(given) if given else None
    for row in rows:
        offered[row.series_id] = offered.get(row.series_id, 0) + 1
        if offered[row.series_id] <= FIGURES_OFFERED or row == kept:
            found.append((row.ref, f"{series_name(row.series)}: {figure(row)}, {period(row)}"))
    return found


def _figure_of(row: Evidence) -> Actual | None:
    """The latest figure that stands and says what was given; None when it says something else by now."""
    if row.series is None:
        return None
    rows = Actual.objects.standing().filter(series=row.series).select_related("series")
    return next((each for each in rows.order_by("-to_date", "-id") if value_of(each) == row.value), None)


def readers() -> list[tuple[str, str]]:
    """The roles that read plans."""
    return [(role.code, role.label) for role in ROLES.values() if "improvement.plan.read" in role.permissions]
