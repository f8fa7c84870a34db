from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lapwing.contexts.improvement import interchange, jobs
from lapwing.contexts.improvement.drafts import SILENCE
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.edit_views.tests.sending import draft_of, read, send, sent_and_read
from lapwing.contexts.improvement.files import Step
from lapwing.contexts.improvement.jobs import read_draft
from lapwing.contexts.improvement.models import Document, DraftState, Plan, PlanDraft, Question
from lapwing.contexts.improvement.reading.tests.invented import invented, reading_of
from lapwing.contexts.improvement.tests import factories as plans
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents.tests.scanner import BAD, a_scanner
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.notices.tests.test_telling import notices

JSON = interchange.to_json(plans.full_plan())
DOCUMENT = invented("kingsmere")
READING = reading_of("kingsmere")
PROSE = "It was a bright day.\n<script>alert(1)</script>"


def test_sending_answers_at_once_and_says_how_far_the_reading_is(desk: Desk) -> None:
    ref = draft_of(send(desk, DOCUMENT))
    shown = desk.get("import-draft", plan_draft=ref)
    assert "Waiting for its turn" in words(shown)
    assert "Look again" in words(shown)
    assert "questions left" not in words(desk.get("import"))


NO_SCANNER = "tcp://127.0.0.1:1"


def test_nothing_is_read_before_the_scanner_has_looked_through_it(desk: Desk, settings: Any) -> None:
    settings.DOCUMENTS_CLAMD = NO_SCANNER
    refs = [draft_of(send(desk, DOCUMENT)), draft_of(send(desk, JSON, "plan.json"))]
    for ref in refs:
        assert "Waiting to be checked for viruses" in words(desk.get("import-draft", plan_draft=ref))
        read(desk, ref)
        row = desk.one(PlanDraft, ref=ref)
        assert (row.state, row.reading, row.words) == ("waiting", None, "Waiting to be checked for viruses")
    with a_scanner() as address:
        settings.DOCUMENTS_CLAMD = address
        for ref in refs:
            read(desk, ref)
            assert desk.one(PlanDraft, ref=ref).state == "ready"


def test_what_the_scanner_finds_is_never_read(desk: Desk, settings: Any) -> None:
    with a_scanner() as address:
        settings.DOCUMENTS_CLAMD = address
        ref = draft_of(send(desk, DOCUMENT + BAD.decode()))
        read(desk, ref)
    row = desk.one(PlanDraft, ref=ref)
    assert (row.state, row.reading) == ("refused", None)
    assert row.problem.startswith("Malware was found")


def test_a_document_is_read_and_kept_without_saving_a_plan(desk: Desk) -> None:
    ref = sent_and_read(desk, DOCUMENT)
    shown = words(desk.get("import-draft", plan_draft=ref))
    assert "What Lapwing understood" in shown
    assert f"{len(READING.actions)} actions" in shown
    assert READING.actions[0].text in shown
    assert "The plan as it will look" in shown
    assert len(desk.all(Plan)) == 1
    assert desk.one(PlanDraft, ref=ref).data is None


def test_whoever_sent_a_document_is_told_that_it_was_read(desk: Desk) -> None:
    ref = sent_and_read(desk, DOCUMENT)
    [notice] = notices()
    assert notice.line == "Your document has been read"
    assert notice.url == desk.url("import-draft", plan_draft=ref)
    assert notice.is_new
    desk.post("import-draft", {"discard": "on"}, plan_draft=ref)
    assert not notices()[0].is_new, "there is nothing left to look at"


def test_who_watches_the_reading_is_shown_what_came_of_it(desk: Desk) -> None:
    ref = sent_and_read(desk, PROSE, "note.txt")
    headers = {"HX-Request": "true", "HX-Target": "progress"}
    answer = desk.browser().get(desk.url("import-draft", plan_draft=ref), headers=headers)
    assert answer["HX-Refresh"] == "true"


def test_pasted_text_is_read_like_a_file(desk: Desk) -> None:
    ref = draft_of(desk.post("import", {"text": DOCUMENT.replace("\n", "\r\n")}))
    read(desk, ref)
    assert f"{len(READING.actions)} actions" in words(desk.get("import-draft", plan_draft=ref))


def test_saving_makes_the_plan_with_its_questions_and_document(desk: Desk) -> None:
    ref = sent_and_read(desk, DOCUMENT)
    response = desk.post("import-draft", {"save": "on"}, plan_draft=ref)
    plan = desk.one(Plan, pk__gt=desk.plan.pk)
    assert response["Location"] == desk.url("plan-saved", plan=plan.ref)
    assert "What is next" in words(desk.get("plan-saved", plan=plan.ref))
    assert desk.one(Document, plan=plan).name == "plan.md"
    assert desk.all(Question, plan=plan)
    assert desk.all(PlanDraft) == []
    assert desk.post("import-draft", {"save": "on"}, plan_draft=ref).status_code == 404


