"""Evidence that is given on the form of an update, without leaving it.

What it is comes first. Its day, who supplied it and the roles that it is kept to are folded below: nothing of
them is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_forms.evidence import (
    BY_WHOM,
    ELSEWHERE,
    FOR_WHOM,
    ONLY_FOR,
    WHICH_MEETING,
    WHO_SUPPLIED,
    figures_of,
    meetings_as_choices,
    readers,
)
from lapwing.contexts.improvement.edit_forms.fields import WordsField
from lapwing.contexts.improvement.evidence_files import EVIDENCE_FILE
from lapwing.contexts.improvement.minutes import to_choose_from
from lapwing.contexts.improvement.models import EvidenceForm, EvidenceKind, Plan
from lapwing.contexts.improvement.rules.evidence import LONGEST_TITLE, Held, missing, title_of_minutes
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents.forms import UploadField, UploadForm
from lapwing.platform.ui.form_dates import PARTS, DateField

PREFIX = "ev_"
# What is folded away on the form, and what stands above it.
_FOLDED = ("on", "supplied_by", "read_by")
_FIELDS = ("form", "kind", "file", "link", "actual_ref", "meeting_ref", "title", "words", *_FOLDED)
_NO_NAMES = "No names of children, nor what a child could be known by."


class GivesEvidence(UploadForm):
    """A form on which one piece of evidence may be given besides; nothing of it is needed."""

    ev_form = forms.ChoiceField(
        label="What do you have?",
        choices=[("", "Nothing more"), *EvidenceForm.choices],
        widget=forms.RadioSelect(attrs={"small": True}),
        required=False,
    )
    ev_kind = forms.ChoiceField(
        label="What does it show?",
        choices=EvidenceKind.choices,
        widget=forms.RadioSelect(attrs={"small": True}),
        required=False,
        initial=EvidenceKind.ACTIVITY,
    )
    ev_file = UploadField(EVIDENCE_FILE, label="The file", required=False)
    ev_link = forms.CharField(label="Address of the page", max_length=2000, required=False)
    ev_actual_ref = forms.ChoiceField(label="Which figure?", required=False)
    ev_meeting_ref = forms.ChoiceField(label=WHICH_MEETING, required=False, help_text=ELSEWHERE)
    ev_title = forms.CharField(
        label="What is it, in a few words?",
        max_length=LONGEST_TITLE,
        required=False,
        help_text=f"Left empty, it is called by its page, or by its kind and day. {_NO_NAMES}",
    )
    ev_words = WordsField(
        label="What it says",
        required=False,
        rows=3,
        max_length=5000,
        help_text="For a quote, what was said; for minutes, the passage. " + _NO_NAMES,
    )
    ev_on = DateField(
        label="Of which day is it?",
        required=False,
        help_text="Left empty, it is of today; the minutes of a meeting are of the day of that meeting.",
    )
    ev_supplied_by = forms.CharField(
        label=WHO_SUPPLIED, max_length=LONGEST_TITLE, required=False, help_text=BY_WHOM
    )
    ev_read_by = forms.MultipleChoiceField(
        label=ONLY_FOR,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        help_text=FOR_WHOM,
        error_messages={"invalid_choice": "Choose roles from the list"},
    )

    def __init__(self, *args: Any, plan: Plan, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = to_choose_from(actor, plan.partnership_id, timezone.localdate())
        self._meetings = {each.ref: each for each in offered}
        for name, choices in (
            ("ev_actual_ref", [("", "Choose a figure"), *figures_of(plan)]),
            ("ev_meeting_ref", meetings_as_choices(offered)),
            ("ev_read_by", readers()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        form = cleaned.get("ev_form") or _told_by(cleaned)
        cleaned["ev_form"] = form
        if form:
            lacks = missing(form, _held(cleaned))
            if lacks and PREFIX + lacks[0] not in self.errors:
                self.add_error(PREFIX + lacks[0], lacks[1])
        elif any(cleaned.get(PREFIX + name) for name in ("title", "words", *_FOLDED)):
            self.add_error("ev_form", "Choose what you have")
        return cleaned

    @property
    def gives_evidence(self) -> bool:
        """Whether a piece was given. For a form that is valid."""
        return bool(self.cleaned_data["ev_form"])

    @property
    def evidence_is_open(self) -> bool:
        """Whether something of it was typed, or is wrong."""
        return self._holds(name for name in _FIELDS if name != "kind")

    @property
    def evidence_is_unfolded(self) -> bool:
        """The same of what is folded away."""
        return self._holds(_FOLDED)

    def _holds(self, names: Iterable[str]) -> bool:
        return self.is_bound and any(
            _is_typed(self[PREFIX + name].data) or PREFIX + name in self.errors for name in names
        )

    def details(self, today: date) -> commands.EvidenceDetails:
        """The piece that was given, for a form that is valid.

        It is of the day that was typed; without one, minutes are of the day of their meeting and the rest of
        ``today``.
        """
        typed = self.cleaned_data
        of_minutes = typed["ev_form"] == EvidenceForm.MINUTES
        meeting = self._meetings.get(typed["ev_meeting_ref"]) if of_minutes else None
        on = typed["ev_on"] or (meeting.held_on if meeting else today)
        return commands.EvidenceDetails(
            kind=typed["ev_kind"] or EvidenceKind.ACTIVITY,
            form=typed["ev_form"],
            title=typed["ev_title"] or (title_of_minutes(meeting.words) if meeting else _called(typed, on)),
            on=on,
            words=typed["ev_words"],
            supplied_by=typed["ev_supplied_by"],
            link=typed["ev_link"] if typed["ev_form"] == EvidenceForm.LINK else "",
            actual_ref=typed["ev_actual_ref"],
            meeting_ref=typed["ev_meeting_ref"],
            read_by=tuple(typed["ev_read_by"]),
        )

    def sent_file(self) -> commands.Sent | None:
        """The file that came with it, if any."""
        file = self.cleaned_data.get("ev_file")
        return commands.Sent(file.name, file, self.cleaned_data.get("sent_in", "")) if file else None

    def evidence_is_kept(self) -> None:
        """It is given: shown again, the form asks for another piece, and not for this one once more."""
        data = self.data.copy()  # type: ignore[attr-defined]
        for name in _FIELDS:
            for key in (PREFIX + name, *(f"{PREFIX}{name}-{part}" for part in PARTS)):
                data.pop(key, None)
        self.data, self.files = data, MultiValueDict()


def as_typed_here(found: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of the fields of evidence, by the names that they have on this form."""
    return {PREFIX + name if name in _FIELDS else name: said for name, said in found.items()}


