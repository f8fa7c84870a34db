"""A second factor is asked of everybody whose role is not left out, and nothing goes round it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts import encryption, half_signed_in, throttle
from lapwing.platform.accounts.commands import as_oneself
from lapwing.platform.accounts.factors import keys
from lapwing.platform.accounts.factors.app_codes import WrongCodeError, take_code
from lapwing.platform.accounts.factors.tests.support import SECRET, code_at, give_app, give_codes
from lapwing.platform.accounts.jobs import send_password_link
from lapwing.platform.accounts.marks import CONFIRMED_AT, SECOND_FACTOR
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.proving import BARRED, WRONG_CODE, WRONG_RECOVERY_CODE
from lapwing.platform.accounts.sessions.models import SignInEvent
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.notices.models import Mail
from lapwing.registry.checks import roles_without_second_factor
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD, People, signed_in_client

SET_UP = "/account/second-factor/"


@pytest.fixture
def person(partnership: Partnership) -> User:
    """Sees colleagues' names and addresses, which are personal data."""
    who = factories.user("Pat Person", email="pat@example.org", password=PASSWORD)
    factories.membership(who, partnership, "partnership-administrator")
    return who


@pytest.fixture
def reader(partnership: Partnership) -> User:
    """Sees no personal data."""
    who = factories.user("Rea Reader", email="rea@example.org", password=PASSWORD)
    factories.membership(who, partnership, "councillor")
    return who


@pytest.fixture
def password_alone(settings: Settings) -> None:
    """Councillors come in by a password alone."""
    settings.PASSWORD_ALONE_ROLES = frozenset({"councillor"})


def sign_in(client: Client, who: User, **more: str) -> str:
    return str(client.post("/sign-in/", {"email": who.email, "password": PASSWORD, **more})["Location"])


def people_page(partnership: Partnership) -> str:
    return reverse("people", args=[partnership.ref])


def test_whoever_sees_personal_data_sets_one_up_before_anything_else(
    client: Client, person: User, partnership: Partnership
) -> None:
    sign_in(client, person)
    answer = client.get(people_page(partnership))
    assert answer.status_code == 302
    assert answer["Location"].startswith(SET_UP)
    assert "You need a second factor before you go on" in client.get(answer["Location"]).content.decode()
    for open_page in ("account", "help", "set-up-app", "add-passkey", "change-password"):
        assert client.get(reverse(open_page)).status_code == 200, open_page


def test_a_part_of_a_page_leads_the_whole_page_there(
    client: Client, person: User, partnership: Partnership
) -> None:
    sign_in(client, person)
    answer = client.get(people_page(partnership), headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith(SET_UP)


def test_whoever_sees_no_personal_data_sets_one_up_too(
    client: Client, reader: User, partnership: Partnership
) -> None:
    sign_in(client, reader)
    answer = client.get(reverse("partnership", args=[partnership.ref]))
    assert answer["Location"].startswith(SET_UP)


def test_a_role_that_is_left_out_comes_in_by_a_password_alone(
    client: Client, reader: User, partnership: Partnership, password_alone: None
) -> None:
    sign_in(client, reader)
    assert client.get(reverse("partnership", args=[partnership.ref])).status_code == 200


def test_whoever_holds_another_role_beside_it_does_not(
    client: Client, reader: User, partnership: Partnership, password_alone: None
) -> None:
    factories.membership(reader, partnership, "ehc-coordinator")
    sign_in(client, reader)
    assert client.get(reverse("partnership", args=[partnership.ref])).status_code == 302


def test_a_role_that_sees_personal_data_is_never_left_out(
    client: Client, person: User, partnership: Partnership, settings: Settings
) -> None:
    settings.PASSWORD_ALONE_ROLES = frozenset({"partnership-administrator", "no-such-role"})
    sign_in(client, person)
    assert client.get(people_page(partnership))["Location"].startswith(SET_UP)
    assert [found.id for found in roles_without_second_factor()] == ["lapwing.E001", "lapwing.E002"]
    settings.PASSWORD_ALONE_ROLES = frozenset({"parent-carer", "councillor"})
    assert roles_without_second_factor() == []


def test_in_a_demonstration_nobody_is_asked(
    person: User, partnership: Partnership, settings: Settings
) -> None:
    settings.DEMO = True
    client = signed_in_client(person, second_factor=False)
    assert client.get(people_page(partnership)).status_code == 200


def test_an_app_is_set_up_by_its_first_code_and_recovery_codes_follow(
    client: Client, person: User, partnership: Partnership
) -> None:
    sign_in(client, person)
    before = client.session.session_key
    page = client.get(reverse("set-up-app")).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    found = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page)
    assert found
    wrong = client.post(reverse("set-up-app"), {"code": "000000"})
    assert "not the code that the app should show" in wrong.content.decode()
    right = client.post(
        reverse("set-up-app"),
        {"code": code_at(timezone.now(), found[0]), "next": people_page(partnership)},
    )
    assert right["Location"].startswith(reverse("recovery-codes"))
    assert client.session.session_key != before
    assert client.get(people_page(partnership)).status_code == 200