def test_what_has_not_been_read_cannot_be_saved(desk: Desk) -> None:
    ref = draft_of(send(desk, DOCUMENT))
    desk.post("import-draft", {"save": "on"}, plan_draft=ref)
    assert len(desk.all(Plan)) == 1


def test_letting_go_leaves_nothing(desk: Desk) -> None:
    ref = draft_of(send(desk, DOCUMENT))
    desk.post("import-draft", {"discard": "on"}, plan_draft=ref)
    assert desk.all(PlanDraft) == []
    assert len(desk.all(Plan)) == 1


def test_the_same_document_says_so_and_is_saved_again_only_when_asked(desk: Desk) -> None:
    desk.post("import-draft", {"save": "on"}, plan_draft=draft_of(send(desk, JSON, "plan.json")))
    ref = draft_of(send(desk, JSON, "plan.json"))
    first = desk.one(Plan, pk__gt=desk.plan.pk)
    page = desk.get("import-draft", plan_draft=ref)
    assert "This document is here already" in words(page)
    assert desk.url("overview", plan=first.ref) in page.content.decode()
    desk.post("import-draft", {"save": "on"}, plan_draft=ref)
    assert len(desk.all(Plan)) == 2
    desk.post("import-draft", {"save": "on", "again": "on"}, plan_draft=ref)
    assert len(desk.all(Plan)) == 3


def test_sending_twice_keeps_one_draft_which_is_offered_again(desk: Desk) -> None:
    assert draft_of(send(desk, DOCUMENT)) == draft_of(send(desk, DOCUMENT))
    assert "Sent, and not saved yet plan.md Waiting to be read" in words(desk.get("import"))


def test_the_list_says_how_many_questions_are_left(desk: Desk) -> None:
    sent_and_read(desk, DOCUMENT)
    left = sum(question.answer is None for question in READING.questions)
    assert f"plan.md {left} question" in words(desk.get("import"))


def test_a_plan_that_lapwing_wrote_is_read_at_once(desk: Desk) -> None:
    ref = draft_of(send(desk, JSON, "plan.json"))
    assert desk.one(PlanDraft, ref=ref).state == DraftState.READY
    desk.post("import-draft", {"save": "on"}, plan_draft=ref)
    assert len(desk.all(Plan)) == 2


def test_a_job_that_comes_twice_changes_nothing(desk: Desk) -> None:
    ref = sent_and_read(desk, PROSE, "note.txt")
    row = desk.one(PlanDraft, ref=ref)
    read_draft(draft_id=row.pk, attempt=row.attempt)
    read_draft(draft_id=row.pk, attempt=row.attempt + 1)
    assert desk.one(PlanDraft, ref=ref).version == row.version
    assert desk.one(PlanDraft, ref=ref).state == DraftState.READY


def test_a_job_for_a_draft_that_was_let_go_does_nothing(desk: Desk) -> None:
    row = desk.one(PlanDraft, ref=draft_of(send(desk, PROSE, "note.txt")))
    desk.post("import-draft", {"discard": "on"}, plan_draft=row.ref)
    read_draft(draft_id=row.pk, attempt=row.attempt)
    assert desk.all(PlanDraft) == []


def test_how_far_the_reading_has_come_is_shown_while_it_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = draft_of(send(desk, PROSE, "note.txt"))
    seen = []

    def read_slowly(data: bytes, name: str, progress: Callable[[Step], None]) -> None:
        progress(Step("Reading page 12 of 60", 12, 60))
        progress(Step("Reading page 13 of 60", 13, 60))
        seen.append(words(desk.get("import-draft", plan_draft=ref)))
        raise UnreadableFileError("scan", "It is a scan. Send the file it was printed from.")

    monkeypatch.setattr(jobs, "read_file", read_slowly)
    assert read(desk, ref).problem_code == "scan"
    assert "Reading page 12 of 60" in seen[0]
    assert "It is a scan" in words(desk.get("import-draft", plan_draft=ref))


def test_a_reader_that_fails_says_so_and_stops_nothing_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(jobs, "read_file", fail)
    row = read(desk, draft_of(send(desk, PROSE, "note.txt")))
    assert (row.state, row.problem_code) == (DraftState.REFUSED, "failed")
    assert "A document could not be read" in caplog.text


def test_a_failure_that_quotes_the_document_is_noted_without_its_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def quotes(*_: object) -> None:
        raise RuntimeError("Failing row contains (what nobody may read)")

    monkeypatch.setattr(jobs, "read_file", quotes)
    read(desk, draft_of(send(desk, PROSE, "note.txt")))
    assert "RuntimeError" in caplog.text
    assert "nobody may read" not in caplog.text