def _is_typed(sent: Any) -> bool:
    """Whether a field was sent with anything in it: text, parts of a date, boxes or a file."""
    return any(sent) if isinstance(sent, (list, tuple)) else bool(sent)


def _told_by(typed: Mapping[str, Any]) -> str:
    """What somebody has who sent it without saying so."""
    for name, form in (
        ("ev_file", EvidenceForm.FILE),
        ("ev_link", EvidenceForm.LINK),
        ("ev_actual_ref", EvidenceForm.MEASURE),
        ("ev_meeting_ref", EvidenceForm.MINUTES),
    ):
        if typed.get(name):
            return form.value
    return ""


def _held(typed: Mapping[str, Any]) -> Held:
    names = ("ev_file", "ev_link", "ev_actual_ref", "ev_words", "ev_meeting_ref")
    return Held(*(bool(typed.get(name)) for name in names))


def _called(typed: Mapping[str, Any], on: date) -> str:
    """What a piece of no meeting is called that was given no title.

    Never by its file's own name: that may be a child's, and titles stand in packs and bundles.
    """
    is_link = typed["ev_form"] == EvidenceForm.LINK
    name = urlsplit(typed["ev_link"]).hostname if is_link else None
    return (name or f"{EvidenceForm(typed['ev_form']).label}, {on:%-d %B %Y}")[:LONGEST_TITLE]
