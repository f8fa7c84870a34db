"""The settings of a plan: what is set now, in a sentence each, and who changed what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands.rhythms import RhythmDetails
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.presenters.cycles import days_to_come
from lapwing.contexts.improvement.rules.workflow import StepHolder
from lapwing.contexts.improvement.tests.factories import DAY, NOW, acting_as
from lapwing.platform.ui.filters import day, day_short
from lapwing.registry.models import Partnership
from lapwing.registry.settings_area import SETTINGS, Setting, SettingsArea
from lapwing.registry.tests.factories import People, member


def test_a_plan_where_nothing_was_set_says_so(desk: Desk) -> None:
    said = words(desk.get("settings", plan=desk.plan.ref))
    assert "Improvement plan, answers the inspection of 12 May 2025, governed by Play Board" in said
    assert "Not set: nobody is asked for updates." in said
    assert "One: those who run the plan sign updates off." in said
    assert "As Lapwing has them" in said
    assert "3 roles own actions; 2 held by nobody." in said
    assert "None: packs are laid out as Lapwing has them." in said


def test_what_is_set_stands_in_a_sentence(desk: Desk) -> None:
    _set(desk)
    said = words(desk.get("settings", plan=desk.plan.ref))
    assert "Every quarter; owners have 14 days, and are reminded 3 days before the last." in said
    assert "Group lead. 1 group of the plan led by nobody." in said
    assert "Going well" in said
    assert "Words of your own" in said


def test_each_setting_leads_to_where_it_is_changed(desk: Desk) -> None:
    page = desk.get("settings", plan=desk.plan.ref).content.decode()
    for name in ("plan-edit", "reporting", "update-steps"):
        assert f'href="{desk.url(name, plan=desk.plan.ref)}"' in page
    assert f'href="{desk.url("colour-key")}"' in page


def test_who_changed_which_setting_from_what_to_what_is_on_one_page(desk: Desk) -> None:
    _set(desk)
    with acting_as(desk.manager) as actor:
        commands.set_rhythm(
            actor=actor,
            now=NOW,
            plan_ref=desk.plan.ref,
            version=1,
            details=RhythmDetails(kind="monthly", first_closes_on=DAY.replace(day=31)),
        )
    said = words(desk.get("settings-changes", plan=desk.plan.ref))
    assert "Olive Owner changed the rhythm" in said
    assert "from Every quarter → to Every month" in said
    assert "Olive Owner added the workflow step" in said
    assert "Olive Owner added the colour key" in said


def test_only_those_who_keep_the_plan_or_read_histories_see_settings(
    desk: Desk, partnership: Partnership
) -> None:
    reader = member(partnership, "parent-carer-representative", name="Ruth Reader")
    for who in (desk.owner, desk.colleague, desk.outsider, reader):
        assert desk.get("settings", who, plan=desk.plan.ref).status_code == 404
        assert desk.get("settings-changes", who, plan=desk.plan.ref).status_code == 404
        assert "Settings" not in words(desk.get("overview", who, plan=desk.plan.ref))


def test_a_plan_of_another_partnership_has_no_settings_here(desk: Desk, people: People) -> None:
    assert desk.get("settings", plan="nosuchplan00").status_code == 404


def test_the_settings_cost_a_few_queries(desk: Desk) -> None:
    browser = desk.browser()
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(desk.url("settings", plan=desk.plan.ref)).status_code == 200
    assert len(asked) <= 40


def test_two_parts_do_not_register_one_setting() -> None:
    area = SettingsArea()
    first = next(iter(SETTINGS.known.values()))
    area.register(first)
    area.register(first)
    other = Setting(first.code, "Another", first.told, first.address, first.read, first.change, first.rows)
    with pytest.raises(ValueError, match="Two parts"):
        area.register(other)


def _set(desk: Desk) -> None:
    with acting_as(desk.manager) as actor:
        commands.set_rhythm(
            actor=actor,
            now=NOW,
            plan_ref=desk.plan.ref,
            version=0,
            details=RhythmDetails(kind="quarterly", first_closes_on=DAY.replace(day=31)),
        )
        commands.set_steps(
            actor=actor,
            now=NOW,
            plan_ref=desk.plan.ref,
            version=1,
            steps=[commands.StepDetails("Group lead", StepHolder.GROUP_LEAD)],
        )
        commands.set_key_line(
            actor=actor,
            now=NOW,
            partnership=desk.partnership,
            colour="green",
            version=0,
            label="Going well",
            shape="circle",
            meaning="All is well",
        )


def changes(desk: Desk, of: str = "", **more: str) -> str:
    """The page of changes, of one setting where one is asked for."""
    return words(desk.browser().get(desk.url("settings-changes", plan=desk.plan.ref), {"of": of, **more}))  # type: ignore[arg-type]


def test_dates_of_ones_own_stand_in_the_settings_and_in_their_history(desk: Desk) -> None:
    days = [timezone.localdate() + timedelta(days=each) for each in (30, 90)]
    with acting_as(desk.manager) as actor:
        for version, known in enumerate((days[:1], days)):
            commands.set_rhythm(
                actor=actor,
                now=timezone.now(),
                plan_ref=desk.plan.ref,
                version=version,
                details=RhythmDetails(kind="own", first_closes_on=known[0], further_days=tuple(known[1:])),
            )
    said = words(desk.get("settings", plan=desk.plan.ref))
    assert f"On dates of our own{days_to_come(days, timezone.localdate())}; owners have 14 days" in said
    assert f"{day(days[1])}; owners have" in said
    changed = changes(desk)
    assert f"Further last days from – → to {day_short(days[1])}" in changed


def test_who_was_given_which_role_stands_apart_and_buries_no_other_change(desk: Desk) -> None:
    with acting_as(desk.manager):
        for number in range(60):
            member(desk.partnership, "board-member", name=f"Nadia New {number}")
    _set(desk)
    said = changes(desk)
    assert "All but people’s roles and owners" in said
    assert "added the owner role" not in said
    assert "Olive Owner changed the rhythm" in said or "Olive Owner added the rhythm" in said
    assert "Nadia New" not in said
    roles = changes(desk, "registry.people")
    assert "added the owner role" in changes(desk, "plan.owners")
    assert "Nadia New 59" in roles
    assert "Board member" in roles
    assert "rhythm" not in roles.partition("The newest first")[2]


def test_the_changes_of_one_setting_are_asked_for_and_the_next_page_keeps_that(desk: Desk) -> None:
    _set(desk)
    said = changes(desk, "plan.rhythm").partition("The newest first")[2]
    assert "added the rhythm" in said
    assert "colour key" not in said
    assert "added the colour key" in changes(desk, "nosuchsetting")
    with acting_as(desk.manager):
        for number in range(60):
            member(desk.partnership, "board-member", name=f"Nadia New {number}")
    page = desk.browser().get(desk.url("settings-changes", plan=desk.plan.ref), {"of": "registry.people"})
    assert "?of=registry.people&amp;before=" in page.content.decode()