def test_after_the_password_nobody_is_signed_in_until_the_second_factor(
    client: Client, person: User, partnership: Partnership
) -> None:
    give_app(person)
    where = sign_in(client, person, next=people_page(partnership))
    assert where.startswith(reverse("second-factor"))
    assert client.get(people_page(partnership))["Location"].startswith("/sign-in/")
    before = client.session.session_key
    assert WRONG_CODE in client.post(where, {"code": "000000"}).content.decode()
    answer = client.post(where, {"code": code_at(timezone.now()), "next": people_page(partnership)})
    assert answer["Location"] == people_page(partnership)
    assert client.session.session_key != before
    assert client.get(people_page(partnership)).status_code == 200


def test_a_code_lets_in_once(person: User, client: Client) -> None:
    give_app(person)
    code = code_at(timezone.now())
    for browser, status in ((client, 302), (Client(), 200)):
        sign_in(browser, person)
        assert browser.post(reverse("second-factor"), {"code": code}).status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(-2, 200), (2, 200)])
def test_a_code_of_another_time_does_not(person: User, client: Client, minutes: int, status: int) -> None:
    give_app(person)
    sign_in(client, person)
    code = code_at(timezone.now() + timedelta(minutes=minutes))
    assert client.post(reverse("second-factor"), {"code": code}).status_code == status


def test_a_clock_that_goes_back_makes_no_code_count_twice(person: User) -> None:
    give_app(person)
    now = timezone.now()
    with acting(as_oneself(person), purpose="test"):
        take_code(person, code=code_at(now), now=now)
        for back in (timedelta(seconds=30), timedelta(hours=1)):
            with pytest.raises(WrongCodeError):
                take_code(person, code=code_at(now - back), now=now - back)
        later = now + timedelta(minutes=1)
        take_code(person, code=code_at(later), now=later)


def test_guessing_codes_is_stopped_even_at_the_right_one(person: User, client: Client) -> None:
    give_app(person)
    sign_in(client, person)
    for _ in range(throttle.MOST_ON_ACCOUNT):
        client.post(reverse("second-factor"), {"code": "000000"})
    answer = client.post(reverse("second-factor"), {"code": code_at(timezone.now())})
    assert BARRED in answer.content.decode()


def test_a_recovery_code_lets_in_once(person: User, client: Client) -> None:
    give_app(person)
    code = give_codes(person)[0]
    sign_in(client, person)
    assert client.post(reverse("recovery-code"), {"code": code}).status_code == 302
    assert client.session[SECOND_FACTOR] == "recovery code"
    again = Client()
    sign_in(again, person)
    assert WRONG_RECOVERY_CODE in again.post(reverse("recovery-code"), {"code": code}).content.decode()


def test_a_recovery_code_shown_later_gives_the_session_a_new_key(reader: User, client: Client) -> None:
    sign_in(client, reader)
    give_app(reader)
    before = client.session.session_key
    client.post(reverse("recovery-code"), {"code": give_codes(reader)[0]})
    assert client.session[SECOND_FACTOR] == "recovery code"
    assert client.session.session_key != before
    assert client.get(reverse("account")).status_code == 200


def test_between_the_steps_there_are_ten_minutes(person: User, client: Client) -> None:
    give_app(person)
    sign_in(client, person)
    session = client.session
    held = session[half_signed_in.KEY]
    session[half_signed_in.KEY] = held | {"at": held["at"] - half_signed_in.VALID_FOR.total_seconds()}
    session.save()
    answer = client.post(reverse("second-factor"), {"code": code_at(timezone.now())})
    assert "This took too long" in answer.content.decode()


def test_a_new_password_ends_a_sign_in_that_is_half_done(person: User, client: Client) -> None:
    give_app(person)
    sign_in(client, person)
    with as_maintenance():
        person.set_password("otter under the old bridge")
        person.save()
    answer = client.post(reverse("second-factor"), {"code": code_at(timezone.now())})
    assert "This took too long" in answer.content.decode()