def test_a_reading_that_fell_silent_is_begun_again(desk: Desk) -> None:
    ref = draft_of(send(desk, PROSE, "note.txt"))
    assert "Read it again" not in words(desk.get("import-draft", plan_draft=ref))
    desk.post("import-draft", {"read": "on"}, plan_draft=ref)
    assert desk.one(PlanDraft, ref=ref).attempt == 1
    with as_maintenance():
        PlanDraft.objects.filter(ref=ref).update(
            state=DraftState.READING, heard_at=timezone.now() - SILENCE - timedelta(seconds=1)
        )
    assert "The reading stopped" in words(desk.get("import"))
    assert "Read it again" in words(desk.get("import-draft", plan_draft=ref))
    desk.post("import-draft", {"read": "on"}, plan_draft=ref)
    stopped = desk.one(PlanDraft, ref=ref)
    assert (stopped.state, stopped.attempt) == (DraftState.WAITING, 2)
    read_draft(draft_id=stopped.pk, attempt=1)
    assert desk.one(PlanDraft, ref=ref).state == DraftState.WAITING
    assert read(desk, ref).state == DraftState.READY


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "plan.md", "There is nothing in the file"),
        (b" \n ", "plan.md", "There is nothing in the file"),
        (b"%PDF-1.7", "plan.docx", "The name ends in .docx"),
        (b"PK\x03\x04", "plan.md", "The file is damaged"),
        (b"MZ\x90", "plan.pdf", "This is a program, not a document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "plan.doc", "Word or Excel before 2007"),
    ],
)
def test_what_is_no_document_is_refused_at_once(desk: Desk, content: bytes, name: str, said: str) -> None:
    response = send(desk, content, name)
    assert response.status_code == 200
    assert said in words(response)
    assert desk.all(PlanDraft) == []


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("{nonsense", "plan.json", "This JSON is not a plan that Lapwing wrote: not JSON"),
        ('{"format": "other"}', "plan.json", '"format" should be "lapwing-plan/1"'),
        (b"%PDF-1.7\nnothing more", "plan.pdf", "Send another file"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(
    desk: Desk, content: str | bytes, name: str, said: str
) -> None:
    ref = sent_and_read(desk, content, name)
    shown = words(desk.get("import-draft", plan_draft=ref))
    assert said in shown
    assert "It could not be read" in shown
    row = desk.one(PlanDraft, ref=ref)
    assert (row.state, row.data) == (DraftState.REFUSED, None)
    assert row.problem_code
    assert desk.post("import-draft", {"save": "on"}, plan_draft=ref).status_code == 302
    assert len(desk.all(Plan)) == 1


def test_a_file_that_was_refused_is_read_anew_when_it_is_sent_again(desk: Desk) -> None:
    ref = sent_and_read(desk, "{nonsense", "plan.json")
    assert draft_of(send(desk, "{nonsense", "plan.json")) == ref
    assert desk.one(PlanDraft, ref=ref).attempt == 2


def test_nothing_and_both_are_refused(desk: Desk) -> None:
    assert "Choose a file, or paste the text of the plan" in words(desk.post("import", {}))
    file = SimpleUploadedFile("plan.md", b"text")
    assert "not both" in words(desk.post("import", {"file": file, "text": "text"}))


def test_letters_saved_on_windows_are_read(desk: Desk) -> None:
    ref = sent_and_read(desk, "Café – a plan".encode("cp1252"), "plan.txt")
    assert "Café – a plan" in words(desk.get("import-draft", plan_draft=ref))


def test_prose_without_a_plan_says_that_nothing_was_found(desk: Desk) -> None:
    ref = sent_and_read(desk, PROSE, "note.txt")
    page = desk.get("import-draft", plan_draft=ref)
    assert "No actions and no measures were found" in words(page)
    assert "<script>alert(1)" not in page.content.decode()
    assert "Save this plan" not in words(page)
    desk.post("import-draft", {"save": "on"}, plan_draft=ref)
    assert len(desk.all(Plan)) == 1


def test_what_somebody_finds_in_prose_is_a_plan(desk: Desk) -> None:
    ref = sent_and_read(desk, PROSE, "note.txt")
    sent = {"kind": "add-action", "version": "1", "first": "1", "last": "1", "text": "Enjoy it"}
    desk.post("import-edit", sent, plan_draft=ref)
    desk.post("import-draft", {"save": "on"}, plan_draft=ref)
    assert len(desk.all(Plan)) == 2


@pytest.mark.parametrize("who", ["owner", "colleague", "outsider"])
def test_others_bring_nothing_in(desk: Desk, who: str) -> None:
    ref = draft_of(send(desk, JSON, "plan.json"))
    person = getattr(desk, who)
    assert desk.get("import", person).status_code == 404
    assert desk.get("import-draft", person, plan_draft=ref).status_code == 404
    assert desk.post("import-draft", {"save": "on"}, person, plan_draft=ref).status_code == 404
    accepting = {"kind": "accept", "at": "action/1.1.1", "version": "1"}
    assert desk.post("import-edit", accepting, person, plan_draft=ref).status_code == 404
    assert desk.get("import-change", person, plan_draft=ref).status_code == 404
