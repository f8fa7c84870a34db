"""Components: each says in words what it shows in colour."""

from __future__ import annotations

import datetime as dt

import pytest

from lapwing.platform.ui.components import component
from lapwing.platform.ui.marks import SHAPES, StatusCount, StatusMark, in_words, segments
from lapwing.platform.ui.navigation import Link
from lapwing.platform.ui.tests.support import draw, elements, texts

LATE = StatusMark("Off track", "triangle", "red", "Late, or will be")
FINE = StatusMark("On track", "circle", "green")
COUNTS = [
    StatusCount(FINE, 3),
    StatusCount(LATE, 1, "/late"),
    StatusCount(StatusMark("Done", "square", "blue"), 0),
]


def test_a_status_is_a_word_a_shape_and_a_colour() -> None:
    html = str(component("status_tag", LATE))
    assert texts(html, "span")[0] == "Off track"
    assert elements(html, "span")[0].has_class("lw-status--red")
    assert elements(html, "svg")[0].attributes["aria-hidden"] == "true"


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_drawn_differently(shape: str) -> None:
    drawn = {name: str(component("shape", StatusMark("x", name, "red"))) for name in SHAPES}  # type: ignore[arg-type]
    assert [other for other in drawn if drawn[other] == drawn[shape]] == [shape]


def test_counts_in_words_leave_out_what_nothing_has() -> None:
    assert in_words(COUNTS) == "3 on track and 1 off track"
    assert in_words([]) == "none"


def test_a_bar_fills_its_hundred() -> None:
    pieces = segments(COUNTS)
    assert [piece.width for piece in pieces] == [75, 25]
    assert pieces[1].start == 75
    assert segments([]) == []


def test_a_bar_says_its_counts() -> None:
    html = draw("{{ ui.status_bar(counts, 'Milestones') }}", counts=COUNTS)
    assert elements(html, "svg")[0].attributes["aria-label"] == "Milestones: 3 on track and 1 off track"


def test_a_strip_has_a_shape_for_each_until_there_are_too_many() -> None:
    assert len(elements(draw("{{ ui.status_strip(counts) }}", counts=COUNTS), "svg")) == 4
    many = [StatusCount(FINE, 99)]
    assert elements(draw("{{ ui.status_strip(counts) }}", counts=many), "svg")[0].has_class("lw-bar")


def test_counts_may_lead_to_what_they_count() -> None:
    html = draw("{{ ui.status_counts(counts) }}", counts=COUNTS)
    assert [link.attributes["href"] for link in elements(html, "a")] == ["/late"]


def test_progress_of_nothing_is_no_error() -> None:
    assert "0 of 0 done" in draw("{{ ui.progress(0, 0) }}")


def test_a_number_says_what_it_was() -> None:
    html = draw("{{ ui.stat(9, 'overdue', was='was 6 in September', tone='red') }}")
    assert texts(html, "div") == ["9 overdue was 6 in September"]


def test_what_waits_is_a_list_of_links_or_a_kind_word() -> None:
    html = draw("{{ ui.needs_you(items) }}", items=[{"text": "2 updates to check", "url": "/x"}])
    assert texts(html, "li") == ["2 updates to check"]
    assert "Nothing waits for you today." in draw("{{ ui.needs_you([]) }}")


def test_a_timeline_is_an_ordered_list_that_says_each_status() -> None:
    entries = [{"mark": LATE, "title": "Order stone", "when": "by 1 April", "late": "12 days overdue"}]
    html = draw("{{ ui.timeline(entries) }}", entries=entries)
    assert texts(html, "li")[0] == "Order stone Off track by 1 April 12 days overdue"


def test_facts_show_a_dash_for_nothing() -> None:
    html = draw("{{ ui.facts(rows) }}", rows=[("Owner", ""), ("Due", dt.date(2026, 5, 3)), ("Of", 0)])
    assert texts(html, "dd") == ["–", "3 May 2026", "0"]


def test_tabs_are_links_and_the_present_one_is_marked() -> None:
    html = draw("{{ ui.link_tabs(links) }}", links=[Link("Path", "/a", True), Link("Table", "/b")])
    assert [link.attributes.get("aria-current") for link in elements(html, "a")] == ["page", None]


def test_a_link_button_is_a_link() -> None:
    assert elements(draw("{{ ui.link_button('Update', '/u') }}"), "a")[0].attributes["href"] == "/u"


def test_an_action_posts_with_its_token() -> None:
    html = draw("{{ ui.action_button('Close', '/c', csrf, fields={'why': 'done'}) }}", csrf="TOKEN")
    assert "TOKEN" in html
    assert elements(html, "form")[0].attributes["method"] == "post"
    fields = {each.attributes["name"]: each.attributes["value"] for each in elements(html, "input")}
    assert fields["why"] == "done"
    # pressed twice, it counts once
    assert fields["sent_once"]


def test_an_action_in_a_list_says_what_it_is_about_to_who_does_not_see_it() -> None:
    html = draw("{{ ui.action_button('Move up', '/m', csrf, of='R&D <now>') }}", csrf="TOKEN")
    assert texts(html, "button") == ["Move up R&D <now>"]
    assert '<span class="govuk-visually-hidden"> R&amp;D &lt;now&gt;</span>' in html


def test_the_past_is_marked_and_leads_back() -> None:
    html = draw("{{ ui.as_at(day, '/plan', past=true) }}", day=dt.date(2026, 9, 30))
    assert "As at 30 Sep 2026" in html
    assert "Back to today" in texts(html, "a")
    assert "(today)" in draw("{{ ui.as_at(day, '/plan') }}", day=dt.date(2026, 9, 30))


def test_an_empty_place_says_what_to_do() -> None:
    html = draw("{{ ui.empty('No updates yet', 'The first is due soon.', '/new', 'Post one') }}")
    assert texts(html, "a") == ["Post one"]
