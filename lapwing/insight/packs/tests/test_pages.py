"""The pages of packs: made with one click, read, fetched, asked about and withdrawn."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.models import Plan
from lapwing.insight.packs import shapes
from lapwing.insight.packs.asked_lines import lines_of
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.packs.queries import pack_shown
from lapwing.insight.packs.tests.opened import at, made, page
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.jobs.models import Work, WorkState
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories

pytestmark = pytest.mark.usefixtures("empty_forms")


def test_one_click_makes_the_next_pack(manager_client: Client, partnership: Partnership, plan: Plan) -> None:
    pack = made(manager_client, partnership, plan)
    shown = page(manager_client, at("pack", partnership, pack=pack.ref))
    assert "Off track, at risk and late" in shown
    assert "Begin talks" in shown
    assert len(re.findall("[0-9a-f]{64}", shown)) >= 4
    assert "Make it again" in shown
    listed = page(manager_client, at("packs-of-plan", partnership, plan=plan.ref))
    assert "Larkshire plan for play: report to the board" in listed


def test_while_it_is_made_the_page_says_how_far(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    answer = manager_client.post(at("at-once", partnership, plan=plan.ref), follow=True)
    assert "Waiting" in answer.content.decode()


def test_a_pack_whose_work_broke_off_can_be_made_again_and_withdrawn(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    manager_client.post(at("at-once", partnership, plan=plan.ref))
    with acting(system_actor("Tests"), purpose="test"):
        pack = Pack.objects.get()
        assert pack.state == PackState.BUILDING
    address = at("pack", partnership, pack=pack.ref)
    assert "Make it again" not in page(manager_client, address)
    with as_maintenance():
        Work.objects.update(state=WorkState.STOPPED, ended_at=timezone.now())
    shown = page(manager_client, address)
    assert "Make it again" in shown
    assert "Withdraw" in shown


def test_a_line_of_a_pack_leads_to_what_it_is_about(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    pack = made(manager_client, partnership, plan)
    shown = page(manager_client, at("pack", partnership, pack=pack.ref))
    assert re.search(rf'href="/p/{partnership.ref}/milestone/\w+/"', shown)


def test_everybody_who_reads_the_plan_reads_its_packs_and_has_their_files(
    manager_client: Client, reader_client: Client, partnership: Partnership, plan: Plan
) -> None:
    pack = made(manager_client, partnership, plan)
    shown = page(reader_client, at("pack", partnership, pack=pack.ref))
    assert "Begin talks" in shown
    assert "Withdraw" not in shown
    fetched = reader_client.get(at("file", partnership, pack=pack.ref, pack_form="word"))
    assert fetched["Content-Disposition"].startswith("attachment")
    assert fetched.getvalue()[:2] == b"PK"
    with as_maintenance():
        assert AccessLogEntry.objects.filter(kind="packs.pack", what="download").exists()


@pytest.mark.parametrize("name", ["make", "at-once", "templates", "new-template", "words"])
def test_whoever_only_reads_makes_nothing(
    name: str, reader_client: Client, partnership: Partnership, plan: Plan
) -> None:
    parts = {"plan": plan.ref} if name in {"make", "at-once"} else {}
    address = at(name, partnership, **parts)
    assert {reader_client.get(address).status_code, reader_client.post(address).status_code} <= {404, 405}
    assert reader_client.post(address).status_code == 404


def test_a_question_is_asked_on_a_line_and_the_next_pack_brings_it_back(
    manager_client: Client, reader_client: Client, partnership: Partnership, plan: Plan
) -> None:
    pack = made(manager_client, partnership, plan)
    with acting(system_actor("Tests"), purpose="test"):
        content = pack_shown(pack).content
    assert content is not None
    (key,) = (line.key for line in lines_of(content) if line.words.endswith("Begin talks"))
    address = at("ask", partnership, pack=pack.ref)
    assert "Begin talks" in page(reader_client, f"{address}?line={key}")
    assert "There is a problem" in reader_client.post(address, {"line": key}).content.decode()
    reader_client.post(address, {"line": key, "question": "When does the room open?"})
    shown = page(manager_client, at("pack", partnership, pack=pack.ref))
    assert "When does the room open?" in shown
    manager_client.post(at("at-once", partnership, plan=plan.ref))
    with acting(NOBODY, purpose=""):
        run_jobs()
    with acting(system_actor("Tests"), purpose="test"):
        later = Pack.objects.get(number=2)
    assert "When does the room open?" in page(manager_client, at("pack", partnership, pack=later.ref))


def test_a_count_of_the_summary_is_asked_about_with_what_it_was(
    manager_client: Client, reader_client: Client, partnership: Partnership, plan: Plan
) -> None:
    pack = made(manager_client, partnership, plan)
    with acting(system_actor("Tests"), purpose="test"):
        content = pack_shown(pack).content
    assert content is not None
    lines = {line.key: line.words for line in lines_of(content) if line.section == "Summary"}
    summary = next(each for each in content.sections if isinstance(each, shapes.SummarySection)).summary
    overdue = next(each for each in summary.facts if each.key == "fact:overdue")
    told = f"Milestones overdue: {overdue.now.text}, last time {overdue.before.text}"
    assert lines["fact:overdue"] == told
    counted = {each.key for each in (*summary.milestones, *summary.measures)}
    assert counted | {each.key for each in summary.facts} <= set(lines)
    assert lines[summary.milestones[0].key].startswith(
        f"Milestones {summary.milestones[0].mark.label.lower()}: "
    )
    address = at("ask", partnership, pack=pack.ref)
    reader_client.post(address, {"line": "fact:overdue", "question": "Why so many?"})
    shown = page(manager_client, at("pack", partnership, pack=pack.ref))
    assert told in shown
    assert "Why so many?" in shown


def test_whoever_sits_on_no_group_asks_nothing(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    pack = made(manager_client, partnership, plan)
    client = factories.signed_in_client(factories.member(partnership, "senco"))
    assert client.get(at("ask", partnership, pack=pack.ref)).status_code == 404


def test_a_withdrawn_pack_says_why_and_gives_neither_files_nor_what_it_said(
    manager_client: Client, reader_client: Client, partnership: Partnership, plan: Plan
) -> None:
    pack = made(manager_client, partnership, plan)
    with acting(system_actor("Tests"), purpose="test"):
        digests = [pack.snapshot.sha256, *(each.sha256 for each in pack.files.all())]
        content = pack_shown(pack).content
    assert content is not None
    (line,) = (each for each in lines_of(content) if each.words.endswith("Begin talks"))
    reader_client.post(
        at("ask", partnership, pack=pack.ref), {"line": line.key, "question": "When is it open?"}
    )
    address = at("pack", partnership, pack=pack.ref)
    asked_pages = [
        reverse("governance:questions", args=[partnership.ref]),
        *re.findall('href="([^"]*/governance/asked/[^"]+)"', page(reader_client, address)),
    ]
    assert all(line.words in page(reader_client, each) for each in (address, *asked_pages))
    empty = manager_client.post(at("withdraw", partnership, pack=pack.ref), {"reason": ""})
    assert "Enter why is it withdrawn" in empty.content.decode()
    asked = manager_client.post(
        at("withdraw", partnership, pack=pack.ref), {"reason": "Jayden (9) can be known from it"}
    )
    assert "a child is named here" in asked.content.decode()
    manager_client.post(at("withdraw", partnership, pack=pack.ref), {"reason": "A figure was wrong"})
    for client in (manager_client, reader_client):
        for there in (address, *asked_pages):
            assert line.words not in page(client, there)
        shown = page(client, address)
        assert "Begin talks" not in shown
        told = ["A figure was wrong", "by Mona Manager", "When is it open?", *digests]
        assert [each for each in told if each not in shown] == []
    for there in asked_pages:
        assert "A line of a pack that was withdrawn" in page(reader_client, there)
    fetched = manager_client.get(at("file", partnership, pack=pack.ref, pack_form="word"))
    assert fetched.status_code == 404


def test_whoever_makes_packs_opens_a_withdrawn_one_and_that_is_noted(
    manager_client: Client, reader_client: Client, partnership: Partnership, plan: Plan
) -> None:
    pack = made(manager_client, partnership, plan)
    manager_client.post(at("withdraw", partnership, pack=pack.ref), {"reason": "A figure was wrong"})
    address = at("pack", partnership, pack=pack.ref)

    def opened() -> int:
        with as_maintenance():
            return AccessLogEntry.objects.filter(kind="packs.pack", what="record", ids=[pack.pk]).count()

    assert f"{address}?opened=yes" in page(manager_client, address)
    assert f"{address}?opened=yes" not in page(reader_client, address)
    assert "Begin talks" not in page(reader_client, f"{address}?opened=yes")
    assert opened() == 0
    assert "Begin talks" in page(manager_client, f"{address}?opened=yes")
    assert opened() == 1


@pytest.mark.parametrize("form", ["poem", "web"])
def test_a_form_that_there_is_not_is_not_there(
    form: str, manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    pack = made(manager_client, partnership, plan)
    assert manager_client.get(at("file", partnership, pack=pack.ref, pack_form=form)).status_code == 404


def test_the_packs_of_a_plan_elsewhere_are_not_there(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    elsewhere = factories.partnership()
    outsider = factories.signed_in_client(factories.member(elsewhere, "programme-manager"))
    pack = made(manager_client, partnership, plan)
    for where in (partnership, elsewhere):
        for name, parts in (
            ("packs-of-plan", {"plan": plan.ref}),
            ("make", {"plan": plan.ref}),
            ("pack", {"pack": pack.ref}),
            ("file", {"pack": pack.ref, "pack_form": "word"}),
        ):
            assert outsider.get(at(name, where, **parts)).status_code == 404


def test_a_pack_that_could_not_be_made_says_why(
    manager_client: Client, partnership: Partnership, plan: Plan
) -> None:
    pack = made(manager_client, partnership, plan)
    with as_maintenance():
        Pack.objects.filter(pk=pack.pk).update(
            state=PackState.FAILED, problem="A text is too long for Excel."
        )
    shown = page(manager_client, at("pack", partnership, pack=pack.ref))
    assert "A text is too long for Excel." in shown
    assert "Make it again" in shown
