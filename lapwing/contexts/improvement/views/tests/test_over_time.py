"""The plan over time: what slipped, what is done against what was planned, and who owes what when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import DueDetails
from lapwing.contexts.improvement.models import DuePoint, Milestone, Move, Update, UpdateMove
from lapwing.contexts.improvement.queries.over_time import OverTime
from lapwing.contexts.improvement.tests.factories import LATER, NOW, acting_as
from lapwing.contexts.improvement.tests.reporting import EXPLAINED
from lapwing.contexts.improvement.views.tests.conftest import TODAY, Get, Site, text_of
from lapwing.contexts.improvement.views.tests.test_my_updates import opened, write
from lapwing.contexts.improvement.views.tests.test_my_updates import owner as owner
from lapwing.platform.accounts.models import User
from lapwing.registry.tests.factories import People

JUNE = datetime(2026, 6, 10, 10, tzinfo=UTC)


@pytest.fixture
def talks(site: Site, people: People) -> Milestone:
    with acting_as(people.owner):
        return Milestone.objects.get(text="Begin talks")


def move(people: People, talks: Milestone, day: date) -> None:
    with acting_as(people.owner) as actor:
        commands.set_due_points(
            actor=actor,
            now=LATER,
            milestone_ref=talks.ref,
            version=Milestone.objects.get(pk=talks.pk).version,
            points=[DueDetails(as_written=f"by {day:%B %Y}", latest=day)],
            reason="The hall is let",
        )


def say(people: People, talks: Milestone, status: str, on: date, now: datetime = JUNE) -> None:
    with acting_as(people.owner) as actor:
        commands.report_status(
            actor=actor, now=now, milestone_ref=talks.ref, status=status, note="So it is", effective_on=on
        )


def test_a_forecast_that_was_reported_at_once_is_on_the_timeline(
    site: Site, get: Get, people: People, talks: Milestone
) -> None:
    with acting_as(people.owner) as actor:
        commands.report_status(
            actor=actor,
            now=JUNE,
            milestone_ref=talks.ref,
            status="off track",
            note="The hall is let",
            **EXPLAINED,
        )
    (forecast,) = over_time(site, people).forecasts.values()
    assert (forecast.on, forecast.said_on) == (date(2026, 8, 31), JUNE.date())
    assert "forecast 31 Aug 2026, 92 days after its date" in text_of(get(people.colleague, "timeline"))


def over_time(site: Site, people: People, **asked: date) -> OverTime:
    with acting_as(people.owner) as actor:
        return queries.over_time(actor=actor, plan_ref=site.plan.ref, on=TODAY, **asked)


class TestTimeline:
    def test_a_milestone_that_has_not_moved_stands_where_it_was(
        self, get: Get, people: People, talks: Milestone
    ) -> None:
        page = text_of(get(people.colleague, "timeline"))
        assert "Begin talks" in page
        assert "None of 2 dated milestones is due later than at first." in page

    def test_what_slipped_says_by_how_much_and_from_where(
        self, get: Get, people: People, talks: Milestone
    ) -> None:
        move(people, talks, date(2026, 7, 31))
        page = text_of(get(people.colleague, "timeline"))
        assert "61 days later, moved once; first 31 May 2026" in page
        assert "1 of 2 dated milestones is due later than at first, typically by 61 days." in page

    def test_the_timeline_of_a_day_before_shows_the_date_of_then(
        self, get: Get, people: People, talks: Milestone
    ) -> None:
        move(people, talks, date(2026, 7, 31))
        assert "61 days later" not in text_of(get(people.colleague, "timeline", as_at="2026-03-10"))

    def test_what_has_no_date_is_counted(self, get: Get, people: People) -> None:
        assert "2 milestones without a date cannot be shown here" in text_of(
            get(people.colleague, "timeline")
        )


class TestDoneOn:
    def test_a_milestone_is_done_from_the_day_it_was_said_to_be(
        self, site: Site, people: People, talks: Milestone
    ) -> None:
        say(people, talks, "done", date(2026, 5, 4))
        say(people, talks, "done", date(2026, 6, 1))
        assert over_time(site, people).done_on == {talks.ref: date(2026, 5, 4)}

    def test_what_was_taken_up_again_counts_no_more_until_it_is_done_anew(
        self, site: Site, people: People, talks: Milestone
    ) -> None:
        say(people, talks, "done", date(2026, 4, 4))
        say(people, talks, "on track", date(2026, 5, 4))
        assert over_time(site, people).done_on == {}
        say(people, talks, "done", date(2026, 6, 1))
        assert over_time(site, people).done_on == {talks.ref: date(2026, 6, 1)}

    def test_as_it_stood_knows_only_what_had_been_recorded(
        self, site: Site, people: People, talks: Milestone
    ) -> None:
        say(people, talks, "done", date(2026, 3, 1), now=NOW)
        assert over_time(site, people, as_at=date(2026, 3, 1)).done_on == {}
        assert over_time(site, people, as_at=date(2026, 3, 2)).done_on == {talks.ref: date(2026, 3, 1)}


class TestPlannedAndDone:
    def test_what_is_done_stands_beside_what_was_to_be(
        self, get: Get, people: People, talks: Milestone
    ) -> None:
        say(people, talks, "done", date(2026, 5, 4))
        page = text_of(get(people.colleague, "planned"))
        assert "1 of 2 milestones due by now is done" in page

    def test_what_is_done_before_its_day_does_not_make_up_for_what_is_late(
        self, get: Get, people: People, talks: Milestone
    ) -> None:
        say(people, talks, "done", date(2026, 5, 4))
        move(people, talks, date(2027, 7, 31))
        page = text_of(get(people.colleague, "planned"))
        assert "0 of 1 milestone due by now is done, and 1 not due yet" in page

    def test_what_is_done_and_has_no_date_is_not_said_to_be_due_later(
        self, get: Get, people: People, talks: Milestone
    ) -> None:
        with acting_as(people.owner):
            dated = DuePoint.objects.standing().filter(latest__isnull=False).values("milestone")
            others = list(Milestone.objects.exclude(pk__in=dated))
        for milestone in (talks, *others):
            say(people, milestone, "done", date(2026, 5, 4))
        assert "1 of 2 milestones due by now is done, and 2 without a date" in text_of(
            get(people.colleague, "planned")
        )
        move(people, talks, date(2027, 7, 31))
        assert "0 of 1 milestone due by now is done, and 1 not due yet, and 2 without a date" in text_of(
            get(people.colleague, "planned")
        )

    def test_a_moved_date_leaves_the_first_plan_on_the_page(
        self, get: Get, people: People, talks: Milestone
    ) -> None:
        move(people, talks, date(2026, 7, 31))
        page = text_of(get(people.colleague, "planned"))
        assert "1 were due by today's dates, 2 by the first ones" in page
        assert "Planned at first" in page


class TestLoad:
    def test_each_owner_has_what_is_overdue_and_what_comes(self, get: Get, people: People) -> None:
        page = text_of(get(people.colleague, "load"))
        for heading in ("Overdue", "June 2026", "November 2026", "Later", "No date", "Total"):
            assert heading in page
        assert "Head of Play" in page
        assert "Nobody holds it" in page

    def test_what_is_done_is_owed_by_nobody(self, get: Get, people: People, talks: Milestone) -> None:
        def overdue() -> str:
            page = text_of(get(people.colleague, "load"))
            return page[page.index("Head of Play") :].split("Head of Play")[1]

        before = overdue()
        say(people, talks, "done", date(2026, 5, 4))
        assert overdue() != before


class TestForecasts:
    def test_what_the_last_signed_off_update_forecasts_stands_beside_the_date(
        self, get: Get, site: Site, people: People, owner: User
    ) -> None:
        cycle = opened(people.owner, site.plan)
        update = write(cycle, "Begin talks", "submitted", owner)
        forecast(update, date(2026, 8, 31), owner)
        assert "forecast" not in text_of(get(people.colleague, "timeline")).split("Milestone Due")[1]
        signed_off(update, owner)
        page = get(people.colleague, "timeline")
        assert "forecast 31 Aug 2026, 92 days after its date" in text_of(page)
        assert "1 milestone forecast later than its date by 92 days" in text_of(page)
        assert "lw-strip__forecast-end" in page.content.decode()

    def test_what_is_said_at_once_since_ends_it(
        self, site: Site, people: People, owner: User, talks: Milestone
    ) -> None:
        update = write(opened(people.owner, site.plan), "Begin talks", "signed off", owner)
        forecast(update, date(2026, 8, 31), owner)
        signed_off(update, owner)
        assert talks.ref in over_time(site, people).forecasts
        say(people, talks, "at risk", date(2026, 6, 10))
        assert over_time(site, people).forecasts == {}

    def test_a_forecast_whose_day_has_passed_says_so(
        self, get: Get, site: Site, people: People, owner: User
    ) -> None:
        update = write(opened(people.owner, site.plan), "Begin talks", "signed off", owner)
        forecast(update, date(2026, 6, 12), owner)
        assert "and that day has passed" in text_of(get(people.colleague, "timeline"))

    def test_what_is_done_is_forecast_no_more(
        self, get: Get, site: Site, people: People, owner: User, talks: Milestone
    ) -> None:
        update = write(opened(people.owner, site.plan), "Begin talks", "signed off", owner)
        forecast(update, date(2026, 8, 31), owner)
        say(people, talks, "done", date(2026, 6, 9))
        assert "forecast 31 Aug" not in text_of(get(people.colleague, "timeline"))

    def test_an_earlier_day_knows_only_what_had_been_signed_off_by_then(
        self, site: Site, people: People, owner: User, talks: Milestone
    ) -> None:
        update = write(opened(people.owner, site.plan), "Begin talks", "signed off", owner)
        forecast(update, date(2026, 8, 31), owner)
        signed_off(update, owner)
        assert over_time(site, people, as_at=date(2026, 6, 9)).forecasts == {}
        assert over_time(site, people, as_at=date(2026, 6, 10)).forecasts[talks.ref].on == date(2026, 8, 31)


def forecast(update: Update, day: date, by: User) -> None:
    with acting_as(by):
        Update.objects.filter(pk=update.pk).update(forecast_on=day)


def signed_off(update: Update, by: User) -> None:
    with acting_as(by):
        Update.objects.filter(pk=update.pk).update(state="signed off")
        UpdateMove.objects.create(
            partnership_id=update.partnership_id,
            update_moved=update,
            move=Move.SIGNED_OFF,
            made_at=JUNE,
            made_by=by,
        )
