"""A pack is of a group, a meeting of it and a reporting cycle: each leads to it, and questions come back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.models import Meeting, PackQuestion
from lapwing.contexts.governance.tests.factories import group, seat
from lapwing.contexts.improvement.models import Cycle, Plan
from lapwing.insight.packs.asked_lines import lines_of
from lapwing.insight.packs.models import Pack, PackSnapshot
from lapwing.insight.packs.queries import pack_shown
from lapwing.insight.packs.tests.opened import at, page, sent
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Capacity, GovernanceGroup, Partnership
from lapwing.registry.tests import factories

pytestmark = pytest.mark.usefixtures("empty_forms")


@pytest.fixture
def board(partnership: Partnership, plan: Plan) -> GovernanceGroup:
    return group(partnership, "Partnership board")


@pytest.fixture
def meeting(board: GovernanceGroup) -> Meeting:
    """The board's next."""
    return met(board, timezone.localdate() + timedelta(days=3))


@pytest.fixture
def cycle(plan: Plan) -> Cycle:
    """One that is closed."""
    now, today = timezone.now(), timezone.localdate()
    with as_maintenance():
        return Cycle.objects.create(
            partnership=plan.partnership, plan=plan, label="Summer term",
            from_date=today - timedelta(days=90), to_date=today - timedelta(days=20),
            opens_on=today - timedelta(days=30),
            closes_on=today - timedelta(days=10), opened_at=now, closed_at=now, created_at=now,
            created_by=User.objects.get(name="Mona Manager"),
        )  # fmt: skip


def met(board: GovernanceGroup, on: Any) -> Meeting:
    with as_maintenance():
        return Meeting.objects.create(
            partnership=board.partnership, group=board, held_on=on, created_at=timezone.now(),
            created_by=User.objects.get(name="Mona Manager"),
        )  # fmt: skip


def done() -> Pack:
    """What was asked for, made."""
    with acting(NOBODY, purpose=""):
        run_jobs()
    with acting(system_actor("Tests"), purpose="test"):
        return Pack.objects.select_related("partnership").order_by("-number")[0]


def governing(name: str, partnership: Partnership, **parts: str) -> str:
    return reverse(f"governance:{name}", kwargs={"partnership": partnership.ref, **parts})


def test_a_pack_made_for_a_meeting_stands_among_its_papers(
    manager_client: Client, partnership: Partnership, plan: Plan, meeting: Meeting
) -> None:
    address = at("make", partnership, plan=plan.ref)
    assert "Partnership board, " in page(manager_client, address)
    manager_client.post(address, sent(meeting=meeting.ref))
    pack = done()
    assert (pack.meeting_ref, pack.group, pack.meeting_on) == (
        meeting.ref, "Partnership board", meeting.held_on,
    )  # fmt: skip
    for name in ("meeting", "meeting-paper"):
        shown = page(manager_client, governing(name, partnership, meeting=meeting.ref))
        assert at("pack", partnership, pack=pack.ref) in shown
    there = page(manager_client, at("pack", partnership, pack=pack.ref))
    assert governing("meeting", partnership, meeting=meeting.ref) in there


def test_a_meeting_of_another_group_is_refused_with_a_sentence(
    manager_client: Client, partnership: Partnership, plan: Plan, meeting: Meeting
) -> None:
    other = group(partnership, "Operational group")
    answer = manager_client.post(
        at("make", partnership, plan=plan.ref), sent(group=other.ref, meeting=meeting.ref)
    )
    assert "This is a meeting of Partnership board, and not of Operational group." in answer.content.decode()
    elsewhere = met(group(factories.partnership(), "Board"), timezone.localdate())
    answer = manager_client.post(at("make", partnership, plan=plan.ref), sent(meeting=elsewhere.ref))
    assert "There is a problem" in answer.content.decode()
    with as_maintenance():
        assert not Pack.objects.exists()


def test_a_closed_cycle_leads_to_its_pack_in_one_click(
    manager_client: Client,
    reader_client: Client,
    partnership: Partnership,
    plan: Plan,
    meeting: Meeting,
    cycle: Cycle,
) -> None:
    here = f"/p/{partnership.ref}/cycle/{cycle.ref}/"
    click = at("of-cycle", partnership, plan=plan.ref, cycle=cycle.ref)
    assert "Make the pack of this cycle" in page(manager_client, here)
    assert "Make the pack of this cycle" not in page(reader_client, here)
    assert reader_client.post(click).status_code == 404
    assert manager_client.post(click).status_code == 302
    pack = done()
    assert (pack.cycle_ref, pack.cycle, pack.since) == (cycle.ref, "Summer term", cycle.from_date)
    assert (pack.group, pack.meeting_ref) == ("Partnership board", meeting.ref), (
        "the only board, its next meeting"
    )
    assert at("pack", partnership, pack=pack.ref) in page(reader_client, here)
    shown = page(reader_client, at("pack", partnership, pack=pack.ref))
    assert here in shown
    assert "Updates signed off in the reporting cycle" in shown


