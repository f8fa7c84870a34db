"""Migrations that change rows, from the state before them and with rows in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from lapwing.domain.bank_holidays import working_days_after
from lapwing.platform.documents import storing
from tests import database
from tests.database import bare_database, doors_to

pytestmark = pytest.mark.slow

NOW = timezone.now()
SENT = b"# A plan that was sent before there was a store"


@pytest.fixture
def before(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    documents_of_the_tests: Any,
) -> Iterator[Any]:
    """The models as they were at the state before, a package and its migration, in a database of its own."""
    state = request.param
    with django_db_blocker.unblock(), bare_database() as name, doors_to(name):
        call_command("migrate", *state, database="owner", verbosity=0, skip_checks=True)
        yield MigrationLoader(connections["owner"]).project_state(state).apps


def migrated() -> Any:
    """The models after everything else was migrated too."""
    call_command("migrate", database="owner", verbosity=0, skip_checks=True)
    loader = MigrationLoader(connections["owner"])
    return loader.project_state(loader.graph.leaf_nodes()).apps


def rows_of(apps: Any, label: str) -> Any:
    return apps.get_model(label).objects.using("maintenance")


@pytest.mark.parametrize("before", [("improvement", "0011_draft_files")], indirect=True)
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

    now = migrated()

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


@pytest.mark.parametrize("before", [("governance", "0006_agency_of_attendance")], indirect=True)
def test_earlier_attendance_keeps_the_agency_for_which_the_seat_was_held_then(before: Any) -> None:
    person = rows_of(before, "accounts.User").create(email="a@example.org", name="Ada", created_at=NOW)
    place = rows_of(before, "registry.Partnership").create(
        ref="p", name="Larkshire", local_area="Larkshire", created_at=NOW
    )
    bodies = rows_of(before, "registry.Organisation")
    council, trust, school = (
        bodies.create(ref=name, name=name, kind="council") for name in ("council", "trust", "school")
    )
    common = {"partnership_id": place.pk, "created_at": NOW, "created_by_id": person.pk}
    group = rows_of(before, "registry.GovernanceGroup").create(ref="g", name="Board", kind="board", **common)
    seats = rows_of(before, "registry.GroupMember")
    seat = seats.create(
        partnership_id=place.pk,
        ref="s",
        group_id=group.pk,
        user_id=person.pk,
        organisation_id=council.pk,
        capacity="member",
        from_date=NOW.date(),
        added_at=NOW,
        added_by_id=person.pk,
    )
    attendance = rows_of(before, "governance.Attendance")

    def came(days: int, **more: Any) -> Any:
        held_on = NOW.date() + timedelta(days=days)
        meetings = rows_of(before, "governance.Meeting")
        meeting = meetings.create(ref=f"m{days}", group_id=group.pk, held_on=held_on, **common)
        said = {"ref": f"a{days}", "came": "present", "member_id": seat.pk, "meeting_id": meeting.pk}
        return attendance.create(partnership_id=place.pk, **said, **more).pk

    first = came(0)
    seats.filter(pk=seat.pk).update(organisation_id=trust.pk)
    second, kept, forgotten = came(1), came(2, organisation_id=council.pk), came(3)
    attendance.filter(pk=first).update(came="apologies")
    seats.filter(pk=seat.pk).update(organisation_id=school.pk)
    with database.test_server().connect(connections["owner"].settings_dict["NAME"]) as admin:
        gone = "DELETE FROM history_entry WHERE table_name = 'governance_attendance' AND row_id = %s"
        assert admin.execute(gone, [forgotten]).rowcount == 1

    now = migrated()

    agencies = dict(rows_of(now, "governance.Attendance").values_list("pk", "organisation__name"))
    assert agencies == {first: "council", second: "trust", kept: "council", forgotten: "school"}


@pytest.mark.parametrize("before", [("improvement", "0039_judged_by_evidence")], indirect=True)
def test_evidence_that_came_with_the_update_on_a_turn_is_of_that_turn(before: Any) -> None:
    person = rows_of(before, "accounts.User").create(email="a@example.org", name="Ada", created_at=NOW)
    place = rows_of(before, "registry.Partnership").create(
        ref="p", name="Larkshire", local_area="Larkshire", created_at=NOW
    )
    common = {"partnership_id": place.pk, "created_at": NOW, "created_by_id": person.pk}
    today = NOW.date()

    def made(model: str, /, **fields: Any) -> Any:
        return rows_of(before, f"improvement.{model}").create(**common, **fields)

    plan = made("Plan", ref="plan", title="Plan")
    action = made("Action", ref="a", plan_id=plan.pk, key="1", number="1", text="Meet", position=0)
    milestone = made("Milestone", ref="m", action_id=action.pk, text="Every term", position=0)
    turn = made("Occurrence", ref="t", milestone_id=milestone.pk, label="Autumn", due_on=today)
    days = {"from_date": today, "to_date": today, "opens_on": today, "closes_on": today}
    cycle = made("Cycle", ref="c", plan_id=plan.pk, label="Autumn", **days)
    about = {"cycle_id": cycle.pk, "action_id": action.pk, "milestone_id": milestone.pk}
    of_turn = made("Update", ref="u1", occurrence_id=turn.pk, **about)
    of_milestone = made("Update", ref="u2", **about)

    def given(update: Any) -> int:
        piece = made(
            "Evidence",
            ref=f"e{update.pk}",
            action_id=action.pk,
            milestone_id=milestone.pk,
            update_given_id=update.pk,
            kind="impact",
            form="quote",
            title="Said",
            words="It helped.",
            on=today,
        )
        return int(piece.pk)

    first, second = given(of_turn), given(of_milestone)

    now = migrated()

    turns = dict(rows_of(now, "improvement.Evidence").values_list("pk", "occurrence_id"))
    assert turns == {first: turn.pk, second: None}


@pytest.mark.parametrize("before", [("governance", "0007_agency_of_earlier_attendance")], indirect=True)
def test_what_waits_for_an_answer_without_a_day_gets_one_that_surprises_nobody(before: Any) -> None:
    person = rows_of(before, "accounts.User").create(email="a@example.org", name="Ada", created_at=NOW)
    place = rows_of(before, "registry.Partnership").create(
        ref="p", name="Larkshire", local_area="Larkshire", created_at=NOW
    )
    common = {"partnership_id": place.pk, "created_by_id": person.pk}
    groups = rows_of(before, "registry.GovernanceGroup")
    board, ops = (
        groups.create(ref=kind, name=kind, kind=kind, created_at=NOW, **common)
        for kind in ("board", "operational")
    )
    items = rows_of(before, "governance.EscalatedItem")
    answer = {"answer": "Noted", "answered_at": NOW, "answered_by_id": person.pk}
    set_by_rule = timezone.localdate(NOW) + timedelta(days=1)

    def raised(ref: str, group: Any, days_ago: int, **more: Any) -> None:
        at = NOW - timedelta(days=days_ago)
        items.create(ref=ref, group_id=group.pk, words=ref, reason="-", created_at=at, **common, **more)

    raised("old", ops, 400)
    raised("new", ops, 0)
    raised("to-board", board, 0)
    raised("by-rule", ops, 10, answer_by=set_by_rule)
    raised("answered", ops, 400, **answer)
    raised("asked", ops, 400, kind="decision")

    now = migrated()

    today = timezone.localdate()
    days = dict(rows_of(now, "governance.EscalatedItem").values_list("ref", "answer_by"))
    assert days == {
        "old": working_days_after(today, 10),
        "new": working_days_after(timezone.localdate(NOW), 15),
        "to-board": working_days_after(timezone.localdate(NOW), 20),
        "by-rule": set_by_rule,
        "answered": None,
        "asked": None,
    }
