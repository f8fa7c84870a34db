"""Fields that several forms share."""

from __future__ import annotations

import re
from typing import Any

from django import forms

LONGEST = 20_000


class WordsField(forms.CharField):
    """A text of several lines. Line ends are the same whatever the browser sends."""

    def __init__(self, *, rows: int = 4, max_length: int = LONGEST, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return re.sub(r"\r\n?", "\n", text or "").strip()


class FigureField(forms.FloatField):
    """A figure as people type it: 1,204 and 51.4% are read; zero is a value and nothing typed is none."""

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        if isinstance(value, str):
            value = re.sub(r"[,\s]", "", value).removesuffix("%").replace("−", "-")
        return super().to_python(value)


def reason_field(
    help_text: str = "Kept in the history with the change.", *, required: bool = True
) -> WordsField:
    """Why something changes."""
    return WordsField(label="Reason", help_text=help_text, rows=2, required=required, max_length=1000)


def lines_of(text: str) -> tuple[str, ...]:
    """What stands on the lines of a text, empty ones left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
