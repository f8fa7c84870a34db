"""The forms of packs: asking for one, withdrawing one, and keeping a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from lapwing.insight.packs.asked_lines import AskedLine
from lapwing.insight.packs.collecting import KINDS, SectionOrder
from lapwing.insight.packs.commands import Choices, TemplateWanted, Wanted, meeting_words
from lapwing.insight.packs.models import PackTemplate
from lapwing.insight.packs.pack_files import LOGO, WORD_TEMPLATE
from lapwing.platform.documents.forms import UploadField, UploadForm
from lapwing.platform.ui import filters
from lapwing.platform.ui.forms import DateField, Form
from lapwing.registry.names import ASKED_ABOUT, AsksAboutNames

UP, DOWN = "up", "down"
NOT_CONFIRMED = "Confirm what this does to what was made of this pack."
TOLD_ANEW = "What was made of this pack has changed meanwhile. Read what stands now, and confirm it."


@dataclass(frozen=True)
class SectionRow:
    """A section as the form shows it: its place, and what moves it."""

    kind: str
    title: str
    about: str
    chosen: str
    annotation: str
    is_first: bool
    is_last: bool


def order_of(text: str) -> tuple[str, ...]:
    """The kinds in the order that was sent, those that it does not name behind, and each once."""
    named = [kind for kind in text.split(",") if kind in KINDS]
    return tuple(dict.fromkeys([*named, *KINDS]))


class _WithSections(Form):
    """Sections that are chosen by a tick, in an order that two buttons change."""

    order = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, (title, about) in KINDS.items():
            self.fields[f"chosen_{kind}"] = forms.BooleanField(
                label=title, help_text=about, required=False, label_suffix=""
            )
            self.fields[f"annotation_{kind}"] = forms.CharField(
                label=f"Written below “{title}”",
                required=False,
                max_length=5_000,
                widget=forms.Textarea(attrs={"rows": 3}),
                label_suffix="",
            )

    @property
    def section_rows(self) -> Iterator[SectionRow]:
        """The sections in order."""
        kinds = order_of(str(self["order"].value() or ""))
        for place, kind in enumerate(kinds):
            yield SectionRow(
                kind, *KINDS[kind], chosen=f"chosen_{kind}", annotation=f"annotation_{kind}",
                is_first=place == 0, is_last=place == len(kinds) - 1,
            )  # fmt: skip

    @property
    def plain_names(self) -> list[str]:
        """The fields that are drawn one below the other, above the sections."""
        skipped = {"order", "version", "sent_in", ASKED_ABOUT}
        return [n for n in self.fields if not n.startswith(("chosen_", "annotation_")) and n not in skipped]

    def chosen(self) -> list[SectionOrder]:
        """What was chosen, in order."""
        return [
            SectionOrder(kind, self.cleaned_data.get(f"annotation_{kind}", ""))
            for kind in order_of(self.cleaned_data["order"])
            if self.cleaned_data[f"chosen_{kind}"]
        ]

    def as_it_was_sent(self) -> None:
        """Show what was sent without asking whether it is right: only its order was changed."""
        self._errors = ErrorDict()


def moved(sent: QueryDict) -> QueryDict | None:
    """What was sent with a section moved one place, when that is what was asked for; else None."""
    kind, _, way = sent.get("move", "").partition(":")
    kinds = list(order_of(sent.get("order", "")))
    if kind not in kinds or way not in {UP, DOWN}:
        return None
    place = kinds.index(kind)
    other = max(0, place - 1) if way == UP else min(len(kinds) - 1, place + 1)
    kinds[place], kinds[other] = kinds[other], kinds[place]
    changed = sent.copy()
    changed["order"] = ",".join(kinds)
    return changed


class PackForm(_WithSections, AsksAboutNames):
    """A pack as it is asked for."""

    title = forms.CharField(label="Title of the pack", max_length=200)
    as_at = DateField(label="The day it is about", help_text="Today, or an earlier day.")
    since = DateField(label="Last time", help_text="What is said to have moved has moved since this day.")
    until = DateField(
        label="The next period ends", help_text="Milestones due until then are listed as due next."
    )
    group = forms.ChoiceField(
        label="For which group or board",
        required=False,
        help_text="Those who run its meetings are told of questions about the pack.",
    )
    meeting = forms.ChoiceField(
        label="For which meeting", required=False, help_text="The pack stands among its papers."
    )
    cycle = forms.ChoiceField(label="Of which reporting cycle", required=False)
    words = forms.CharField(
        label="Words on the cover", required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, nothing, known in (
            ("group", "No group", list(choices.groups)),
            ("meeting", "No meeting", [(each.ref, meeting_words(each)) for each in choices.meetings]),
            ("cycle", "No reporting cycle", [(each.ref, each.label) for each in choices.cycles]),
        ):
            self.fields[name].choices = [("", nothing), *known]  # type: ignore[attr-defined]
        if len(choices.last) > 1:
            said = "; ".join(f"for {group} {filters.day(on)}" for group, on in choices.last)
            self.fields["since"].help_text += f" The last packs: {said}."

    @property
    def wanted(self) -> Wanted:
        """What was asked for, once the form is valid."""
        sent = self.cleaned_data
        return Wanted(
            title=sent["title"],
            since=sent["since"],
            as_at=sent["as_at"],
            until=sent["until"],
            sections=self.chosen(),
            words=sent["words"],
            group_ref=sent["group"],
            meeting_ref=sent["meeting"],
            cycle_ref=sent["cycle"],
        )


def filled_in(wanted: Wanted) -> dict[str, Any]:
    """The form as it is first shown."""
    found: dict[str, Any] = {
        name: getattr(wanted, name) for name in ("title", "since", "as_at", "until", "words")
    }
    found |= {"group": wanted.group_ref, "meeting": wanted.meeting_ref, "cycle": wanted.cycle_ref}
    return found | _sections_filled_in(wanted.sections)


def _sections_filled_in(sections: Sequence[SectionOrder]) -> dict[str, Any]:
    found: dict[str, Any] = {"order": ",".join(order_of(",".join(each.kind for each in sections)))}
    for each in sections:
        found |= {f"chosen_{each.kind}": True, f"annotation_{each.kind}": each.annotation}
    return found


class WithdrawForm(AsksAboutNames):
    reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Whoever opens it reads this first.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, *, goes_with_it: str = "") -> None:
        """``goes_with_it`` are the words that tell what is withdrawn with the pack. A tick that was set below
        other words does not count: what was made of the pack is another thing by now."""
        stale = data is not None and data.get("told", "") != goes_with_it
        if data is not None and stale:
            data = data.copy()
            data["told"] = goes_with_it
            data.pop("with_what_was_made", None)
        super().__init__(data, initial={"told": goes_with_it})
        if goes_with_it:
            self.fields["told"] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.fields["with_what_was_made"] = forms.BooleanField(
                label="Withdraw it, with all that this does to what was made of it",
                help_text=goes_with_it,
                error_messages={"required": TOLD_ANEW if stale else NOT_CONFIRMED},
                label_suffix="",
            )

    @property
    def confirmed(self) -> str:
        """The words that were agreed to, once the form is valid."""
        return str(self.cleaned_data.get("told", ""))


class AskForm(AsksAboutNames):
    """A question on a line of a pack."""

    line = forms.ChoiceField(label="About which line")
    question = forms.CharField(
        label="Your question", max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, lines: Sequence[AskedLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [("", "Choose a line"), *((line.key, f"{line.section}: {line.words}") for line in lines)]
        self.fields["line"].choices = known  # type: ignore[attr-defined]


class TemplateForm(_WithSections, UploadForm, AsksAboutNames):
    """A template. Files that are not sent stay as they are."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    name = forms.CharField(label="Name of the template", max_length=120)
    title = forms.CharField(label="Title of its packs", max_length=200)
    words = forms.CharField(
        label="Words on the cover", required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_days = forms.IntegerField(
        label="How many days “due next” looks ahead",
        min_value=1,
        max_value=730,
        widget=forms.NumberInput(attrs={"width": 4, "suffix": "days"}),
    )

    def __init__(self, *args: Any, template: PackTemplate | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word_file"] = UploadField(
            WORD_TEMPLATE,
            label="Word document whose styles are taken",
            help_text="Its styles, margins, header and footer; its text is left out.",
            required=False,
        )
        self.fields["logo"] = UploadField(LOGO, label="Logo on the cover", required=False)
        for name, label in (("word_file", "the Word document"), ("logo", "the logo")):
            if template is not None and getattr(template, name) is not None:
                self.fields[f"without_{name}"] = forms.BooleanField(
                    label=f"Go on without {label} that is there", required=False, label_suffix=""
                )

    @property
    def wanted(self) -> TemplateWanted:
        """What was asked for, once the form is valid."""
        sent = self.cleaned_data
        return TemplateWanted(
            name=sent["name"],
            title=sent["title"],
            words=sent["words"],
            sections=[each.kind for each in self.chosen()],
            next_days=sent["next_days"],
            word_file=sent["word_file"],
            logo=sent["logo"],
            without_word_file=sent.get("without_word_file", False),
            without_logo=sent.get("without_logo", False),
            annotations={kind: sent[f"annotation_{kind}"] for kind in KINDS},
        )


def template_filled_in(template: PackTemplate | None, title: str, kinds: Sequence[str]) -> dict[str, Any]:
    """The form as it is first shown."""
    notes = template.annotations if template else {}
    shown = [SectionOrder(kind, notes.get(kind, "")) for kind in (template.sections if template else kinds)]
    return {
        **{f"annotation_{kind}": note for kind, note in notes.items()},
        "version": template.version if template else 0,
        "name": template.name if template else "",
        "title": template.title if template else title,
        "words": template.words if template else "",
        "next_days": template.next_days if template else 60,
        **_sections_filled_in(shown),
    }


class WordsForm(AsksAboutNames):
    """The words that packs explain."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    words = forms.CharField(
        label="Words and abbreviations",
        help_text="One to a line: the word, a colon, and what it means here. A pack explains those that it "
        "uses, beside the abbreviations that Lapwing knows; where both know one, yours stands.",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
