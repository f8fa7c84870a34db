"""Lists remember their filters in the address, and are saved as files."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.views.tests.conftest import Get, Site, text_of
from lapwing.registry.tests.factories import People


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, "4 milestones"),
        ({"due": "overdue"}, "2 of 4 milestones"),
        ({"due": "none"}, "2 of 4 milestones"),
        ({"due": "open"}, "4 of 4 milestones"),
        ({"due": "30"}, "0 of 4 milestones"),
        ({"said": "On track"}, "1 of 4 milestones"),
        ({"owner": "Play Lead"}, "1 of 4 milestones"),
        ({"group": "1 Play near home"}, "4 of 4 milestones"),
        ({"text": "talk"}, "1 of 4 milestones"),
    ],
)
def test_milestones_are_filtered(get: Get, people: People, query: dict[str, str], count: str) -> None:
    assert count in text_of(get(people.colleague, "milestones", **query))


def test_actions_are_filtered(get: Get, people: People) -> None:
    assert "2 actions" in text_of(get(people.colleague, "actions"))
    assert "1 of 2 actions" in text_of(get(people.colleague, "actions", overdue="yes"))


def test_measures_are_filtered(get: Get, people: People) -> None:
    assert "3 lines of measurement" in text_of(get(people.colleague, "measures"))
    assert "0 of 3" in text_of(get(people.colleague, "measures", stands="Met"))


def test_a_filter_that_is_not_there_is_left_out_and_said(get: Get, people: People) -> None:
    words = text_of(get(people.colleague, "milestones", said="purple"))
    assert "There is no “purple”" in words
    assert "4 milestones" in words


@pytest.mark.parametrize("name", ["actions", "milestones", "late", "measures", "changes"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_are_saved_as_files(get: Get, people: People, name: str, form: str) -> None:
    page = get(people.colleague, name, format=form)
    assert "attachment" in page["Content-Disposition"]


def test_a_saved_list_holds_the_full_text_and_what_was_written(get: Get, people: People) -> None:
    page = get(people.colleague, "milestones", format="csv")
    content = b"".join(page.streaming_content) if page.streaming else page.content  # type: ignore[attr-defined]
    saved = content.decode("utf-8-sig")
    assert "Begin talks" in saved
    assert "by January 2026; by May 2026" in saved


def test_the_overview_leads_to_the_lists_behind_its_numbers(site: Site, get: Get, people: People) -> None:
    page = get(people.colleague, "overview").content.decode()
    assert site.url("milestones", due="30") in page
    assert site.url("late") in page
