from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import resolve

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import Document, Plan, PlanDraft, Question
from lapwing.contexts.improvement.reading.tests.invented import invented, reading_of
from lapwing.contexts.improvement.tests import factories as plans

JSON = interchange.to_json(plans.full_plan())
DOCUMENT = invented("kingsmere")
READING = reading_of("kingsmere")


def send(desk: Desk, content: str | bytes, name: str = "plan.md") -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    return desk.post("import", {"file": SimpleUploadedFile(name, data)})


def draft_of(response: HttpResponse) -> str:
    return str(resolve(response["Location"]).kwargs["plan_draft"])


def test_a_document_is_read_and_kept_without_saving_a_plan(desk: Desk) -> None:
    ref = draft_of(send(desk, DOCUMENT))
    shown = words(desk.get("import-draft", plan_draft=ref))
    assert "What Lapwing understood" in shown
    assert f" actions {len(READING.actions)} " in shown
    assert READING.actions[0].text in shown
    assert "What is unclear" in shown
    assert len(desk.all(Plan)) == 1


def test_pasted_text_is_read_like_a_file(desk: Desk) -> None:
    ref = draft_of(desk.post("import", {"text": DOCUMENT.replace("\n", "\r\n")}))
    assert f" actions {len(READING.actions)} " in words(desk.get("import-draft", plan_draft=ref))


def test_saving_makes_the_plan_with_its_questions_and_document(desk: Desk) -> None:
    ref = draft_of(send(desk, DOCUMENT))
    response = desk.post("import-draft", {"save": "on"}, plan_draft=ref)
    plan = desk.one(Plan, pk__gt=desk.plan.pk)
    assert response["Location"] == desk.url("overview", plan=plan.ref)
    assert desk.one(Document, plan=plan).name == "plan.md"
    assert desk.all(Question, plan=plan)
    assert desk.all(PlanDraft) == []
    assert desk.post("import-draft", {"save": "on"}, plan_draft=ref).status_code == 404


def test_letting_go_leaves_nothing(desk: Desk) -> None:
    ref = draft_of(send(desk, DOCUMENT))
    desk.post("import-draft", {"discard": "on"}, plan_draft=ref)
    assert desk.all(PlanDraft) == []
    assert len(desk.all(Plan)) == 1


def test_the_same_document_says_so_and_is_saved_again_only_when_asked(desk: Desk) -> None:
    desk.post("import-draft", {"save": "on"}, plan_draft=draft_of(send(desk, DOCUMENT)))
    ref = draft_of(send(desk, DOCUMENT))
    first = desk.one(Plan, pk__gt=desk.plan.pk)
    page = desk.get("import-draft", plan_draft=ref)
    assert "This document is here already" in words(page)
    assert desk.url("overview", plan=first.ref) in page.content.decode()
    assert "This document is here already" in words(desk.post("import-draft", {"save": "on"}, plan_draft=ref))
    assert len(desk.all(Plan)) == 2
    desk.post("import-draft", {"save": "on", "again": "on"}, plan_draft=ref)
    assert len(desk.all(Plan)) == 3


def test_sending_twice_keeps_one_draft_which_is_offered_again(desk: Desk) -> None:
    assert draft_of(send(desk, DOCUMENT)) == draft_of(send(desk, DOCUMENT))
    assert "Read, and not saved yet plan.md" in words(desk.get("import"))


def test_a_plan_that_lapwing_wrote_is_brought_in(desk: Desk) -> None:
    ref = draft_of(send(desk, JSON, "plan.json"))
    desk.post("import-draft", {"save": "on"}, plan_draft=ref)
    assert len(desk.all(Plan)) == 2


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "plan.md", "The file is empty"),
        (b" \n ", "plan.md", "The file is empty"),
        (b"%PDF-1.7", "plan.txt", "This is a PDF, Word or other program's file"),
        (b"PK\x03\x04", "plan.md", "This is a PDF, Word or other program's file"),
        (b"a\0b", "plan.txt", "This is a PDF, Word or other program's file"),
        (b"words", "plan.docx", "“plan.docx” is not a kind that can be read yet"),
        (b"\x81\x8d", "plan.txt", "letters cannot be read"),
        (b"x" * 2_000_001, "plan.txt", "larger than 2 MB"),
        (b"{nonsense", "plan.json", "This JSON is not a plan that Lapwing wrote: not JSON"),
        (b'{"format": "other"}', "plan.json", '"format" should be "lapwing-plan/1"'),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_would_be_right(
    desk: Desk, content: bytes, name: str, said: str
) -> None:
    response = send(desk, content, name)
    assert response.status_code == 200
    assert said in words(response)
    assert desk.all(PlanDraft) == []


def test_nothing_and_both_are_refused(desk: Desk) -> None:
    assert "Choose a file, or paste the text of the plan" in words(desk.post("import", {}))
    file = SimpleUploadedFile("plan.md", b"text")
    assert "not both" in words(desk.post("import", {"file": file, "text": "text"}))


def test_letters_saved_on_windows_are_read(desk: Desk) -> None:
    ref = draft_of(send(desk, "Café – a plan".encode("cp1252")))
    assert "Café – a plan" in words(desk.get("import-draft", plan_draft=ref))


def test_prose_without_a_plan_says_that_nothing_was_found(desk: Desk) -> None:
    ref = draft_of(send(desk, "It was a bright day.\n<script>alert(1)</script>", "note.txt"))
    page = desk.get("import-draft", plan_draft=ref)
    assert "No actions and no measures were found" in words(page)
    assert "<script>alert(1)" not in page.content.decode()


@pytest.mark.parametrize("who", ["owner", "colleague", "outsider"])
def test_others_bring_nothing_in(desk: Desk, who: str) -> None:
    ref = draft_of(send(desk, DOCUMENT))
    person = getattr(desk, who)
    assert desk.get("import", person).status_code == 404
    assert desk.get("import-draft", person, plan_draft=ref).status_code == 404
    assert desk.post("import-draft", {"save": "on"}, person, plan_draft=ref).status_code == 404
