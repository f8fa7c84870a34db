"""What people type to answer what a document leaves open."""

from __future__ import annotations

from typing import Any

from django import forms

from lapwing.contexts.improvement.edit_forms.fields import WordsField
from lapwing.contexts.improvement.models import Question
from lapwing.contexts.improvement.presenters.answers import is_split
from lapwing.platform.ui.forms import VersionedForm


class AnswerForm(VersionedForm):
    """An answer: a choice pressed as a button, or words. ``same`` answers all that ask the same."""

    answer = WordsField(label="Answer in your own words", rows=3, max_length=5000)
    same = forms.BooleanField(required=False)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["answer"].error_messages["required"] = "Choose or enter an answer"
        if is_split(question):
            box = self.fields["answer"]
            box.label = "The parts, one on each line"
            box.help_text = (
                "Move the line ends so that each part stands on its own line. Words stay as they are."
            )
            box.widget.attrs["rows"] = min(30, 4 + len(question.raw) // 60)
        elif question.choices:
            self.fields["answer"].label = "Or answer in your own words"
