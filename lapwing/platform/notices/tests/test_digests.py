"""The summary by email: what it counts, whom it is for, and that it comes once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.notices.digests import LINKS_KEPT, forget_old, make_digests
from lapwing.platform.notices.letters import Letter, letter_of
from lapwing.platform.notices.models import Mail, Notice, Preference
from lapwing.platform.notices.tests.test_telling import NOON, mails, notices, tell
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

# Wednesday at noon is NOON; the next summaries after it.
THURSDAY = datetime(2026, 11, 19, 8, 2, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def summaries(people: People) -> None:
    """Everybody has chosen the summary for what these tests tell."""
    with as_maintenance():
        for user in (people.owner, people.colleague):
            Preference.objects.create(user=user, choices={"work": "digest"})


def make(now: datetime) -> int:
    with acting(system_actor("Tests"), purpose="test"):
        return make_digests(now)


def written() -> Letter:
    """The only email, as it is read."""
    with as_maintenance():
        return letter_of(Mail.objects.get())


def test_what_is_new_is_counted_in_one_email_the_next_morning(people: People) -> None:
    for _ in range(3):
        tell(people.owner)
    assert make(NOON + timedelta(hours=1)) == 0
    assert make(THURSDAY) == 1
    letter = written()
    assert letter.subject == "You have 3 things to look at in Lapwing"
    assert letter.link.endswith("/notices/")


def test_one_thing_is_said_in_the_singular(people: People) -> None:
    tell(people.owner)
    make(THURSDAY)
    assert written().subject == "You have 1 thing to look at in Lapwing"


def test_it_comes_once_however_often_it_is_asked_for(people: People) -> None:
    tell(people.owner)
    assert [make(THURSDAY), make(THURSDAY), make(THURSDAY + timedelta(days=1))] == [1, 0, 0]


def test_it_still_comes_when_no_worker_ran_in_the_morning(people: People) -> None:
    tell(people.owner)
    assert make(THURSDAY.replace(hour=16)) == 1


def test_what_came_after_eight_is_counted_the_day_after(people: People) -> None:
    tell(people.owner, now=THURSDAY)
    assert make(THURSDAY + timedelta(hours=1)) == 0
    assert make(THURSDAY + timedelta(days=1)) == 1


def test_whoever_wants_it_weekly_has_it_on_monday(people: People) -> None:
    with as_maintenance():
        Preference.objects.filter(user=people.owner).update(rhythm="weekly")
    tell(people.owner)
    assert make(THURSDAY) == 0
    assert make(MONDAY) == 1


def test_what_was_read_or_settled_is_not_counted(people: People) -> None:
    tell(people.owner)
    tell(people.owner)
    with as_maintenance():
        first, second = Notice.objects.order_by("pk")
        Notice.objects.filter(pk=first.pk).update(seen_at=NOON)
        Notice.objects.filter(pk=second.pk).update(done_at=NOON)
    assert make(THURSDAY) == 0


def test_one_email_joins_all_partnerships_but_those_one_has_left(
    people: People, partnership: Partnership, other_partnership: Partnership
) -> None:
    third = factories.partnership()
    factories.membership(people.owner, third, "councillor")
    for each in (partnership, other_partnership, third):
        tell(people.owner, partnership_id=each.pk)
    make(THURSDAY)
    assert [each.things for each in mails()] == [2]


def test_each_person_has_their_own(people: People) -> None:
    tell(people.owner, people.colleague)
    assert make(THURSDAY) == 2
    assert {each.to for each in mails()} == {people.owner.email, people.colleague.email}


def test_one_that_still_waits_counts_on_instead_of_a_second(people: People) -> None:
    tell(people.owner)
    make(THURSDAY)
    tell(people.owner, now=THURSDAY)
    assert make(THURSDAY + timedelta(days=1)) == 0
    assert [each.things for each in mails()] == [2]


def test_whoever_stopped_emails_since_has_none(people: People) -> None:
    tell(people.owner)
    with as_maintenance():
        Preference.objects.filter(user=people.owner).update(stopped_at=NOON)
    assert make(THURSDAY) == 0
    assert mails() == []


def test_whoever_has_left_has_none(people: People) -> None:
    tell(people.owner)
    with as_maintenance():
        people.owner.is_active, people.owner.closed_at = False, NOON
        people.owner.save()
    assert make(THURSDAY) == 0


def test_old_notices_and_emails_are_removed_and_old_links_wiped(people: People) -> None:
    tell(people.owner)
    with as_maintenance():
        Preference.objects.update(choices={})
        given = {"to": "a@example.org", "template": "invitation", "url": "/x/", "try_at": NOON}
        for days, state in (
            (0, "refused"),
            (20, "refused"),
            (20, "waiting"),
            (100, "sent"),
            (100, "waiting"),
        ):
            Mail.objects.create(created_at=NOON - timedelta(days=days), state=state, **given)
    with acting(system_actor("Tests"), purpose="test"):
        forget_old(NOON)
        assert [(each.state, each.url) for each in mails()] == [
            ("refused", "/x/"), ("refused", ""), ("dropped", ""),
        ]  # fmt: skip
        forget_old(NOON + timedelta(days=366))
    assert notices() == []
    assert mails() == []


def test_what_no_server_takes_waits_no_longer_than_its_link_works(
    people: People, caplog: pytest.LogCaptureFixture
) -> None:
    """A summary holds no secret, and goes on waiting."""
    tell(people.owner)
    make(THURSDAY)
    with as_maintenance():
        Mail.objects.create(
            to="a@example.org", template="invitation", url="/x/", try_at=NOON, created_at=THURSDAY
        )
    with acting(system_actor("Tests"), purpose="test"):
        forget_old(THURSDAY + LINKS_KEPT)
        assert {each.state for each in mails()} == {"waiting"}
        forget_old(THURSDAY + LINKS_KEPT + timedelta(minutes=1))
        assert sorted((each.template, each.state, each.url) for each in mails()) == [
            ("digest", "waiting", "/notices/"), ("invitation", "dropped", ""),
        ]  # fmt: skip
    assert "1 emails waited until their links no longer worked" in caplog.text
    assert "a@example.org" not in caplog.text
