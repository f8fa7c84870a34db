"""Documents that would keep everybody else waiting, or that the database would not take."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lapwing.contexts.improvement.edit_forms.imports import MOST_LINES
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import PlanDraft


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\n" * MOST_LINES + b"a\nb", "more than 20,000 lines"),
        (b"words " * 2000 + b"\0", "This is a PDF, Word or other program's file"),
    ],
)
def test_they_are_refused(desk: Desk, content: bytes, said: str) -> None:
    response = desk.post("import", {"file": SimpleUploadedFile("plan.txt", content)})
    assert said in words(response)
    assert desk.all(PlanDraft) == []
