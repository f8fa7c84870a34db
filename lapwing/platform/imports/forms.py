"""What people send and choose to bring rows in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from lapwing.platform.extraction.limits import LIMITS, MEGABYTE
from lapwing.platform.imports.commands import LONGEST_SOURCE
from lapwing.platform.imports.feeds import Column, Feed, Place
from lapwing.platform.imports.titles import Columns
from lapwing.platform.ui.forms import Form, VersionedForm

NONE = "-"
_ENDINGS = ".csv,.tsv,.txt,.xlsx,.xlsm,.json"


class SendForm(Form):
    """A file of rows, what it is about, and where it comes from."""

    file = forms.FileField(
        label="File of rows",
        help_text="CSV, Excel (.xlsx) or JSON, with titles over its columns. "
        f"At most {LIMITS.bytes // MEGABYTE} MB.",
        widget=forms.FileInput(attrs={"accept": _ENDINGS}),
    )
    place = forms.ChoiceField(label="What it is about", widget=forms.RadioSelect)
    source = forms.CharField(
        label="Where it comes from",
        max_length=LONGEST_SOURCE,
        initial="Spreadsheet",
        help_text="A name of your own for the system or person that makes such files. Which column is "
        "which is remembered for each.",
    )

    def __init__(self, *args: Any, places: Sequence[Place], sources: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.key, each.words) for each in places]
        if len(places) == 1:
            field.widget, field.required = forms.HiddenInput(), False
            self.initial["place"] = places[0].key
            self._only = places[0].key
        if sources and "source" in self.fields:
            self.fields["source"].help_text += f" So far: {', '.join(sources)}."

    def clean_place(self) -> str:
        return str(self.cleaned_data["place"] or getattr(self, "_only", ""))

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LIMITS.bytes:
            raise forms.ValidationError(
                f"The file is larger than {LIMITS.bytes // MEGABYTE} MB. Send it in parts"
            )
        return file


class WorkbookForm(SendForm):
    """A workbook that was made here and filled in: where it comes from is known."""

    source = None  # type: ignore[assignment]
    file = forms.FileField(
        label="The workbook that you filled in",
        help_text=f"Excel (.xlsx), at most {LIMITS.bytes // MEGABYTE} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class SheetForm(VersionedForm):
    """Which sheet of a workbook holds the rows."""

    sheet = forms.ChoiceField(label="Sheet", widget=forms.RadioSelect)

    def __init__(self, *args: Any, sheets: Sequence[Sequence[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, f"{name} ({rows} rows)") for name, rows in sheets]


class ColumnsForm(VersionedForm):
    """Which column of the file is which of the feed's."""

    says_optional = False

    def __init__(
        self,
        *args: Any,
        feed: Feed,
        titles: Sequence[str],
        samples: Sequence[str],
        columns: Columns,
        **kwargs: Any,
    ) -> None:
        self.declared = feed
        super().__init__(*args, **kwargs)
        choices = [(NONE, "None of them")]
        for number, (title, sample) in enumerate(zip(titles, samples, strict=True)):
            shown = f"{letter(number)}: {title or 'without a title'}"
            choices.append((str(number), f"{shown} ({sample})" if sample else shown))
        for column in feed.columns:
            at = columns.get(column.name)
            self.fields[f"column-{column.name}"] = forms.ChoiceField(
                label=column.title,
                help_text=f"{column.hint}{'. Needed.' if column.is_required else '.'}" if column.hint else "",
                choices=choices,
                required=False,
                initial=NONE if at is None else str(at),
            )

    def columns(self) -> Columns:
        """What was chosen, by the feed's columns."""
        found: Columns = {}
        for column in self.declared.columns:
            chosen = self.cleaned_data.get(f"column-{column.name}") or NONE
            found[column.name] = None if chosen == NONE else int(chosen)
        return found


class RowForm(VersionedForm):
    """The cells of one row, to be typed anew."""

    says_optional = False

    def __init__(self, *args: Any, feed: Feed, texts: Mapping[str, str], **kwargs: Any) -> None:
        self.declared = feed
        super().__init__(*args, **kwargs)
        for column in _typed(feed):
            self.fields[f"cell-{column.name}"] = forms.CharField(
                label=column.title,
                help_text=f"{column.hint}. For example {column.example}." if column.example else column.hint,
                required=False,
                max_length=10_000,
                initial=texts.get(column.name, ""),
                widget=_widget(column),
            )

    def cells(self) -> dict[str, str]:
        return {
            column.name: str(self.cleaned_data.get(f"cell-{column.name}", ""))
            for column in _typed(self.declared)
        }


def _widget(column: Column) -> forms.Widget:
    if column.is_long:
        return forms.Textarea(attrs={"rows": 3})
    if column.choices:
        return forms.Select(choices=[("", "Nothing"), *((each, each) for each in column.choices)])
    return forms.TextInput()


def _typed(feed: Feed) -> list[Column]:
    return [column for column in feed.columns if not column.is_locked]


class BringInForm(VersionedForm):
    """The last word before rows are brought in."""

    reason = forms.CharField(
        label="Why does what was recorded before change?",
        help_text="It stays on record beside what is replaced. For example, Counted again after late "
        "returns.",
        max_length=1000,
        required=False,
    )


def letter(number: int) -> str:
    """The letter by which a spreadsheet calls a column counted from 0: A, Z, AA."""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
