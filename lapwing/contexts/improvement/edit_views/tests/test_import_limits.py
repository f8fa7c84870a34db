"""Documents that would keep everybody else waiting."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lapwing.contexts.improvement.edit_forms import imports
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import PlanDraft
from lapwing.platform.extraction.limits import LIMITS


def test_a_file_that_is_too_large_is_not_even_looked_into(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LIMITS", replace(LIMITS, bytes=10))
    response = desk.post("import", {"file": SimpleUploadedFile("plan.txt", b"x" * 11)})
    assert "larger than" in words(response)
    assert desk.all(PlanDraft) == []


def test_a_text_too_long_to_paste_comes_as_a_file(desk: Desk) -> None:
    response = desk.post("import", {"text": "x" * (imports.LONGEST_PASTE + 1)})
    assert response.status_code == 200
    assert desk.all(PlanDraft) == []
