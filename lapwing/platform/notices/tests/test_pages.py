"""A person's notices in their pages, and how they want to be told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.catalogue import kinds
from lapwing.platform.notices.models import Preference
from lapwing.platform.notices.queries import PAGE
from lapwing.platform.notices.stopping import stop_token
from lapwing.platform.notices.tests.test_telling import NOON, mails, notices, tell
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

ClientAs = Callable[[User], Client]
# A choice for every kind, as the form sends them.
CHOSEN = {f"kind-{code}": "once" for code, kind in kinds().items() if not kind.fixed}


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def preference(user: User) -> Preference:
    with as_maintenance():
        return Preference.objects.get(user=user)


def test_the_page_says_so_when_there_is_nothing(people: People, client_as: ClientAs) -> None:
    page = text(client_as(people.owner), reverse("notices"))
    assert "Nothing to tell you yet" in page
    assert "Mark all as read" not in page


def test_the_header_counts_what_is_new_and_says_so_to_screen_readers(
    people: People, client_as: ClientAs
) -> None:
    tell(people.owner, url="/somewhere/")
    tell(people.owner, url="/somewhere/")
    page = text(client_as(people.owner), reverse("help"))
    assert '<span class="lw-bell__count">2</span><span class="govuk-visually-hidden"> new</span>' in page
    assert "lw-bell__count" not in text(client_as(people.colleague), reverse("help"))


def test_the_count_stops_where_nobody_counts_on(people: People, client_as: ClientAs) -> None:
    for _ in range(101):
        tell(people.owner, url="/somewhere/")
    assert ">99+<" in text(client_as(people.owner), reverse("help"))


def test_a_notice_leads_to_what_it_is_about_and_is_read_then(people: People, client_as: ClientAs) -> None:
    tell(people.owner)
    [notice] = notices()
    response = client_as(people.owner).get(reverse("go-to-notice"), {"notice": notice.ref})
    assert (response.status_code, response["Location"]) == (302, "/help/")
    assert not notices()[0].is_new


def test_coming_to_the_page_by_another_way_is_reading_too(people: People, client_as: ClientAs) -> None:
    tell(people.owner, people.colleague, url=reverse("help"))
    assert "lw-bell__count" not in text(client_as(people.owner), reverse("help"))
    assert [each.is_new for each in notices()] == [False, True]


def test_another_persons_notice_is_not_found_and_stays_new(people: People, client_as: ClientAs) -> None:
    tell(people.owner)
    [notice] = notices()
    for client in (client_as(people.colleague), client_as(people.outsider)):
        assert client.get(reverse("go-to-notice"), {"notice": notice.ref}).status_code == 404
        assert client.post(reverse("read-notices"), {"notice": notice.ref}).status_code == 404
    assert notices()[0].is_new


def test_a_notice_about_what_one_may_not_see_leads_to_the_ordinary_404(
    people: People, other_partnership: Partnership, client_as: ClientAs
) -> None:
    tell(people.owner, url=reverse("partnership", args=[other_partnership.ref]))
    client = client_as(people.owner)
    response = client.get(reverse("go-to-notice"), {"notice": notices()[0].ref}, follow=True)
    assert response.status_code == 404
    assert other_partnership.local_area not in response.content.decode()


def test_notices_of_a_partnership_one_has_left_are_not_shown(
    people: People, other_partnership: Partnership, client_as: ClientAs
) -> None:
    tell(people.owner, partnership_id=other_partnership.pk)
    client = client_as(people.owner)
    assert "Nothing to tell you yet" in text(client, reverse("notices"))
    assert client.get(reverse("go-to-notice"), {"notice": notices()[0].ref}).status_code == 404


def test_one_is_marked_as_read_and_then_all(people: People, client_as: ClientAs) -> None:
    for _ in range(3):
        tell(people.owner)
    tell(people.colleague)
    client = client_as(people.owner)
    client.post(reverse("read-notices"), {"notice": notices()[0].ref})
    assert [each.is_new for each in notices()] == [False, True, True, True]
    client.post(reverse("read-notices"), {"all": "1"})
    assert [each.is_new for each in notices()] == [False, False, False, True]


def test_older_ones_are_on_pages_of_their_own(people: People, client_as: ClientAs) -> None:
    for number in range(PAGE + 5):
        tell(people.owner, title=f"Export number {number:03}")
    client = client_as(people.owner)
    first = text(client, reverse("notices"))
    assert "number 034" in first
    assert "number 004" not in first
    older = reverse("notices") + "?before=" + notices()[5].ref
    assert older in first
    second = text(client, older)
    assert "number 004" in second
    assert "number 005" not in second
    assert "Older notices" not in second
    assert "No older notices" in text(client, f"{reverse('notices')}?before={notices()[0].ref}")


@pytest.mark.parametrize("before", ["zzzzzzzzzzzz", "%00", "'", "x" * 5000])
def test_an_odd_address_shows_the_newest(people: People, client_as: ClientAs, before: str) -> None:
    assert client_as(people.owner).get(reverse("notices"), {"before": before}).status_code in {200, 404, 400}


def test_the_number_of_queries_does_not_grow_with_the_notices(
    people: People,
    partnership: Partnership,
    client_as: ClientAs,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for _ in range(40):
        tell(people.owner, partnership_id=partnership.pk)
    client = client_as(people.owner)
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        client.get(reverse("notices"))


def test_wishes_are_kept_and_shown_again(people: People, client_as: ClientAs) -> None:
    client = client_as(people.owner)
    answer = client.post(
        reverse("notice-preferences"),
        {"emails": "on", **CHOSEN, "kind-work": "page", "rhythm": "weekly"},
    )
    assert answer.status_code == 302
    kept = preference(people.owner)
    assert (kept.choices["work"], kept.rhythm, kept.stopped_at) == ("page", "weekly", None)
    assert (kept.quiet_nights, kept.quiet_weekends, kept.quiet_bank_holidays) == (False, False, False)
    tell(people.owner)
    assert mails() == []
    assert '<option value="page" selected' in text(client, reverse("notice-preferences"))


def test_what_cannot_be_switched_off_is_not_offered(people: People, client_as: ClientAs) -> None:
    page = text(client_as(people.owner), reverse("notice-preferences"))
    assert "kind-security" not in page
    assert "Signing in" in page


def test_a_choice_that_is_none_is_refused(people: People, client_as: ClientAs) -> None:
    answer = client_as(people.owner).post(
        reverse("notice-preferences"), {"kind-work": "pigeon", "rhythm": "weekly"}
    )
    assert "There is a problem" in answer.content.decode()


def test_the_link_in_emails_stops_them_without_signing_in(people: People) -> None:
    address = reverse("stop-emails", args=[stop_token(people.owner)])
    stranger = Client(enforce_csrf_checks=True)
    assert "Stop emails from Lapwing?" in text(stranger, address)
    with as_maintenance():
        assert not Preference.objects.exists()

    answer = stranger.post(address, {"List-Unsubscribe": "One-Click"})

    assert "Your emails are stopped" in answer.content.decode()
    assert people.owner.name not in answer.content.decode()
    assert preference(people.owner).stopped_at is not None
    tell(people.owner)
    assert mails() == []
    assert len(notices()) == 1


def test_stopping_twice_is_stopping_once(people: People) -> None:
    address = reverse("stop-emails", args=[stop_token(people.owner)])
    Client().post(address)
    first = preference(people.owner).stopped_at
    Client().post(address)
    assert preference(people.owner).stopped_at == first


@pytest.mark.parametrize("token", ["x", "1:2:3", "eyJhIjoxfQ:1abc:abc"])
def test_a_link_that_is_not_ours_stops_nothing(people: People, token: str) -> None:
    address = reverse("stop-emails", args=[token])
    assert Client().get(address).status_code == 404
    assert Client().post(address).status_code == 404
    with as_maintenance():
        assert not Preference.objects.exists()


def test_emails_come_again_when_the_person_says_so(people: People, client_as: ClientAs) -> None:
    Client().post(reverse("stop-emails", args=[stop_token(people.owner)]))
    client = client_as(people.owner)
    assert "You stopped emails on" in text(client, reverse("notice-preferences"))
    client.post(
        reverse("notice-preferences"),
        {"emails": "on", **CHOSEN, "rhythm": "daily"},
    )
    assert preference(people.owner).stopped_at is None
    tell(people.owner, now=NOON)
    assert len(mails()) == 1
