"""Documents that would keep everybody else waiting."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lapwing.contexts.improvement.edit_forms import imports
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.edit_views.tests.sending import sent_and_read
from lapwing.contexts.improvement.models import PlanDraft
from lapwing.contexts.improvement.plan_files import PLAN_DOCUMENT
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents.purposes import PURPOSES
from lapwing.platform.history.models import HistoryEntry


def test_a_file_that_is_too_large_is_not_even_looked_into(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = replace(PURPOSES.known(PLAN_DOCUMENT), limit=10)
    monkeypatch.setitem(PURPOSES._known, PLAN_DOCUMENT, small)
    response = desk.post("import", {"file": SimpleUploadedFile("plan.txt", b"x" * 11)})
    assert "larger than" in words(response)
    assert desk.all(PlanDraft) == []


def test_a_text_too_long_to_paste_comes_as_a_file(desk: Desk) -> None:
    response = desk.post("import", {"text": "x" * (imports.LONGEST_PASTE + 1)})
    assert response.status_code == 200
    assert desk.all(PlanDraft) == []


def test_thousands_of_readings_are_confirmed_at_once(desk: Desk) -> None:
    ref = sent_and_read(desk, "# A plan\n\n| Ref | Action |\n|---|---|\n| 1.1 | We will do it |\n")
    edit = {"version": "1", "kind": "answer", "answer": "right as it is read", "questions": ["0"] * 3000}
    assert desk.post("import-edit", edit, plan_draft=ref).status_code == 302


def test_the_history_tells_who_edited_a_draft_and_not_what_the_document_says(desk: Desk) -> None:
    ref = sent_and_read(desk, "# A plan\n\n| Ref | Action |\n|---|---|\n| 1.1 | We will do it |\n")
    edit = {"version": "1", "kind": "add-action", "text": "About Nobody Special", "first": "1", "last": "1"}
    desk.post("import-edit", edit, plan_draft=ref)
    desk.post("import-draft", {"discard": "on"}, plan_draft=ref)
    with as_maintenance():
        kept = list(HistoryEntry.objects.filter(table_name="improvement_draftedit").values_list("old", "new"))
    assert len(kept) == 2
    assert "Nobody Special" not in str(kept)
