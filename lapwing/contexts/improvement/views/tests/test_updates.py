"""The pages on which updates are written, read, checked and signed off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_views.tests.desk import day, words
from lapwing.contexts.improvement.models import Update
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

TYPED = {"status": "on track", "done": "Met three landlords.", "impact": "Families know where to ask."}


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, timezone.now())


def place(here: Reporting, name: str, **parts: str) -> str:
    return reverse(f"improvement:{name}", kwargs={"partnership": here.partnership.ref, **parts})


def writing(here: Reporting) -> str:
    return place(here, "update-write", cycle=here.cycle.ref, kind="milestone", ref=here.milestone.ref)


def get(who: User, address: str) -> Any:
    return factories.signed_in_client(who).get(address)


def post(who: User, address: str, typed: Mapping[str, str]) -> Any:
    return factories.signed_in_client(who).post(address, {"version": "0", **typed})


def the_update() -> Update:
    with as_maintenance():
        return Update.objects.get()


def test_an_update_is_written_submitted_and_read(here: Reporting) -> None:
    page = words(get(here.owner, writing(here)))
    assert "Begin talks" in page
    assert "What changed for children and families?" in page
    assert "Evidenced" not in page
    answer = post(here.owner, writing(here), {**TYPED, "do": "submit"})
    update = the_update()
    assert answer["Location"] == place(here, "update", update=update.ref)
    read = words(get(here.owner, answer["Location"]))
    assert "Submitted, waits for: Programme manager" in read
    assert "Families know where to ask." in read
    assert get(here.owner, writing(here))["Location"] == place(here, "update", update=update.ref)


@pytest.mark.parametrize(("who", "told"), [("manager", True), ("owner", False)])
def test_who_runs_the_plan_alone_is_told_that_nobody_can_decide_about_what_they_write(
    here: Reporting, who: str, told: bool
) -> None:
    browser = factories.signed_in_client(getattr(here, who))
    page = browser.post(writing(here), {"version": "0", **TYPED, "do": "submit"}, follow=True)
    said = page.content.decode()
    assert "Your update is submitted." in said
    assert ("Nobody can decide there" in said) is told


def test_a_draft_is_saved_without_anything_complete(here: Reporting) -> None:
    answer = post(here.owner, writing(here), {"done": "Met one", "do": "save"})
    assert answer["Location"] == writing(here)
    assert "Met one" in get(here.owner, writing(here)).content.decode()
    assert the_update().state == "draft"


def test_what_is_missing_is_said_at_each_field_and_the_words_are_kept(here: Reporting) -> None:
    typed = {"status": "off track", "done": "Nobody came.", "do": "submit"}
    answer = post(here.owner, writing(here), typed)
    page = words(answer)
    assert "Say what is being done to bring it back on track." in page
    assert "Say by when it will be done now." in page
    assert "Nobody came." in answer.content.decode()
    kept = the_update()
    assert (kept.state, kept.done) == ("draft", "Nobody came.")
    # and the same page goes on from there
    ahead = {**typed, "version": str(kept.version), "mitigation": "A second officer joins."}
    year = timezone.localdate().year + 1
    answer = post(here.owner, writing(here), {**ahead, **day("forecast_on", year, 8, 31)})
    assert answer.status_code == 302
    assert the_update().state == "submitted"


def test_a_child_that_may_be_named_is_asked_about_once(here: Reporting) -> None:
    typed = {**TYPED, "impact": "Jayden (9) has a place now.", "do": "submit"}
    answer = post(here.owner, writing(here), typed)
    page = words(answer)
    assert "It looks as if a child is named here: “Jayden”" in page
    assert "No child is named here" in page
    assert "Jayden (9) has a place now." in answer.content.decode()
    with as_maintenance():
        assert not Update.objects.exists()
    confirmed = {**typed, "asked_about": "Jayden", "no_child_named": "on"}
    other = {**confirmed, "done": "Aisha, 7, was seen."}
    assert "“Aisha”" in words(post(here.owner, writing(here), other))
    assert post(here.owner, writing(here), confirmed).status_code == 302


def test_the_second_of_two_who_write_sees_both_versions(here: Reporting) -> None:
    post(here.owner, writing(here), {**TYPED, "do": "save"})
    answer = post(here.deputy, writing(here), {**TYPED, "done": "Met nobody.", "do": "submit"})
    assert answer.status_code == 409
    page = words(answer)
    assert "Met nobody." in page
    assert "Met three landlords." in page


def test_the_second_of_two_sees_both_versions_of_what_is_not_complete_too(here: Reporting) -> None:
    post(here.owner, writing(here), {**TYPED, "do": "save"})
    typed = {"status": "off track", "done": "Met nobody.", "do": "submit"}
    answer = post(here.deputy, writing(here), typed)
    assert answer.status_code == 409
    assert "Met nobody." in words(answer)
    assert the_update().done == TYPED["done"]


def test_it_is_returned_with_a_comment_that_its_author_reads_beside_the_words(here: Reporting) -> None:
    post(here.owner, writing(here), {**TYPED, "do": "submit"})
    update = the_update()
    decide = place(here, "update-decide", update=update.ref)
    version = str(update.version)
    answer = post(here.manager, decide, {"version": version, "do": "return", "comment": ""})
    assert "Say what has to be changed." in words(answer)
    post(here.manager, decide, {"version": version, "do": "return", "comment": "Which landlords?"})
    page = words(get(here.owner, writing(here)))
    assert "Which landlords?" in page
    assert "Met three landlords." in page


def test_it_waits_for_those_who_hold_the_step_and_for_nobody_else(here: Reporting) -> None:
    post(here.owner, writing(here), {**TYPED, "do": "submit"})
    address = place(here, "updates-to-check")
    assert "1 update waits for you" in words(get(here.manager, address))
    assert "Nothing waits for you" in words(get(here.owner, address))
    assert "Nothing waits for you" in words(get(here.holder("Bob Board"), address))


def test_several_are_signed_off_with_one_comment(here: Reporting) -> None:
    post(here.owner, writing(here), {**TYPED, "do": "submit"})
    update, address = the_update(), place(here, "updates-to-check")
    assert "Pick at least one" in words(post(here.manager, address, {"do": "forward"}))
    picked = {"picked": f"{update.ref} {update.version}", "do": "forward", "comment": "Good."}
    assert post(here.manager, address, {**picked, "picked": "zz\0 1"}).status_code == 400
    answer = factories.signed_in_client(here.manager).post(address, picked, follow=True)
    assert "1 update checked or signed off." in words(answer)  # type: ignore[arg-type]
    assert the_update().state == "signed off"


def test_last_times_words_stand_beside_and_can_be_begun_with(here: Reporting) -> None:
    post(here.owner, writing(here), {**TYPED, "do": "submit"})
    update = the_update()
    here.moves(here.manager, commands.sign_off_update, update)
    with as_maintenance():
        cycle = here.next_cycle()
    address = place(here, "update-write", cycle=cycle.ref, kind="milestone", ref=here.milestone.ref)
    page = get(here.owner, address)
    assert "What was said last time" in words(page)
    assert "Begin with these words" in words(page)
    begun = get(here.owner, f"{address}?words=last").content.decode()
    assert begun.count("Met three landlords.") == 2


def test_it_is_taken_back_and_written_on(here: Reporting) -> None:
    post(here.owner, writing(here), {**TYPED, "do": "submit"})
    update = the_update()
    assert "Withdraw" in words(get(here.owner, place(here, "update", update=update.ref)))
    back = place(here, "update-take-back", update=update.ref)
    answer = post(here.owner, back, {"version": str(update.version)})
    assert answer["Location"] == writing(here)
    assert the_update().state == "draft"


def test_others_do_not_find_it(here: Reporting, people: People) -> None:
    post(here.owner, writing(here), {**TYPED, "do": "save"})
    update = the_update()
    for who in (people.colleague, people.outsider):
        assert get(who, writing(here)).status_code == 404
        assert get(who, place(here, "update", update=update.ref)).status_code == 404
    assert get(here.manager, place(here, "update", update=update.ref)).status_code == 404
    assert get(here.deputy, place(here, "update", update=update.ref)).status_code == 200


def test_who_may_edit_the_plan_neither_sees_nor_replaces_what_others_are_writing(here: Reporting) -> None:
    assert get(here.manager, writing(here)).status_code == 200
    post(here.owner, writing(here), {**TYPED, "do": "save"})
    update = the_update()
    answer = factories.signed_in_client(here.manager).get(writing(here), follow=True)
    page = words(answer)  # type: ignore[arg-type]
    assert "Somebody else has begun this update." in page
    assert re.search(r"It is written for: [^.]*Head of Play", page), page
    assert "Met three landlords." not in page
    typed = {"status": "on track", "done": "Words of the manager."}
    for version in ("0", str(update.version)):
        for more in ({"do": "save"}, {"do": "submit"}, {"do": "save", "take-done": "theirs"}):
            page = words(post(here.manager, writing(here), {**typed, "version": version, **more}))
            assert "Somebody else has begun this update." in page
            assert "Words of the manager." in page
            assert "Met three landlords." not in page
    assert (the_update().done, the_update().version) == ("Met three landlords.", update.version)
    assert "Met three landlords." in words(get(here.deputy, writing(here)))


def test_no_command_writes_over_words_that_the_actor_may_not_read(here: Reporting) -> None:
    made = here.saves(here.owner)
    for version in (made.version, 0):
        with pytest.raises(commands.RefusedError, match="Somebody else has begun"):
            here.saves(here.manager, version=version)
        with pytest.raises(commands.RefusedError, match="Somebody else has begun"):
            here.submits(here.manager, version=version)
    assert here.saves(here.deputy, version=made.version).done == "Met three landlords."
    sent = here.submits(here.deputy, version=here.fresh(made).version)
    here.moves(here.manager, commands.return_update, sent, comment="Which landlords?")
    assert here.saves(here.manager, version=here.fresh(made).version).state == "returned"


def test_the_steps_of_a_plan_are_read_by_all_and_set_by_who_runs_it(here: Reporting, people: People) -> None:
    lead, signer = here.holder("Lena Lead"), here.holder("Sam Signer")
    here.led_by(here.group("Group 1", (lead, "lead")))
    board = here.group("Operational group", (signer, "chair"))
    address = place(here, "update-steps", plan=here.plan.ref)
    assert "This plan has set no steps of its own." in words(get(people.colleague, address))
    assert "Change the steps" not in words(get(people.colleague, address))
    edit = place(here, "update-steps-edit", plan=here.plan.ref)
    assert get(people.colleague, edit).status_code == 404
    with as_maintenance():
        version = type(here.plan).objects.get(pk=here.plan.pk).version
    typed = {
        "version": str(version),
        "count": "2",
        "name-0": "Group lead",
        "holder-0": "lead",
        "name-1": "Operational group",
        "holder-1": f"group:{board.ref}",
        "who-1": "leads",
    }
    bad = post(here.manager, edit, {**typed, "holder-1": ""})
    assert "Choose who takes this step" in words(bad)
    assert post(here.manager, edit, typed)["Location"] == address
    page = words(get(people.colleague, address))
    assert "1. Group lead checks" in page
    assert "2. Operational group signs off" in page
    assert "Today: Sam Signer" in page
    assert "Lena Lead" in page


def test_who_leads_each_group_of_the_plan_is_said_on_one_page(here: Reporting) -> None:
    group = here.group("Group 1", (here.holder("Lena Lead"), "lead"))
    address = place(here, "update-leads", plan=here.plan.ref)
    with as_maintenance():
        plan = type(here.plan).objects.get(pk=here.plan.pk)
        part = plan.groups.get()
    answer = post(here.manager, address, {"version": str(plan.version), part.ref: group.ref})
    assert answer.status_code == 302
    with as_maintenance():
        part.refresh_from_db()
    assert part.governed_by_id == group.pk


def test_the_last_update_stands_on_the_page_of_its_milestone(here: Reporting, people: People) -> None:
    post(here.owner, writing(here), {**TYPED, "do": "submit"})
    address = place(here, "milestone", milestone=here.milestone.ref)
    assert "Families know where to ask." not in words(get(people.colleague, address))
    assert "Submitted, waits for Programme manager" in words(get(here.owner, address))
    here.moves(here.manager, commands.sign_off_update, the_update())
    assert "Families know where to ask." in words(get(people.colleague, address))


def test_what_waits_is_said_on_my_actions(here: Reporting) -> None:
    post(here.owner, writing(here), {**TYPED, "do": "submit"})
    page = words(get(here.manager, place(here, "my-actions")))
    assert "1 update of others waits for you to check or sign off" in page
