"""The forms of public versions: making, wording, deciding, settings, and what the public says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from lapwing.domain.disclosure import POLICIES
from lapwing.insight.packs import shapes
from lapwing.insight.public_version.commands.making import LONGEST_WORDS
from lapwing.insight.public_version.commands.settings import LONGEST_FEEDBACK
from lapwing.insight.public_version.composing import Worded
from lapwing.insight.public_version.content import Public, words_in
from lapwing.insight.public_version.easy_read import SYMBOLS
from lapwing.insight.public_version.figures import counted_in
from lapwing.insight.public_version.proposing import KINDS, USUAL, measures_of, on_offer
from lapwing.insight.public_version.rules.handling import LABELS, choices, proposed
from lapwing.insight.public_version.rules.plain_words import hints
from lapwing.platform.ui.forms import Form, VersionedForm
from lapwing.registry.names import AsksAboutNames

POLICY_LABELS = {
    "strict": "1 to 4 children, and 1 to 4 who were left out of a share (Lapwing proposes this)",
    "lapwing": "1 to 4 children",
    "dfe": "1 to 4 children, as the Department for Education’s statistics do",
    "dfe-rounded": "1 to 4 children; the rest to the nearest 5",
    "ofqual": "1 to 4 children, as “fewer than 5”; the rest to the nearest 5",
    "nhs": "1 to 7 children, as *; the rest to the nearest 5",
    "nhs-zeros-hidden": "0 to 4 children, as *; the rest to the nearest 5",
}
assert set(POLICY_LABELS) == set(POLICIES)


def _text(
    label: str, help_text: str = "", rows: int = 3, most: int = 1000, without: str = ""
) -> forms.CharField:
    """Words in a box. ``without`` is what is said when nothing was written."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": without} if without else None,
    )


class MakeForm(Form):
    """Which sections, and how the figures of each line of a measure are handled."""

    # each line has to be answered, where figures are in it
    says_optional = False
    sections = forms.MultipleChoiceField(
        label="What is in it?",
        help_text="Nothing else of the pack is: no owners, risks, questions, decisions, reasons or quotes.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one section"},
    )

    def __init__(self, *args: Any, pack: shapes.Pack, **kwargs: Any) -> None:
        offered = on_offer(pack)
        kwargs.setdefault("initial", {"sections": [kind for kind in offered if kind in USUAL]})
        super().__init__(*args, **kwargs)
        chosen = self.fields["sections"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(kind, f"{KINDS[kind][0]}: {KINDS[kind][1]}") for kind in offered]
        self.lines: dict[str, str] = {}
        if "measures" not in offered:
            return
        for measure in measures_of(pack):
            for series in measure.series:
                self._ask(measure, series)

    def _ask(self, measure: shapes.Measure, series: shapes.Series) -> None:
        figures = counted_in(series)
        open_to = choices(series.unit, figures)
        decided = proposed(series.unit, figures)
        name = f"how-{len(self.lines)}"
        label = measure.name if series.label in ("", measure.name) else f"{measure.name}: {series.label}"
        said = f"Counted in {series.unit}." if series.unit else "The plan does not say what is counted."
        if decided is None:
            said += " Lapwing cannot tell whether a child could be known from it: please say."
        self.fields[name] = forms.ChoiceField(
            label=label,
            help_text=said,
            choices=[(each.value, LABELS[each]) for each in open_to],
            initial=decided.value if decided else "",
            widget=forms.RadioSelect,
            required=False,
            label_suffix="",
        )
        self.lines[name] = series.key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "measures" in cleaned.get("sections", ()):
            for name in self.lines:
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, "Say how these figures are handled")
        return cleaned

    @property
    def handling(self) -> dict[str, str]:
        return {key: self.cleaned_data.get(name, "") for name, key in self.lines.items()}

    def field_of(self, series: str) -> str:
        return next((name for name, key in self.lines.items() if key == series), "")


@dataclass(frozen=True)
class LineRow:
    """A line as the page of words shows it: the pack's words, the fields, and hints."""

    key: str
    words_field: str
    out_field: str
    symbol_field: str
    pack_words: str
    hints: tuple[str, ...]


