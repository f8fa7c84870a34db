"""A later version on its pages: uploaded, compared, accepted, taken in and undone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.http import HttpResponse

from lapwing.contexts.improvement import commands, interchange
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.edit_views.tests.sending import sent_and_read
from lapwing.contexts.improvement.models import DuePoint, Milestone, Plan, PlanDraft, PlanVersion
from lapwing.contexts.improvement.taking.tests.later import later_plan
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.platform.accounts.models import User


@pytest.fixture
def draft(desk: Desk) -> str:
    return sent_and_read(desk, interchange.to_json(later_plan()), "plan-june.json")


def page(desk: Desk, draft: str, ask: str = "", who: User | None = None) -> HttpResponse:
    address = desk.url("import-compare", plan_draft=draft, plan=desk.plan.ref)
    return desk.browser(who).get(address + ask)  # type: ignore[return-value]


def ids(response: HttpResponse) -> list[str]:
    return re.findall(r'name="shown" value="([^"]+)"', response.content.decode())


def test_the_review_page_leads_to_the_comparison(desk: Desk, draft: str) -> None:
    review = desk.get("import-draft", plan_draft=draft)
    assert "It looks like a later version of Larkshire plan for play" in words(review)
    assert desk.url("import-compare", plan_draft=draft, plan=desk.plan.ref) in review.content.decode()


def test_differences_stand_by_kind_with_their_words_marked(desk: Desk, draft: str) -> None:
    shown = page(desk, draft)
    said = words(shown)
    assert re.search(r"Changed \d+", said)
    assert "Not in the new version" in said
    assert '<ins class="lw-new">for every child</ins>' in shown.content.decode()
    assert re.search(r"<del class=\"lw-gone\">[^<]*January", shown.content.decode())
    assert " checked" not in shown.content.decode()


def test_one_kind_and_some_words_are_asked_for_in_the_address(desk: Desk, draft: str) -> None:
    everything, added = ids(page(desk, draft)), ids(page(desk, draft, "?show=added"))
    assert set(added) < set(everything)
    assert len(ids(page(desk, draft, "?show=added&q=therapist"))) < len(added)
    assert "Nothing of this kind" in words(page(desk, draft, "?show=added&q=nowhere"))


def test_ticks_are_kept_when_one_looks_at_another_kind(desk: Desk, draft: str) -> None:
    browser = desk.browser()
    address = desk.url("import-compare", plan_draft=draft, plan=desk.plan.ref)
    browser.post(address, {"all": "added"})
    browser.post(f"{address}?show=removed", {"shown": ids(page(desk, draft, "?show=removed")), "keep": "on"})
    added = browser.get(f"{address}?show=added").content.decode()
    assert added.count(" checked") == len(ids(page(desk, draft, "?show=added")))
    browser.post(address, {"none": "added"})
    assert " checked" not in browser.get(address).content.decode()


def test_a_version_is_taken_in_after_a_preview_that_says_the_same(desk: Desk, draft: str) -> None:
    browser = desk.browser()
    address = desk.url("import-compare", plan_draft=draft, plan=desk.plan.ref)
    for kind in ("certain", "removed"):
        browser.post(address, {"all": kind})
    preview = browser.get(f"{address}?preview=on")
    said = words(preview)  # type: ignore[arg-type]
    (count,) = re.findall(r"Take in (\d+) changes", said)
    assert desk.all(PlanVersion) == []
    accepted = re.findall(r'name="accept" value="([^"]+)"', preview.content.decode())
    response = browser.post(address, {"take": "on", "accept": accepted})
    version = desk.one(PlanVersion)
    assert response["Location"].startswith(desk.url("plan-version", plan_version=version.ref))
    after = browser.get(response["Location"])
    assert f"{count} changes taken in." in words(after)  # type: ignore[arg-type]
    begin = desk.one(Milestone, text="Begin talks")
    assert desk.url("milestone", milestone=begin.ref) in after.content.decode()
    assert desk.one(DuePoint, milestone=begin, withdrawn_at=None).reason.startswith(
        "Changed in plan-june.json"
    )
    assert desk.all(PlanDraft) == []  # nothing of it is left


def test_nothing_ticked_is_refused_with_what_to_do(desk: Desk, draft: str) -> None:
    browser = desk.browser()
    address = desk.url("import-compare", plan_draft=draft, plan=desk.plan.ref)
    said = words(browser.get(f"{address}?preview=on", follow=True))  # type: ignore[arg-type]
    assert "Tick at least one change to take in." in said


def test_what_changed_meanwhile_is_said_and_nothing_is_taken_in(desk: Desk, draft: str) -> None:
    browser = desk.browser()
    address = desk.url("import-compare", plan_draft=draft, plan=desk.plan.ref)
    browser.post(address, {"all": "changed"})
    preview = browser.get(f"{address}?preview=on").content.decode()
    accepted = re.findall(r'name="accept" value="([^"]+)"', preview)
    row = desk.one(Milestone, text="Begin talks")
    with acting_as(desk.manager) as actor:
        commands.set_due_points(
            actor=actor,
            now=desk.plan.created_at,
            milestone_ref=row.ref,
            version=row.version,
            points=commands.read_dates("by August 2026"),
            reason="The hall is closed",
        )
    response = browser.post(address, {"take": "on", "accept": accepted}, follow=True)
    assert "Somebody changed the plan meanwhile. Nothing was taken in." in words(response)  # type: ignore[arg-type]
    assert "you had ticked is no longer one" in words(browser.get(address))  # type: ignore[arg-type]
    assert desk.all(PlanVersion) == []


def test_two_parts_are_said_to_be_one(desk: Desk) -> None:
    later = later_plan()
    anew = "What was said is kept, and families promise to do it"
    changed = replace(later.actions[1], ref="1.1.1", text=anew, milestones=())
    text = interchange.to_json(replace(later, actions=(changed,), measures=()))
    draft = sent_and_read(desk, text, "plan-july.json")
    shown = page(desk, draft, "?show=uncertain").content.decode()
    doubts = re.findall(r'name="same" value="([^"]+)"', shown)
    assert len(doubts) == 1
    browser = desk.browser()
    address = desk.url("import-compare", plan_draft=draft, plan=desk.plan.ref)
    browser.post(address, {"same": doubts[0]})
    assert "You said that they are the same" in words(browser.get(address))  # type: ignore[arg-type]
    browser.post(address, {"two": doubts[0]})
    assert "You said that they are the same" not in words(browser.get(address))  # type: ignore[arg-type]


def test_a_version_is_undone_with_a_reason(desk: Desk, draft: str) -> None:
    browser = desk.browser()
    address = desk.url("import-compare", plan_draft=draft, plan=desk.plan.ref)
    browser.post(address, {"take": "on", "accept": ids(page(desk, draft, "?show=changed"))})
    version = desk.one(PlanVersion)
    assert "Undo this version" in words(desk.get("plan-version", plan_version=version.ref))
    assert "Enter" in words(desk.post("version-undo", {"reason": ""}, plan_version=version.ref))
    desk.post("version-undo", {"reason": "It was an earlier draft"}, plan_version=version.ref)
    assert desk.one(Plan, pk=desk.plan.pk).title == "Larkshire plan for play"
    said = words(desk.get("plan-version", plan_version=version.ref))
    assert "This version was undone" in said
    assert "It was an earlier draft" in said
    assert "undone" in words(desk.get("versions", plan=desk.plan.ref))


@pytest.mark.parametrize("who", ["owner", "colleague", "outsider"])
def test_others_compare_and_undo_nothing(desk: Desk, draft: str, who: str) -> None:
    person = getattr(desk, who)
    assert page(desk, draft, who=person).status_code == 404
    desk.browser().post(
        desk.url("import-compare", plan_draft=draft, plan=desk.plan.ref),
        {"take": "on", "accept": ids(page(desk, draft, "?show=changed"))},
    )
    version = desk.one(PlanVersion)
    undo = desk.post("version-undo", {"reason": "Mine"}, person, plan_version=version.ref)
    assert undo.status_code == 404
    expected = 404 if who == "outsider" else 200
    assert desk.get("plan-version", person, plan_version=version.ref).status_code == expected


def test_the_history_names_the_document_as_the_reason(desk: Desk, draft: str) -> None:
    address = desk.url("import-compare", plan_draft=draft, plan=desk.plan.ref)
    desk.browser().post(address, {"take": "on", "accept": ids(page(desk, draft, "?show=changed"))})
    begin = desk.one(Milestone, text="Begin talks")
    assert "Changed in plan-june.json, received" in words(desk.get("milestone-history", milestone=begin.ref))
    assert "Changed in plan-june.json, received" in words(desk.get("plan-history", plan=desk.plan.ref))
    assert "Version 2: plan-june.json" in words(desk.get("changes", plan=desk.plan.ref))
