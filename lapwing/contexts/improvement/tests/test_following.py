"""Following actions and measures: what is shown of them, and who is told when."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import NotVisible
from lapwing.contexts.improvement.following import tell_followers
from lapwing.contexts.improvement.models import Action, Follow, Measure, Milestone
from lapwing.contexts.improvement.tests.factories import LATER, NOW, acting_as, full_plan, imported
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.tests.test_telling import notices
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People

NEXT_MORNING = datetime(2026, 4, 21, 5, 15, tzinfo=UTC)


@pytest.fixture
def action(partnership: Partnership, people: People) -> Action:
    with acting_as(people.owner) as actor:
        imported(partnership, actor, full_plan())
        return Action.objects.get(key="1.1.1")


def follow(who: User, action: Action, now: datetime = NOW) -> None:
    with acting_as(who) as actor:
        commands.follow(actor=actor, now=now, partnership=action.partnership, kind="action", ref=action.ref)


def report(who: User, action: Action, now: datetime = LATER) -> None:
    with acting_as(who) as actor:
        milestone = Milestone.objects.filter(action=action).order_by("position")[0]
        commands.report_status(actor=actor, now=now, milestone_ref=milestone.ref, status="on track")


def accepted_evidence(action: Action, people: People, read_by: tuple[str, ...] = ()) -> None:
    """Given by one who runs the plan, and accepted by another: late enough for the next morning to tell."""
    now = LATER if read_by else datetime(2026, 4, 21, 12, tzinfo=UTC)
    other = registry.member(action.partnership, "programme-manager")
    details = commands.EvidenceDetails(
        kind="impact", form="quote", title="Survey", words="We wait less.", on=NOW.date(), read_by=read_by
    )
    with acting_as(other) as giver:
        row = commands.give_evidence(actor=giver, now=now, action_ref=action.ref, details=details)
    with acting_as(people.owner) as actor:
        commands.accept_evidence(actor=actor, now=now, ref=row.ref, version=row.version)


def tell(now: datetime = NEXT_MORNING) -> int:
    with acting(system_actor("Reminders"), purpose="test"):
        return tell_followers(now)


def lines(who: User, partnership: Partnership) -> tuple[queries.FollowedLine, ...]:
    with acting_as(who) as actor:
        return queries.followed(actor=actor, partnership=partnership, now=NEXT_MORNING)


def test_what_is_followed_shows_what_was_recorded_of_it(
    action: Action, people: People, partnership: Partnership
) -> None:
    follow(people.colleague, action)
    report(people.owner, action)
    (line,) = lines(people.colleague, partnership)
    assert (line.kind, line.ref) == ("action", action.ref)
    assert [change.words for change in line.changes] == ["On track"]


def test_following_twice_is_once_and_stopping_ends_it(
    action: Action, people: People, partnership: Partnership
) -> None:
    follow(people.colleague, action)
    follow(people.colleague, action)
    assert len(lines(people.colleague, partnership)) == 1
    with acting_as(people.colleague) as actor:
        commands.stop_following(
            actor=actor, now=LATER, partnership=partnership, kind="action", ref=action.ref
        )
        assert not queries.is_followed(actor, "action", action.ref)
    assert lines(people.colleague, partnership) == ()


def test_what_one_follows_is_ones_own(action: Action, people: People, partnership: Partnership) -> None:
    follow(people.colleague, action)
    assert lines(people.owner, partnership) == ()


def test_a_measure_is_followed_by_itself(action: Action, people: People, partnership: Partnership) -> None:
    with acting_as(people.colleague) as actor:
        measure = Measure.objects.get(key="M1")
        commands.follow(actor=actor, now=NOW, partnership=partnership, kind="measure", ref=measure.ref)
    report(people.owner, action)
    (line,) = lines(people.colleague, partnership)
    assert (line.name, line.changes) == (measure.name, ())


@pytest.mark.parametrize("kind", ["milestone", "plan", ""])
def test_nothing_else_is_followed(action: Action, people: People, kind: str) -> None:
    with acting_as(people.colleague) as actor, pytest.raises(NotVisible):
        commands.follow(actor=actor, now=NOW, partnership=action.partnership, kind=kind, ref=action.ref)


def test_an_outsider_follows_nothing(action: Action, people: People, partnership: Partnership) -> None:
    with acting_as(people.outsider) as actor, pytest.raises(NotVisible):
        commands.follow(actor=actor, now=NOW, partnership=partnership, kind="action", ref=action.ref)


def test_what_lies_elsewhere_is_not_followed_from_here(
    action: Action, people: People, other_partnership: Partnership
) -> None:
    with acting_as(people.owner) as actor, pytest.raises(NotVisible):
        commands.follow(actor=actor, now=NOW, partnership=other_partnership, kind="action", ref=action.ref)


class TestTelling:
    def test_a_follower_is_told_once_of_what_others_recorded(self, action: Action, people: People) -> None:
        follow(people.colleague, action)
        report(people.owner, action)
        assert tell() == 1
        assert tell() == 0
        (notice,) = notices()
        assert notice.words == {"things": "1 thing"}

    def test_what_somebody_did_themselves_is_no_news(self, action: Action, people: People) -> None:
        follow(people.owner, action)
        report(people.owner, action)
        assert tell() == 0

    def test_what_was_recorded_before_is_no_news(self, action: Action, people: People) -> None:
        report(people.owner, action)
        follow(people.colleague, action, now=datetime(2026, 4, 20, 12, tzinfo=UTC))
        assert tell() == 0

    def test_accepted_evidence_is_news_to_those_who_may_read_it(self, action: Action, people: People) -> None:
        follow(people.colleague, action)
        accepted_evidence(action, people, read_by=("programme-manager",))
        assert tell() == 0
        accepted_evidence(action, people)
        assert tell(datetime(2026, 4, 22, 5, 15, tzinfo=UTC)) == 1

    def test_who_gave_evidence_is_told_once_that_it_was_accepted(
        self, action: Action, people: People, partnership: Partnership
    ) -> None:
        giver = registry.member(partnership, "programme-manager", name="Gia Giver")
        for who in (giver, people.colleague):
            follow(who, action)
        details = commands.EvidenceDetails(
            kind="impact", form="quote", title="Survey", words="We wait less.", on=NOW.date()
        )
        with acting_as(giver) as actor:
            alone = Milestone.objects.filter(action=action).order_by("position")[0]
            commands.report_status(actor=actor, now=NOW, milestone_ref=alone.ref, status="done")
            row = commands.give_evidence(
                actor=actor, now=NOW, action_ref=action.ref, milestone_ref=alone.ref, details=details
            )
        with acting_as(people.owner) as actor:
            row = commands.accept_evidence(actor=actor, now=LATER, ref=row.ref, version=row.version)
            assert row.report is not None
        assert tell() == 1
        told = {(each.user_id, each.template) for each in notices() if each.template != "evidence-given"}
        assert told == {(giver.pk, "evidence-decided"), (people.colleague.pk, "followed-changed")}
        report(people.owner, action, now=datetime(2026, 4, 21, 12, tzinfo=UTC))
        assert tell(datetime(2026, 4, 22, 5, 15, tzinfo=UTC)) == 2, "what else is recorded is news to them"

    def test_whoever_may_no_longer_see_the_plan_is_not_told(self, action: Action, people: People) -> None:
        follow(people.colleague, action)
        report(people.owner, action)
        with acting(system_actor("Tests"), purpose="test"):
            Membership.objects.filter(user=people.colleague).update(
                ended_at=NOW, ended_by=people.owner, ended_reason="Left"
            )
        assert tell() == 0

    def test_nobody_is_told_of_what_was_taken_out(
        self, action: Action, people: People, partnership: Partnership
    ) -> None:
        follow(people.colleague, action)
        report(people.owner, action)
        with acting_as(people.owner) as actor:
            commands.void(
                actor=actor, now=LATER, model=Action, ref=action.ref, version=action.version, reason="Twice"
            )
        assert tell() == 0
        assert lines(people.colleague, partnership) == ()


class TestPages:
    def test_following_begins_and_ends_with_a_button(
        self, action: Action, people: People, partnership: Partnership, client_as: object
    ) -> None:
        browser = client_as(people.colleague)  # type: ignore[operator]
        page = f"/p/{partnership.ref}/action/{action.ref}/"
        address = f"/p/{partnership.ref}/follow/action/{action.ref}/"
        assert "Stop following" in browser.post(address, follow=True).content.decode()
        assert action.text in browser.get(f"/p/{partnership.ref}/following/").content.decode()
        assert "Stop following" not in browser.post(address, {"stop": "1"}, follow=True).content.decode()
        assert "Stop following" not in browser.get(page).content.decode()

    def test_a_leaver_follows_nothing(self, action: Action, people: People) -> None:
        from lapwing.contexts.improvement.leaving import end_follows

        follow(people.colleague, action)
        now = timezone.now()
        with acting(system_actor("Tests"), purpose="test"):
            end_follows(people.colleague.pk, timezone.localdate(now), now)
            assert Follow.objects.get().ended_at == now


def test_the_number_of_queries_does_not_grow(
    action: Action, people: People, partnership: Partnership, django_assert_max_num_queries: object
) -> None:
    with acting_as(people.colleague) as actor:
        for each in Action.objects.all():
            commands.follow(actor=actor, now=NOW, partnership=partnership, kind="action", ref=each.ref)
        for measure in Measure.objects.all():
            commands.follow(actor=actor, now=NOW, partnership=partnership, kind="measure", ref=measure.ref)
        with django_assert_max_num_queries(20):  # type: ignore[operator]
            _shown(actor, partnership)


def _shown(actor: Actor, partnership: Partnership) -> None:
    queries.followed(actor=actor, partnership=partnership, now=NEXT_MORNING)
