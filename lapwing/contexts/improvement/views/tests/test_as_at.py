"""As it stood on a day: read from the address, carried through links, and said on the page."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import EXPLAINED
from lapwing.contexts.improvement.views.tests.conftest import OF_A_PLAN, OF_A_RECORD, Get, Site, text_of
from lapwing.registry.tests.factories import People

PAST = "2026-03-10"


@pytest.mark.parametrize("name", [*OF_A_PLAN, *OF_A_RECORD])
def test_every_page_takes_a_day(get: Get, people: People, name: str) -> None:
    assert get(people.colleague, name, as_at=PAST).status_code == 200


@pytest.mark.parametrize("name", ["overview", "action", "milestone", "measure", "late"])
def test_a_page_of_the_past_says_so_and_leads_back_to_today(get: Get, people: People, name: str) -> None:
    words = text_of(get(people.colleague, name, as_at=PAST))
    assert "as it was recorded at the end of 10 March 2026" in words
    assert "What has changed since" in words
    assert "Back to today" in words


@pytest.mark.parametrize("name", ["overview", "tree", "actions", "action"])
def test_links_keep_the_day(site: Site, get: Get, people: People, name: str) -> None:
    page = get(people.colleague, name, as_at=PAST).content.decode()
    link = site.url("milestone", as_at=PAST) if name == "action" else site.url("action", as_at=PAST)
    if name == "overview":
        link = site.url("late", as_at=PAST)
    assert link in page


def test_what_was_said_later_is_not_shown(site: Site, get: Get, people: People) -> None:
    with acting_as(people.owner) as actor:
        commands.report_status(
            actor=actor,
            now=LATER,
            milestone_ref=site.milestone,
            status="off track",
            note="Nobody came.",
            **EXPLAINED,
        )
    assert "Nobody came." in text_of(get(people.colleague, "milestone"))
    assert "Nobody came." not in text_of(get(people.colleague, "milestone", as_at=PAST))
    changed = text_of(get(people.colleague, "changes", since=PAST))
    assert "1.1.1 Begin talks Off track Status 20 Apr 2026 Olive Owner" in changed


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("soon", "“soon” is not a date"),
        ("2026-02-30", "“2026-02-30” is not a date"),
        ("2027-01-01", "That day has not come yet"),
    ],
)
def test_a_day_that_cannot_be_shown_leaves_today_and_says_so(
    get: Get, people: People, asked: str, said: str
) -> None:
    words = text_of(get(people.colleague, "overview", as_at=asked))
    assert said in words
    assert "2 overdue" in words


def test_today_is_not_the_past(get: Get, people: People) -> None:
    assert "Back to today" not in text_of(get(people.colleague, "overview", as_at="2026-06-15"))


def test_before_the_plan_was_here_the_page_says_so(get: Get, people: People) -> None:
    words = text_of(get(people.colleague, "overview", as_at="2026-01-01"))
    assert "It came into Lapwing on 2 March 2026" in words


def test_nothing_is_offered_to_be_changed_in_the_past(get: Get, people: People) -> None:
    assert "Post an update" not in text_of(get(people.owner, "milestone", as_at=PAST))
    assert "Enter a figure" not in text_of(get(people.owner, "measure", as_at=PAST))
