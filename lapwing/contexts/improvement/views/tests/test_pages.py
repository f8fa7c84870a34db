"""Each page opens for those who may read, and answers its question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.models import Action, Measure, Milestone, OwnerRole, Plan, Series
from lapwing.contexts.improvement.tests.factories import LATER, acting_as, imported
from lapwing.contexts.improvement.tests.factories import plan as plan_form
from lapwing.contexts.improvement.tests.reporting import EXPLAINED
from lapwing.contexts.improvement.views.tests.conftest import (
    OF_A_PLAN,
    OF_A_RECORD,
    WITHOUT_PLAN,
    Get,
    Site,
    text_of,
)
from lapwing.platform.accounts.models import User
from lapwing.platform.history.queries import PAGE
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

EVERY_PAGE = (*OF_A_PLAN, *OF_A_RECORD)
HISTORIES = ("plan-history", "action-history", "milestone-history", "measure-history")


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_opens_for_a_member_and_not_for_an_outsider(get: Get, people: People, name: str) -> None:
    assert get(people.colleague, name).status_code == 200
    assert get(people.outsider, name).status_code == 404


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_plan_is_not_reached_by_way_of_another_partnership(
    site: Site, people: People, other_partnership: Partnership, client_as: Callable[[User], Client], name: str
) -> None:
    factories.membership(people.owner, other_partnership, "programme-manager")
    address = site.url(name).replace(site.partnership, other_partnership.ref)
    assert client_as(people.owner).get(address).status_code == 404


@pytest.mark.parametrize("name", HISTORIES)
def test_a_long_history_leads_on_to_earlier_changes(get: Get, people: People, name: str) -> None:
    with acting_as(people.owner):
        for number in range(PAGE + 1):
            for model, field in ((Plan, "title"), (Action, "text"), (Milestone, "text"), (Measure, "name")):
                model.objects.update(**{field: f"Said {number} times"})
    assert "Earlier changes" in text_of(get(people.owner, name))


@pytest.mark.parametrize("name", WITHOUT_PLAN)
def test_pages_of_the_partnership_open_or_lead_on(get: Get, people: People, name: str) -> None:
    assert get(people.colleague, name).status_code in {200, 302}


def test_an_action_shows_what_the_document_prints_beside_the_promise(get: Get, people: People) -> None:
    with acting_as(people.owner):
        Action.objects.update(
            rationale="Waits were long.",
            accountable=["Director of Learning"],
            governance="Access group",
            progress_as_printed="Two of five recruited.",
        )
    shown = text_of(get(people.colleague, "action"))
    assert "Waits were long." in shown
    assert "Accountable: Director of Learning" in shown
    assert "Brought to: Access group" in shown
    assert "Two of five recruited." in shown


@pytest.mark.parametrize("name", HISTORIES)
def test_the_history_is_read_by_those_who_may_and_no_others(get: Get, people: People, name: str) -> None:
    page = get(people.owner, name)
    assert page.status_code == 200
    assert "Olive Owner" in text_of(page)
    assert get(people.colleague, name).status_code == 404


def test_the_link_to_the_history_shows_only_to_those_who_may_read_it(get: Get, people: People) -> None:
    assert "who changed what" in text_of(get(people.owner, "action"))
    assert "who changed what" not in text_of(get(people.colleague, "action"))


def test_the_overview_says_what_is_overdue_and_what_is_open(get: Get, people: People) -> None:
    words = text_of(get(people.owner, "overview"))
    assert "2 overdue" in words
    assert "1 open question" in words
    assert "1 Play near home" in words
    assert "2 not known" in words or "not known yet" in words


def test_the_overview_says_what_the_plan_is(get: Get, people: People) -> None:
    words = text_of(get(people.owner, "overview"))
    for fact in ("12 May 2025 to 16 May 2025", "Inconsistent", "Play Board"):
        assert fact in words


def test_the_overview_compares_with_the_day_it_is_asked_to(get: Get, people: People) -> None:
    assert "was 1 on 2 Mar 2026" in text_of(get(people.owner, "overview", since="2026-03-02"))


def test_what_a_person_may_not_do_is_not_offered(get: Get, people: People) -> None:
    for offer in ("Change the plan", "Bring another plan in"):
        assert offer in text_of(get(people.owner, "overview"))
        assert offer not in text_of(get(people.colleague, "overview"))
    assert "Post an update" in text_of(get(people.owner, "action"))
    assert "Post an update" not in text_of(get(people.colleague, "action"))


def test_an_action_shows_its_dates_as_written_and_worked_out(get: Get, people: People) -> None:
    words = text_of(get(people.owner, "action"))
    assert "“by May 2026”" in words
    assert "1 May 2026 to 31 May 2026" in words
    assert "Overdue by 15 days" in words
    assert "Families know where to go" in words
    assert "Where it stands in the document" in words
    assert "Visits made in time (M1)" in words


def test_a_milestone_shows_what_was_said_of_it_and_the_dates_it_had(
    site: Site, get: Get, people: People
) -> None:
    with acting_as(people.owner) as actor:
        commands.report_status(
            actor=actor,
            now=LATER,
            milestone_ref=site.milestone,
            status="off track",
            note="Nobody came.",
            **EXPLAINED,
        )
        milestone = Milestone.objects.get(ref=site.milestone)
        commands.set_due_points(
            actor=actor,
            now=LATER,
            milestone_ref=site.milestone,
            version=milestone.version,
            points=commands.read_dates("by July 2026"),
            reason="Agreed by the board",
        )
    words = text_of(get(people.owner, "milestone"))
    assert "Off track" in words
    assert "Nobody came." in words
    assert "Dates it had before" in words
    assert "“by May 2026”" in words
    assert "Agreed by the board" in words


def test_a_measure_shows_one_series_and_leads_to_the_others(site: Site, get: Get, people: People) -> None:
    first = get(people.owner, "measure")
    assert "Under fives" in text_of(first)
    assert "No figure yet" in text_of(first)
    with acting_as(people.owner):
        other = Series.objects.get(measure__ref=site.measure, label="Others")
    second = get(people.owner, "measure", series=other.ref)
    assert f'href="{site.url("measure", series=other.ref)}" aria-current="true"' in second.content.decode()


def test_a_measure_says_why_it_has_no_colour(site: Site, get: Get, people: People) -> None:
    words = text_of(get(people.owner, "measures"))
    assert "A target needs confirming." in words
    assert "Nothing has been recorded yet." in words


def test_a_measure_with_a_figure_says_how_fast_it_must_move(site: Site, get: Get, people: People) -> None:
    with acting_as(people.owner) as actor:
        series = Series.objects.filter(measure__ref=site.measure).order_by("position")[0]
        commands.record_actual(
            actor=actor,
            now=LATER,
            series_ref=series.ref,
            details=commands.ActualDetails(
                from_date=date(2026, 3, 1), to_date=date(2026, 3, 31), numerator=37.0, denominator=72.0
            ),
        )
    words = text_of(get(people.owner, "measure"))
    assert "51.4%" in words
    assert "in March 2026 (37 of 72)" in words
    assert "points a month from here to reach 80% by April 2027" in words


def test_questions_are_grouped_by_kind_with_what_they_touch(get: Get, people: People) -> None:
    words = text_of(get(people.colleague, "questions"))
    assert "1 question open" in words
    assert "1 answered" in words
    assert "Nothing with a date" in words
    assert "soon" in words
    assert "yes, two" in text_of(get(people.colleague, "questions", show="answered"))


def test_late_keeps_starts_turns_and_undated_apart(get: Get, people: People) -> None:
    words = text_of(get(people.owner, "late"))
    assert "2 milestones overdue" in words
    assert "Without a date" in words
    assert "Publish the list" in words


def test_with_one_plan_the_sections_lead_straight_on(site: Site, get: Get, people: People) -> None:
    assert get(people.colleague, "plans")["Location"] == site.url("overview")
    assert get(people.colleague, "all-measures")["Location"] == site.url("measures")


def test_with_several_plans_one_is_chosen(
    site: Site, get: Get, people: People, partnership: Partnership
) -> None:
    with acting_as(people.owner) as actor:
        imported(partnership, actor, plan_form(title="A plan for rest"))
    words = text_of(get(people.colleague, "plans"))
    assert "A plan for rest" in words
    assert "Larkshire plan for play" in words


def test_without_a_plan_the_page_says_what_to_do(
    partnership: Partnership, people: People, client_as: Callable[[User], Client]
) -> None:
    address = reverse("improvement:plans", args=[partnership.ref])
    assert "Read in a published plan" in text_of(client_as(people.owner).get(address))  # type: ignore[arg-type]
    assert "The programme manager can" in text_of(client_as(people.colleague).get(address))  # type: ignore[arg-type]


def test_my_actions_begin_with_what_is_overdue(
    site: Site, get: Get, people: People, partnership: Partnership
) -> None:
    assert "No milestone is yours" in text_of(get(people.owner, "my-actions"))
    with acting_as(people.owner) as actor:
        role = OwnerRole.objects.get(partnership=partnership, name="Head of Play")
        commands.add_holder(
            actor=actor,
            now=LATER,
            role_ref=role.ref,
            user_id=people.owner.pk,
            from_date=date(2026, 3, 2),
        )
    words = text_of(get(people.owner, "my-actions"))
    assert "2 milestones overdue" in words
    assert words.index("Begin talks") < words.index("Publish the list")
    assert "2 milestones of yours overdue" in text_of(get(people.owner, "overview"))


def test_the_key_says_the_rule_in_words(get: Get, people: People) -> None:
    words = text_of(get(people.colleague, "key"))
    assert "An action takes the worst colour of its milestones" in words
    assert "A milestone is overdue, once" in words
    assert "Done and evidenced" in words


@pytest.mark.parametrize("first", ["1", "", "x", "99999999999", "-4"])
def test_the_document_page_bears_any_line_number(get: Get, people: People, first: str) -> None:
    assert get(people.colleague, "source", first=first).status_code == 200