def test_a_session_without_it_cannot_add_one_where_there_is_one(person: User) -> None:
    """Otherwise whoever has the password alone would add a factor of their own."""
    give_app(person)
    client = signed_in_client(person, second_factor=False)
    for page in ("set-up-app", "add-passkey", "recovery-codes", "change-password"):
        assert client.get(reverse(page))["Location"].startswith(reverse("confirm-sign-in")), page
    by_password = client.post(reverse("confirm-sign-in"), {"password": PASSWORD})
    assert by_password.status_code == 200
    by_code = client.post(reverse("confirm-sign-in"), {"code": code_at(timezone.now())})
    assert by_code.status_code == 302
    assert client.get(reverse("set-up-app")).status_code == 200


def test_the_last_factor_stays_for_those_who_must_have_one(
    person: User, reader: User, password_alone: None
) -> None:
    for who, words in ((person, "This is your only second factor"), (reader, "")):
        give_app(who)
        answer = signed_in_client(who).post(reverse("remove-app"))
        assert answer.status_code == (200 if words else 302)
        assert words in answer.content.decode()
        with as_maintenance():
            assert Authenticator.objects.filter(user=who).exists() == bool(words)


def test_one_of_two_factors_is_removed_and_told_of_and_nobody_elses(person: User, reader: User) -> None:
    give_app(person)
    with as_maintenance():
        numbers = [
            Authenticator.objects.create(
                user=who, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key", "credential": {}}
            ).pk
            for who in (person, reader)
        ]
    client = signed_in_client(person)
    for number in numbers:
        client.post(reverse("remove-passkey", args=[number]))
    with as_maintenance():
        left = list(Authenticator.objects.values_list("user_id", "type").order_by("pk"))
        told = SignInEvent.objects.get(user=person, kind="factor-removed")
    assert left == [(person.pk, "totp"), (reader.pk, "webauthn")]
    assert told.how == "passkey “Blue key”"


@pytest.mark.parametrize(
    "page", ["set-up-app", "add-passkey", "recovery-codes", "remove-app", "change-password"]
)
def test_sensitive_pages_ask_again_after_a_while(person: User, page: str) -> None:
    client = signed_in_client(person, recent=False)
    assert client.get(reverse(page))["Location"].startswith(reverse("confirm-sign-in"))
    session = client.session
    session[CONFIRMED_AT] = timezone.now().timestamp() + 3600
    session.save()
    assert client.get(reverse(page)).status_code == 302, "a moment in the future counts for nothing"


def test_what_was_sent_is_one_press_away_after_confirming(person: User) -> None:
    client = signed_in_client(person, recent=False)
    new = "otter under the old bridge"
    asked = client.post(reverse("change-password"), {"current": PASSWORD, "new": new})
    assert new not in str(dict(client.session))
    back = client.post(asked["Location"], {"password": PASSWORD})
    assert back["Location"] == reverse("carry-on")
    page = client.get(back["Location"]).content.decode()
    assert f'value="{new}"' in page
    assert f'action="{reverse("change-password")}"' in page
    assert client.get(reverse("carry-on"))["Location"] == reverse("account")


def test_recovery_codes_are_shown_once(person: User) -> None:
    give_app(person)
    client = signed_in_client(person)
    page = client.post(reverse("recovery-codes")).content.decode()
    codes = re.findall(r"<li>(\d{5} \d{5})</li>", page)
    assert len(codes) == 10
    assert "data:text/plain" in page
    assert codes[0] not in client.get(reverse("recovery-codes")).content.decode()


def test_nobody_else_reads_or_changes_a_factor(people: People, person: User) -> None:
    give_app(person)
    for who in (NOBODY, as_oneself(people.colleague), as_oneself(people.outsider)):
        with acting(who, purpose="test"):
            assert not Authenticator.objects.exists()
            assert not Authenticator.objects.update(last_used_at=timezone.now())
            assert Authenticator.objects.all().delete()[0] == 0
            with pytest.raises(ProgrammingError), transaction.atomic():
                Authenticator.objects.create(user=person, type="webauthn", data={"name": "mine"})
    with acting(as_oneself(person), purpose="test"):
        assert Authenticator.objects.count() == 1