class WordsForm(AsksAboutNames, VersionedForm):
    """The words of one part of a version, each beside those of the pack."""

    # an empty line is not there, which is no matter of choice for whoever fills in a form
    says_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, content: Public, worded: Mapping[str, Worded], part: str, few: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        every = words_in(content)
        self.part_keys = [key for key in every if part_of(content, key) == part]
        self.pack_words = {key: every[key] for key in self.part_keys}
        self.worded, self.few = worded, few
        symbols = {line.key: line.symbol for line in content.easy}
        for number, key in enumerate(self.part_keys):
            found = worded.get(key)
            self.fields[f"words-{number}"] = forms.CharField(
                label="Title" if key == "title" else "Words that will be public",
                required=False,
                max_length=LONGEST_WORDS,
                initial=found.words if found else every[key],
                widget=forms.Textarea(attrs={"rows": 2}),
                label_suffix="",
            )
            if key != "title":
                self.fields[f"out-{number}"] = forms.BooleanField(
                    label="Leave it out",
                    required=False,
                    initial=bool(found and found.left_out),
                    label_suffix="",
                )
            if key in symbols:
                self.fields[f"symbol-{number}"] = forms.ChoiceField(
                    label="Picture beside it",
                    choices=[(name, told[0]) for name, told in SYMBOLS.items()],
                    initial=(found.symbol if found and found.symbol else symbols[key]),
                    label_suffix="",
                )
        self.symbols = symbols

    @property
    def rows(self) -> Iterator[LineRow]:
        for number, key in enumerate(self.part_keys):
            text = str(self[f"words-{number}"].value() or "")
            yield LineRow(
                key,
                f"words-{number}",
                f"out-{number}" if f"out-{number}" in self.fields else "",
                f"symbol-{number}" if f"symbol-{number}" in self.fields else "",
                self.pack_words[key],
                tuple(hints(text, easy=key.startswith("easy:"), few=self.few)),
            )

    @property
    def typed(self) -> dict[str, Worded]:
        """What was typed, by key."""
        found: dict[str, Worded] = {}
        for number, key in enumerate(self.part_keys):
            symbol = self.cleaned_data.get(f"symbol-{number}", "")
            before = self.worded.get(key)
            if symbol == self.symbols.get(key) and not (before and before.symbol):
                symbol = ""
            words = " ".join(str(self.cleaned_data.get(f"words-{number}", "")).split())
            found[key] = Worded(words, bool(self.cleaned_data.get(f"out-{number}")), symbol)
        return found

    def field_of(self, key: str) -> str:
        return f"words-{self.part_keys.index(key)}" if key in self.part_keys else ""


PARTS = {
    "beginning": "Title and beginning",
    **{kind: title for kind, (title, _) in KINDS.items()},
    "easy": "Easy read",
}


def part_of(content: Public, key: str) -> str:
    """On which part of the pages of words a line stands."""
    if key in {"title", "intro"}:
        return "beginning"
    if key.startswith("easy:"):
        return "easy"
    return next(
        (section.key for section in content.sections if any(line.key == key for line in section.lines)),
        "measures",
    )


def parts_in(content: Public) -> list[tuple[str, str]]:
    """The parts that there is something to word in, in order."""
    there = {part_of(content, key) for key in words_in(content)}
    return [(part, title) for part, title in PARTS.items() if part in there]


class SendForm(AsksAboutNames, VersionedForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, few: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if few:
            said = ", ".join(f"“{each}”" for each in few)
            self.fields["few_checked"] = forms.BooleanField(
                label="No child can be known from these words",
                help_text=f"It says {said}. Otherwise go back and say “a few”, or leave it out.",
                required=False,
                label_suffix="",
            )


class CommentForm(AsksAboutNames, VersionedForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    comment = _text("What is to be put right?", "Who made it reads this. Name no child and no family.")


class ReasonForm(AsksAboutNames, VersionedForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = _text("Why is it withdrawn?", "Kept in its history. Nobody outside reads it.")


class SettingsForm(VersionedForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    policy = forms.ChoiceField(
        label="Which numbers are hidden?",
        help_text="And as many others as it takes that no hidden one can be worked out. It holds for figures "
        "that are worked out from now on.",
        choices=list(POLICY_LABELS.items()),
        widget=forms.RadioSelect,
    )
    feedback_address = forms.CharField(
        label="Where can people say what they think?",
        help_text="The address of a page of your own. Left empty, they write into a form of Lapwing’s, "
        "without an account, and you are told once a day.",
        max_length=500,
        required=False,
    )
    may_be_found = forms.BooleanField(
        label="Search engines may list what is published",
        help_text="Otherwise it is read by whoever has its address, such as by a link from the Local Offer. "
        "What was listed may be found for some time after it is withdrawn.",
        required=False,
    )


class FeedbackForm(Form):
    words = _text(
        "What do you think?",
        "Please do not write your name, or the name of a child. We cannot answer you here.",
        rows=6,
        most=LONGEST_FEEDBACK,
        without="Write what you think",
    )
