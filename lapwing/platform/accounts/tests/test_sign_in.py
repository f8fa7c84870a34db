import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.models import SignInAttempt, User
from lapwing.platform.accounts.proving import BARRED
from lapwing.platform.accounts.sessions.models import SignInEvent
from lapwing.platform.accounts.views.signing_in import WRONG
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import MOMENT, PASSWORD

SIGN_IN = "/sign-in/"


@pytest.fixture
def person(partnership: Partnership) -> User:
    who = factories.user("Pat Person", email="pat@example.org", password=PASSWORD)
    factories.membership(who, partnership, "board-member")
    return who


def sign_in(client: Client, email: str = "pat@example.org", password: str = PASSWORD, **more: str) -> str:
    """Where it leads: an address, or the page's own words."""
    response = client.post(SIGN_IN, {"email": email, "password": password, **more})
    return response["Location"] if response.status_code == 302 else response.content.decode()


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("change-password")).status_code == 200


def test_the_right_password_opens_the_door(client: Client, person: User) -> None:
    assert sign_in(client) == "/"
    assert is_signed_in(client)


def test_capitals_in_the_address_do_not_matter(client: Client, person: User) -> None:
    assert sign_in(client, email="PAT@Example.org") == "/"


def test_passwords_are_hashed_with_argon2(person: User) -> None:
    assert person.password.startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    ("email", "password"), [("pat@example.org", "wrong"), ("nobody@example.org", PASSWORD)]
)
def test_wrong_details_get_the_same_words_whatever_was_wrong(
    client: Client, person: User, email: str, password: str
) -> None:
    assert WRONG in sign_in(client, email, password)
    assert not is_signed_in(client)


def test_a_closed_account_gets_the_same_words(client: Client, person: User) -> None:
    with as_maintenance():
        User.objects.filter(pk=person.pk).update(is_active=False, closed_at=MOMENT)
    assert WRONG in sign_in(client)


def test_a_system_user_cannot_sign_in(client: Client, db: None) -> None:
    factories.user("Robot", email="robot@example.org", password=PASSWORD, kind="system")
    assert WRONG in sign_in(client, "robot@example.org")


def test_a_wrong_password_stands_in_the_sign_in_history_of_whose_account_it_was(
    client: Client, person: User
) -> None:
    for email in ("pat@example.org", "nobody@example.org"):
        sign_in(client, email, "wrong")
    run_jobs()
    with as_maintenance():
        (line,) = SignInEvent.objects.all()
    assert (line.user_id, line.kind) == (person.pk, "failed")
    assert timedelta(0) <= timezone.now() - line.at < timedelta(minutes=1)


def test_guessing_and_being_barred_are_events_that_name_nobody(
    client: Client, person: User, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(throttle.MOST_ON_ACCOUNT + 1):
        sign_in(client, password="wrong")
    said = [vars(line) for line in caplog.records if line.name == "lapwing.security"]
    assert [line["event"] for line in said] == ["wrong-password"] * throttle.MOST_ON_ACCOUNT + ["barred"]
    assert {line["route"] for line in said} == {"sign-in"}
    assert {line["account"] for line in said} == {None}


def test_guessing_is_stopped_even_at_the_right_password(client: Client, person: User) -> None:
    for _ in range(throttle.MOST_ON_ACCOUNT):
        sign_in(client, password="wrong")
    assert BARRED in sign_in(client)
    assert not is_signed_in(client)


def test_guessing_at_an_unknown_address_is_stopped_alike(client: Client, db: None) -> None:
    for _ in range(throttle.MOST_ON_ACCOUNT):
        sign_in(client, "nobody@example.org")
    assert BARRED in sign_in(client, "nobody@example.org")


def test_guessing_at_many_accounts_from_one_place_is_stopped(db: None) -> None:
    now = timezone.now()
    for number in range(throttle.MOST_FROM_ADDRESS):
        throttle.note_failure(f"person{number}@example.org", "192.0.2.1", now)
    assert throttle.is_barred("fresh@example.org", "192.0.2.1", now)
    assert not throttle.is_barred("fresh@example.org", "192.0.2.2", now)


def test_failures_are_forgotten_after_a_quarter_of_an_hour(db: None) -> None:
    then = timezone.now()
    for _ in range(throttle.MOST_ON_ACCOUNT):
        throttle.note_failure("pat@example.org", "192.0.2.1", then)
    later = then + throttle.WINDOW + timedelta(seconds=1)
    assert throttle.is_barred("pat@example.org", "192.0.2.1", then)
    assert not throttle.is_barred("pat@example.org", "192.0.2.1", later)
    throttle.note_failure("other@example.org", "192.0.2.9", later)
    assert SignInAttempt.objects.count() == 1


def test_what_was_no_wrong_guess_is_not_counted(client: Client, person: User) -> None:
    sign_in(client)
    for sent in ({"current": PASSWORD, "new": "short"}, {"current": "", "new": ""}):
        client.post(reverse("change-password"), sent)
    assert not SignInAttempt.objects.exists()


def test_the_table_of_failures_names_nobody(db: None) -> None:
    throttle.note_failure("pat@example.org", "192.0.2.1", timezone.now())
    row = SignInAttempt.objects.get()
    # a hash under a key that each installation makes for itself: any few of its figures may come about
    assert all(re.fullmatch("[0-9a-f]{64}", kept) for kept in (row.account_key, row.address_key))
    assert row.account_key != row.address_key


def test_the_session_gets_a_new_key(client: Client, person: User) -> None:
    client.get(SIGN_IN)
    session = client.session
    session["before"] = "here"
    session.save()
    client.cookies["sessionid"] = before = session.session_key or ""
    sign_in(client)
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/account/password/", "/account/password/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("\\\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("home", "/"),
        ("no-such-view", "/"),
    ],
)
def test_one_goes_on_to_the_wanted_page_of_this_site_alone(
    client: Client, person: User, wanted: str, leads_to: str
) -> None:
    assert sign_in(client, next=wanted) == leads_to


