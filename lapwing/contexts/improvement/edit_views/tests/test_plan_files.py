"""The file that was sent: kept while it is needed, and then with the plan that was made of it."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import reverse

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.edit_views.tests.sending import draft_of, read, send, sent_and_read
from lapwing.contexts.improvement.models import Document, DraftState, Plan, PlanDraft
from lapwing.contexts.improvement.reading.tests.invented import invented
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.documents import storing
from lapwing.platform.documents.models import File, FileVersion, State
from lapwing.registry.tests import factories

DOCUMENT = invented("kingsmere")


def file_page(desk: Desk, ref: str, who: User, name: str = "file-download") -> HttpResponse:
    place = reverse(name, kwargs={"partnership": desk.partnership.ref, "file": ref})
    return desk.browser(who).get(place)  # type: ignore[return-value]


def test_a_draft_keeps_its_file_in_the_store_and_not_in_its_row(desk: Desk) -> None:
    ref = draft_of(send(desk, DOCUMENT))
    row = desk.one(PlanDraft, ref=ref)
    version = desk.one(FileVersion, file=row.file_id)
    assert (row.data, version.name, version.kind) == (None, "plan.md", "markdown")
    assert storing.fetch(version.key).read() == DOCUMENT.encode()
    assert row.sha256 == version.sha256


def test_until_it_is_saved_who_may_bring_plans_in_may_have_it(desk: Desk) -> None:
    ref = sent_and_read(desk, DOCUMENT)
    file = desk.one(File, pk=desk.one(PlanDraft, ref=ref).file_id)
    assert file_page(desk, file.ref, desk.manager).status_code == 200
    assert file_page(desk, file.ref, desk.colleague).status_code == 404
    assert file_page(desk, file.ref, desk.outsider).status_code == 404


def test_the_document_of_a_plan_is_had_by_those_who_may_read_the_plan(desk: Desk) -> None:
    ref = sent_and_read(desk, DOCUMENT)
    desk.post("import-draft", {"save": "on"}, plan_draft=ref)
    plan = desk.one(Plan, pk__gt=desk.plan.pk)
    file = desk.one(File, pk=desk.one(Document, plan=plan).file_id)
    had = file_page(desk, file.ref, desk.colleague)
    assert b"".join(had.streaming_content) == DOCUMENT.encode()  # type: ignore[attr-defined]
    parent = factories.member(desk.partnership, "parent-carer")
    assert file_page(desk, file.ref, parent).status_code == 404
    assert file_page(desk, file.ref, desk.outsider).status_code == 404
    source = desk.browser(desk.colleague).get(f"{desk.url('source', plan=plan.ref)}?first=1")
    assert file_page(desk, file.ref, desk.colleague, "file-about").status_code == 200
    assert reverse("file-about", args=[desk.partnership.ref, file.ref]) in source.content.decode()


def test_the_document_of_a_plan_that_was_taken_out_is_had_by_nobody(desk: Desk) -> None:
    ref = sent_and_read(desk, DOCUMENT)
    desk.post("import-draft", {"save": "on"}, plan_draft=ref)
    plan = desk.one(Plan, pk__gt=desk.plan.pk)
    file = desk.one(File, pk=desk.one(Document, plan=plan).file_id)
    with as_maintenance():
        Plan.objects.filter(pk=plan.pk).update(
            voided_at=plan.created_at, voided_by=desk.manager, voided_reason="A slip"
        )
    assert file_page(desk, file.ref, desk.manager).status_code == 404


def test_a_draft_that_is_let_go_loses_its_file(
    desk: Desk, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    ref = sent_and_read(desk, DOCUMENT)
    key = desk.one(FileVersion).key
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        desk.post("import-draft", {"discard": "on"}, plan_draft=ref)
    assert desk.all(File) == []
    assert not storing.store().exists(key)


def test_what_cannot_be_read_is_not_kept(desk: Desk) -> None:
    sent_and_read(desk, "{nonsense", "plan.json")
    assert desk.one(PlanDraft).state == DraftState.REFUSED
    assert desk.all(File) == []


def test_the_same_document_sent_twice_is_kept_once(desk: Desk) -> None:
    send(desk, DOCUMENT)
    send(desk, DOCUMENT, "again.md")
    assert len(desk.all(File)) == 1


@pytest.mark.parametrize("state", [State.QUARANTINED, State.NOT_SCANNED])
def test_a_file_that_is_held_back_or_gone_is_not_read_and_says_so(desk: Desk, state: str) -> None:
    ref = draft_of(send(desk, DOCUMENT))
    with as_maintenance():
        version = FileVersion.objects.get()
        FileVersion.objects.update(state=state)
    storing.store().delete(version.key)
    row = read(desk, ref)
    assert (row.state, row.problem_code) == (DraftState.REFUSED, "missing")
    assert "Nothing was read" in words(desk.get("import-draft", plan_draft=ref))


def test_a_draft_of_the_release_before_is_still_read(desk: Desk) -> None:
    ref = draft_of(send(desk, DOCUMENT))
    with as_maintenance():
        PlanDraft.objects.filter(ref=ref).update(file=None, data=DOCUMENT.encode())
    assert read(desk, ref).state == DraftState.READY


def test_a_full_store_is_said_in_the_form_and_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    said = words(send(desk, DOCUMENT))
    assert "The file could not be kept: there is no room left for files" in said
    assert desk.all(PlanDraft) == []
    assert desk.all(File) == []
