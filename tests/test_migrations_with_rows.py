"""Migrations that change rows, from the state before them and with rows in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from lapwing.platform.documents import storing
from tests.database import bare_database, doors_to

pytestmark = pytest.mark.slow

BEFORE = ("improvement", "0011_draft_files")
NOW = timezone.now()
SENT = b"# A plan that was sent before there was a store"


@pytest.fixture
def before(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, documents_of_the_tests: Any
) -> Iterator[Any]:
    """A database of its own at the state before, and the models as they were."""
    with django_db_blocker.unblock(), bare_database() as name, doors_to(name):
        call_command("migrate", *BEFORE, database="owner", verbosity=0, skip_checks=True)
        yield MigrationLoader(connections["owner"]).project_state(BEFORE).apps


def rows_of(apps: Any, label: str) -> Any:
    return apps.get_model(label).objects.using("maintenance")


def test_documents_move_to_the_store_and_what_was_taken_out_without_a_reason_says_so(before: Any) -> None:
    person = rows_of(before, "accounts.User").create(email="a@example.org", name="Ada", created_at=NOW)
    place = rows_of(before, "registry.Partnership").create(
        ref="p", name="Larkshire", local_area="Larkshire", created_at=NOW
    )
    common = {"partnership_id": place.pk, "created_at": NOW}
    drafts = rows_of(before, "improvement.PlanDraft")
    kept = {"user_id": person.pk, "name": "../Plan.md", "kind": "markdown", **common}
    waiting = drafts.create(ref="waits", sha256="1", data=SENT, attempt=1, **kept)
    read = drafts.create(ref="read", sha256="2", state="ready", reading={}, attempt=1, **kept)
    plans = rows_of(before, "improvement.Plan")
    edited = {"partnership_id": place.pk, "created_at": NOW, "created_by_id": person.pk, "title": "Plan"}
    gone = {"voided_at": NOW, "voided_by_id": person.pk}
    ids = [
        plans.create(ref=str(number), **edited, **more).pk
        for number, more in enumerate(({}, gone, gone | {"voided_reason": "A copy"}))
    ]

    call_command("migrate", database="owner", verbosity=0, skip_checks=True)

    loader = MigrationLoader(connections["owner"])
    now = loader.project_state(loader.graph.leaf_nodes()).apps
    moved = rows_of(now, "improvement.PlanDraft").get(pk=waiting.pk)
    assert moved.data is None
    version = rows_of(now, "documents.FileVersion").get(file_id=moved.file_id)
    assert (version.sha256, version.size) == (hashlib.sha256(SENT).hexdigest(), len(SENT))
    assert (version.name, version.uploaded_by_id, version.partnership_id) == ("Plan.md", person.pk, place.pk)
    with storing.fetch(version.key) as content:
        assert content.read() == SENT
    assert rows_of(now, "improvement.PlanDraft").get(pk=read.pk).file_id is None
    reasons = rows_of(now, "improvement.Plan").order_by("pk").values_list("pk", "voided_reason")
    assert list(reasons) == list(zip(ids, ["", "No reason was kept.", "A copy"], strict=True))