def test_signing_in_is_in_the_history(client: Client, person: User) -> None:
    sign_in(client)
    with as_maintenance():
        entry = HistoryEntry.objects.filter(table_name="accounts_user", row_id=person.pk).latest("id")
    assert (entry.actor_id, entry.purpose, entry.operation) == (person.pk, "sign-in", "UPDATE")


def test_signing_out_ends_the_session_and_takes_a_post(client: Client, person: User) -> None:
    sign_in(client)
    assert client.get(reverse("sign-out")).status_code == 405
    assert is_signed_in(client)
    client.post(reverse("sign-out"))
    assert not is_signed_in(client)


def test_a_closed_account_is_signed_out_at_once(client: Client, person: User) -> None:
    sign_in(client)
    with as_maintenance():
        User.objects.filter(pk=person.pk).update(is_active=False, closed_at=MOMENT)
    assert not is_signed_in(client)


def test_a_person_whose_every_role_is_over_is_signed_out_and_told(client: Client, person: User) -> None:
    sign_in(client)
    with as_maintenance():
        Membership.objects.filter(user=person).update(ended_at=MOMENT, ended_by=person)
    response = client.get(reverse("change-password"), follow=True)
    assert "You hold no role at present" in response.content.decode()
    assert not is_signed_in(client)


def test_pages_of_signed_in_people_are_stored_nowhere(client: Client, person: User) -> None:
    sign_in(client)
    assert "no-store" in client.get(reverse("change-password"))["Cache-Control"]


def test_the_password_can_be_changed_and_other_sessions_end(
    client: Client, person: User, client_as: Callable[[User], Client]
) -> None:
    sign_in(client)
    elsewhere = client_as(person)
    assert is_signed_in(elsewhere)
    new = "otter under the old bridge"
    client.post(reverse("change-password"), {"current": PASSWORD, "new": new})
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert sign_in(Client(), password=new) == "/"


@pytest.mark.parametrize(
    ("current", "new", "words"),
    [
        ("not mine", "otter under the old bridge", "That is not your current password"),
        (PASSWORD, "short", "too short"),
        (PASSWORD, "123456qwerty", "too common"),
    ],
)
def test_a_poor_new_password_is_refused(
    client: Client, person: User, current: str, new: str, words: str
) -> None:
    sign_in(client)
    page = client.post(reverse("change-password"), {"current": current, "new": new})
    assert words in page.content.decode()


def test_guessing_the_current_password_in_somebody_elses_chair_is_stopped(
    client: Client, person: User
) -> None:
    sign_in(client)
    new = "otter under the old bridge"
    for _ in range(throttle.MOST_ON_ACCOUNT):
        client.post(reverse("change-password"), {"current": "wrong", "new": new})
    page = client.post(reverse("change-password"), {"current": PASSWORD, "new": new})
    assert BARRED in page.content.decode()
    wrong = client.post(reverse("change-password"), {"current": "wrong", "new": new})
    assert BARRED in wrong.content.decode()
    assert "That is not your current password" not in wrong.content.decode()
    with as_maintenance():
        person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_password_hashed_with_older_settings_is_hashed_anew_at_sign_in(
    client: Client, person: User
) -> None:
    class Older(Argon2PasswordHasher):
        memory_cost = 16

    with as_maintenance():
        old = Older().encode(PASSWORD, "0123456789abcdef")
        User.objects.filter(pk=person.pk).update(password=old)
    assert sign_in(client) == "/"
    with as_maintenance():
        assert "m=16," not in User.objects.get(pk=person.pk).password
