"""What people say about a public version, and how a partnership publishes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.insight.public_version.commands.settings import FROM_ONE_ADDRESS, MOST_AN_HOUR
from lapwing.insight.public_version.informing import tell_of_feedback
from lapwing.insight.public_version.models import (
    Feedback,
)
from lapwing.insight.public_version.tests.conftest import Office, words
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.notices.tests.test_telling import notices
from lapwing.platform.tokens.models import Allowance

LONDON = ZoneInfo("Europe/London")


def test_anybody_says_what_they_think_and_it_is_told_once_a_day(office: Office) -> None:
    office.make()
    row = office.publish()
    place = reverse("published:feedback", args=[row.ref])
    for text in ("It is hard to read.", "Thank you."):
        assert Client().post(place, {"words": text}).status_code == 302
    for wrong in ("", " ", "x" * 2001):
        assert Client().post(place, {"words": wrong}).status_code == 200
    with acting(system_actor("Tests"), purpose="test"):
        soon = timezone.now() + timedelta(minutes=1)
        assert tell_of_feedback(soon, soon) == 1
        assert tell_of_feedback(soon, soon) == 0
    told = [each for each in notices() if each.template == "public-feedback"]
    assert [each.user_id for each in told] == [office.maker.pk]
    assert "2 comments" in told[0].line
    shown = words(office.get("feedback", public_version=row.ref))
    assert "It is hard to read." in shown
    with as_maintenance():
        assert AccessLogEntry.objects.filter(kind="public_version.feedback").exists()


def test_what_is_told_late_is_told_once_and_nothing_is_left_out(office: Office) -> None:
    office.make()
    row = office.publish()
    # the clocks go back in the night to 25 October: that day has 25 hours
    first, second, third = (datetime(2026, 10, day, 5, 35, tzinfo=LONDON) for day in (24, 25, 26))
    with as_maintenance():
        Feedback.objects.bulk_create(
            Feedback(partnership=office.partnership, of_version=row, words="x", said_at=at)
            for at in (
                first - timedelta(minutes=1),
                first.astimezone(UTC) + timedelta(minutes=10),
                second - timedelta(minutes=1),
                second + timedelta(minutes=1),
            )
        )
    late = timedelta(hours=4)
    with acting(system_actor("Tests"), purpose="test"):
        for until in (first, second, third):
            tell_of_feedback(until + late, until)
    told = [each for each in notices() if each.template == "public-feedback"]
    assert sorted(each.words["number"] for each in told) == ["1 comment", "1 comment", "2 comments"]


def test_so_many_an_hour_and_no_more(office: Office) -> None:
    office.make()
    row = office.publish()
    with as_maintenance():
        Feedback.objects.bulk_create(
            Feedback(partnership=office.partnership, of_version=row, words="x", said_at=timezone.now())
            for _ in range(MOST_AN_HOUR)
        )
    place = reverse("published:feedback", args=[row.ref])
    for _ in range(FROM_ONE_ADDRESS.most + 1):
        answer = Client().post(place, {"words": "One more"})
        assert "Please try again in an hour" in answer.content.decode()
    with as_maintenance():
        assert not Allowance.objects.exists(), "what is not kept uses up nothing"
        Feedback.objects.all()[:1].get().delete()
    assert Client().post(place, {"words": "One more"}).status_code == 302


def test_one_visitor_does_not_silence_all_others_and_is_not_known(office: Office) -> None:
    office.make()
    place = reverse("published:feedback", args=[office.publish().ref])
    assert "Write what you think" in Client().post(place, {"words": " "}).content.decode()

    def say(address: str) -> int:
        return Client(REMOTE_ADDR=address).post(place, {"words": "Again"}).status_code

    assert {say("192.0.2.7") for _ in range(FROM_ONE_ADDRESS.most)} == {302}
    assert say("192.0.2.7") == 200
    assert say("192.0.2.8") == 302
    # one household has a whole network of these
    assert {say(f"2001:db8::{each}") for each in range(FROM_ONE_ADDRESS.most)} == {302}
    assert say("2001:db8::ffff") == 200
    # the same addresses as a server tells them that listens for both kinds
    assert say("::ffff:192.0.2.7") == 200
    assert say("::ffff:192.0.2.9") == 302
    with as_maintenance():
        kept = " ".join(Allowance.objects.values_list("key", flat=True))
    assert kept
    assert "192.0.2" not in kept


def test_a_partnership_publishes_its_own_way(office: Office) -> None:
    typed: dict[str, object] = {
        "version": 0,
        "policy": "lapwing",
        "feedback_address": "https://offer.example/say",
        "may_be_found": "on",
    }
    assert office.post("settings", typed).status_code == 302
    assert office.make().policy == "lapwing"
    office.publish()
    assert office.public("feedback")["Location"] == "https://offer.example/say"
    assert not office.public().has_header("X-Robots-Tag")
    assert "meanwhile" in words(office.post("settings", typed))


@pytest.mark.parametrize(
    "wrong",
    [{"policy": "none"}, {"feedback_address": "http://offer.example"}, {"feedback_address": "https://["}],
)
def test_a_way_of_publishing_that_cannot_be_is_refused(office: Office, wrong: dict[str, object]) -> None:
    typed = {"version": 0, "policy": "strict", "feedback_address": "", **wrong}
    assert office.post("settings", typed).status_code == 200
