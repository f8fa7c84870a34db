"""Documents sent as people send them, and read as the worker reads them."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import resolve

from lapwing.contexts.improvement.edit_views.tests.desk import Desk
from lapwing.contexts.improvement.jobs import read_draft
from lapwing.contexts.improvement.models import PlanDraft


def send(desk: Desk, content: str | bytes, name: str = "plan.md") -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    return desk.post("import", {"file": SimpleUploadedFile(name, data)})


def draft_of(response: HttpResponse) -> str:
    """The reference of the draft that an answer leads to."""
    return str(resolve(response["Location"]).kwargs["plan_draft"])


def read(desk: Desk, ref: str) -> PlanDraft:
    """Do what the worker would with a draft that waits."""
    row = desk.one(PlanDraft, ref=ref)
    read_draft(draft_id=row.pk, attempt=row.attempt)
    return desk.one(PlanDraft, ref=ref)


def sent_and_read(desk: Desk, content: str | bytes, name: str = "plan.md") -> str:
    """The reference of the draft of a document that has been read."""
    ref = draft_of(send(desk, content, name))
    read(desk, ref)
    return ref