def test_a_cycle_that_is_open_or_of_another_plan_makes_no_pack(
    manager_client: Client, partnership: Partnership, plan: Plan, cycle: Cycle
) -> None:
    with as_maintenance():
        Cycle.objects.update(closed_at=None)
    assert "Make the pack" not in page(manager_client, f"/p/{partnership.ref}/cycle/{cycle.ref}/")
    click = at("of-cycle", partnership, plan=plan.ref, cycle=cycle.ref)
    assert "not closed yet" in manager_client.post(click, follow=True).content.decode()
    with as_maintenance():
        assert not Pack.objects.exists()
    unknown = at("of-cycle", partnership, plan=plan.ref, cycle="nosuchcycles")
    assert manager_client.post(unknown).status_code == 404


def with_exceptions(**more: str) -> dict[str, Any]:
    return sent(order="due,summary,exceptions", chosen_exceptions="on", **more)


def a_line(pack: Pack) -> str:
    with acting(system_actor("Tests"), purpose="test"):
        content = pack_shown(pack).content
    assert content is not None
    return next(line.key for line in lines_of(content) if line.words.endswith("Begin talks"))


def test_a_question_from_a_line_is_told_to_who_runs_the_group_and_comes_back(
    manager_client: Client, partnership: Partnership, plan: Plan, board: GovernanceGroup, meeting: Meeting
) -> None:
    chair = factories.member(partnership, "board-member", name="Clara Chair")
    asker = factories.member(partnership, "board-member", name="Ann Asker")
    for person, capacity in ((chair, Capacity.CHAIR), (asker, Capacity.MEMBER)):
        seat(person, board, capacity)
    manager_client.post(at("make", partnership, plan=plan.ref), with_exceptions(meeting=meeting.ref))
    pack, client = done(), factories.signed_in_client(asker)
    key = a_line(pack)
    address = f"{at('ask', partnership, pack=pack.ref)}?line={key.replace(':', '%3A')}"
    assert address in page(client, at("pack", partnership, pack=pack.ref)), "asked from the line itself"
    assert "Begin talks" in page(client, address)
    client.post(address, {"line": key, "question": "When does the room open?"})
    with as_maintenance():
        (told,) = Notice.objects.filter(template="question-asked")
        question = PackQuestion.objects.get()
    assert (told.user_id, question.group_id) == (chair.pk, board.pk)
    chairs = factories.signed_in_client(chair)
    home = page(chairs, governing("home", partnership))
    assert "Questions for you" in home
    assert "When does the room open?" in home
    assert "When does the room open?" not in page(client, governing("home", partnership))
    shown = page(chairs, governing("question", partnership, pack_question=question.ref))
    assert f"{at('pack', partnership, pack=pack.ref)}#{key}" in shown
    assert "Answer it" in shown
    assert "When does the room open?" in page(client, governing("meeting", partnership, meeting=meeting.ref))
    assert "1 question" in page(client, at("pack", partnership, pack=pack.ref))
    for number in (2, 3):
        manager_client.post(at("at-once", partnership, plan=plan.ref))
        later = done()
        assert later.number == number
        assert "When does the room open?" in page(client, at("pack", partnership, pack=later.ref))


def test_a_question_on_a_pack_of_no_group_is_told_to_who_runs_governance(
    manager_client: Client, reader_client: Client, partnership: Partnership, plan: Plan
) -> None:
    manager_client.post(at("make", partnership, plan=plan.ref), with_exceptions())
    pack = done()
    reader_client.post(at("ask", partnership, pack=pack.ref), {"line": a_line(pack), "question": "Why?"})
    with as_maintenance():
        (told,) = Notice.objects.filter(template="question-asked")
        assert told.user_id == User.objects.get(name="Mona Manager").pk
    assert "Why?" in page(manager_client, governing("home", partnership))


def test_a_child_that_is_named_in_a_pack_is_asked_about(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    address = at("make", partnership, plan=plan.ref)
    typed = sent(annotation_due="Jayden (9) waits for it.", words="Aisha (7) too.")
    answer = manager_client.post(address, typed).content.decode()
    assert "It looks as if a child is named here" in answer
    assert "No child is named here" in answer
    with as_maintenance():
        assert not Pack.objects.exists()
    manager_client.post(address, {**typed, "no_child_named": "on", "asked_about": "Jayden|Aisha"})
    with as_maintenance():
        assert Pack.objects.get().words == "Aisha (7) too."


def test_a_pack_that_is_not_what_was_frozen_says_so_in_a_sentence(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    manager_client.post(at("make", partnership, plan=plan.ref), sent())
    pack = done()
    with as_maintenance():
        found = PackSnapshot.objects.get(pack=pack)
        PackSnapshot.objects.filter(pack=pack).delete()
        found.pk, found.sha256 = None, "0" * 64
        found.save()
    for name in ("pack", "ask"):
        answer = manager_client.get(at(name, partnership, pack=pack.ref))
        assert answer.status_code == 200
        assert "This pack cannot be shown" in answer.content.decode()
        assert "not what was frozen" in answer.content.decode()