@pytest.mark.parametrize(
    "table",
    [
        "account_emailaddress",
        "account_emailconfirmation",
        "socialaccount_socialapp",
        "socialaccount_socialtoken",
    ],
)
def test_tables_that_are_not_used_are_closed(db: None, table: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")


def test_secrets_are_encrypted_and_stay_out_of_the_history(person: User) -> None:
    give_app(person)
    with as_maintenance():
        kept = Authenticator.objects.get(user=person)
        lines = HistoryEntry.objects.filter(table_name="mfa_authenticator", row_id=kept.pk)
        assert [line.new["data"] for line in lines if line.new] == ["[hidden]"]
    assert SECRET not in str(kept.data)
    assert encryption.decrypt(kept.data["secret"]) == SECRET


def test_the_secret_key_can_be_changed_and_the_old_one_named(settings: Settings) -> None:
    kept = encryption.encrypt("secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another " * 10
    assert encryption.decrypt(kept) == "secret"
    renewed = encryption.renewed(kept)
    settings.SECRET_KEY_FALLBACKS = []
    assert encryption.decrypt(renewed) == "secret"
    with pytest.raises(encryption.UnreadableSecretError):
        encryption.decrypt(kept)


def test_secrets_of_factors_are_encrypted_anew_and_the_old_key_is_wanted_no_more(
    person: User, settings: Settings
) -> None:
    give_app(person)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another " * 10
    with as_maintenance():
        assert keys.renew("default") == (1, 0)
        assert keys.renew("default") == (0, 0)
        settings.SECRET_KEY_FALLBACKS = []
        kept = Authenticator.objects.get(user=person)
        assert encryption.decrypt(kept.data["secret"]) == SECRET
        settings.SECRET_KEY = "a third " * 10
        assert keys.renew("default") == (0, 1)


def test_a_forgotten_password_is_answered_alike_and_does_not_go_round_the_second_factor(
    client: Client, person: User
) -> None:
    pages = [
        client.post(reverse("forgotten-password"), {"email": email}).content
        for email in (person.email, "nobody@example.org")
    ]
    assert pages[0] == pages[1]
    give_app(person)
    send_password_link(ref="nobodys-ref0")
    send_password_link(ref=person.ref)
    with as_maintenance():
        (mail,) = Mail.objects.filter(template="forgotten-password")
    assert mail.to == person.email
    answer = client.post(mail.url, {"new": "otter under the old bridge"})
    assert answer["Location"] == reverse("second-factor")
    assert client.get(reverse("account")).status_code == 302


def test_a_lost_factor_is_reset_by_who_looks_after_the_person(
    person: User, reader: User, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    give_app(reader)
    theirs = client_as(reader)
    address = reverse("reset-second-factor", args=[partnership.ref, reader.ref])
    assert client_as(person).post(address, {"reason": "Lost her phone"}).status_code == 302
    assert theirs.get(reverse("account")).status_code == 302
    with as_maintenance():
        assert not Authenticator.objects.filter(user=reader).exists()
        line = HistoryEntry.objects.filter(table_name="accounts_user", row_id=reader.pk).latest("id")
    assert (line.actor_id, line.reason) == (person.pk, "Lost her phone")
    own = reverse("reset-second-factor", args=[partnership.ref, person.ref])
    assert "on the page Your account" in client_as(person).post(own, {"reason": "x"}).content.decode()


def test_nobody_resets_a_factor_of_somebody_who_works_elsewhere_too(
    person: User,
    reader: User,
    partnership: Partnership,
    other_partnership: Partnership,
    client_as: Callable[[User], Client],
) -> None:
    give_app(reader)
    factories.membership(reader, other_partnership, "councillor")
    address = reverse("reset-second-factor", args=[partnership.ref, reader.ref])
    assert "do not look after" in client_as(person).post(address, {"reason": "x"}).content.decode()
    with as_maintenance():
        assert Authenticator.objects.filter(user=reader).exists()


@pytest.mark.parametrize("password", ["lapwinglapwing1", "Larkshire-SEND-2026", "Larkshire!Larkshire!"])
def test_names_of_this_place_make_no_password(person: User, password: str) -> None:
    page = signed_in_client(person).post(reverse("change-password"), {"current": PASSWORD, "new": password})
    assert "mostly the name of a service or place" in page.content.decode()


def test_a_password_may_be_long_and_is_asked_for_no_kinds_of_characters(person: User) -> None:
    long = "correct horse battery staple " * 5
    answer = signed_in_client(person).post(reverse("change-password"), {"current": PASSWORD, "new": long})
    assert answer.status_code == 302
