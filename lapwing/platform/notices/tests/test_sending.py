"""Sending, with a real mail server: what it takes, refuses, puts off, and what happens when it is away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.notices.catalogue import WORK, templates
from lapwing.platform.notices.models import Mail, Notice
from lapwing.platform.notices.outbox import send_mail_now
from lapwing.platform.notices.sending import _LOCK, BACK_OFF, GIVE_UP_AFTER, send_what_waits
from lapwing.platform.notices.telling import notify
from lapwing.platform.notices.tests.mail_server import (
    PASSWORD,
    USER,
    Mailboxes,
    certificate,
    mail_server,
    nobody_listens,
    sending_to,
)
from lapwing.platform.notices.tests.test_telling import NOON, mails, tell
from lapwing.registry.actors import actor_for
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def boxes() -> Iterator[Mailboxes]:
    """Mailboxes of a server that is up."""
    boxes = Mailboxes()
    with mail_server(boxes):
        yield boxes


def write_to(*addresses: str, at: datetime = NOON) -> None:
    for address in addresses:
        send_mail_now(to=address, template="invitation", url="/invitation/secret/", now=at)


def send(at: datetime = NOON) -> int:
    return send_what_waits(lambda: at)


def states() -> dict[str, str]:
    return {each.to: each.state for each in mails()}


def test_an_email_goes_out_once_and_its_link_is_wiped(boxes: Mailboxes) -> None:
    write_to("nina@example.org")
    assert send() == 1
    assert send() == 0

    [message], [mail] = boxes.messages, mails()
    assert boxes.recipients == [["nina@example.org"]]
    assert "https://lapwing.example.org/invitation/secret/" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert (mail.state, mail.url, mail.sent_at) == ("sent", "", NOON)


def test_an_email_is_plain_text_and_html_and_says_who_sent_it(boxes: Mailboxes) -> None:
    write_to("nina@example.org")
    send()
    [message] = boxes.messages
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["From"] == "Lapwing <lapwing@example.org>"
    assert message["Reply-To"] == "help@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == f"<{mails()[0].ref}@example.org>"
    assert "List-Unsubscribe" not in message


def test_an_email_that_can_be_switched_off_says_how(boxes: Mailboxes, people: People) -> None:
    tell(people.owner)
    send(NOON + WORK.patience)
    [message] = boxes.messages
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(
        r"<https://lapwing\.example\.org(/notices/stop/.+/)>", message["List-Unsubscribe"].strip()
    )
    assert address is not None
    assert Client(enforce_csrf_checks=True).post(address[1]).status_code == 200
    tell(people.owner)
    assert send(NOON + timedelta(hours=1)) == 0


def test_an_email_about_the_account_cannot_be_switched_off(boxes: Mailboxes, people: People) -> None:

    notify(people=[people.owner.pk], template="new-browser", partnership_id=None, url="/", now=NOON)
    send()
    assert "List-Unsubscribe" not in boxes.messages[0]
    assert "/stop/" not in boxes.messages[0].as_string()


POISON = "Quillfeather"


def test_no_word_of_a_record_gets_into_an_email(boxes: Mailboxes, people: People) -> None:
    """Every template there is, told to somebody in words that would be known anywhere."""

    with as_maintenance():
        people.owner.name = POISON
        people.owner.save()
    for code, template in templates().items():
        if template.kind is None:
            send_mail_now(to=f"{code}@example.org", template=code, url="/x/", now=NOON)
        else:
            words = dict.fromkeys(template.words, POISON)
            notify(people=[people.owner.pk], template=code, partnership_id=None, url="/x/", now=NOON, **words)
    with as_maintenance():
        notices = list(Notice.objects.all())
        # also those that would have waited for a summary
        for each in notices:
            Mail.objects.get_or_create(
                notice=each,
                defaults={
                    "user": people.owner, "to": people.owner.email, "template": each.template,
                    "url": each.url, "created_at": NOON, "try_at": NOON,
                },
            )  # fmt: skip
    send(NOON + timedelta(hours=1))

    assert len(boxes.messages) == len(templates())
    for message in boxes.messages:
        assert POISON not in message.as_string()
        assert not re.search(r"[{}]", message["Subject"])
        for part in message.iter_parts():
            assert POISON not in part.get_content()
            assert "/x/" in part.get_content()


@pytest.mark.parametrize("code", sorted(templates()))
def test_every_template_is_written_in_whole(code: str) -> None:
    template = templates()[code]
    assert template.subject
    assert template.button
    assert all(sentence.endswith((".", "?")) for sentence in template.sentences)
    assert template.sentences
    assert "{" not in "".join(template.sentences) + template.button
    assert template.kind is None or template.line
    assert not re.search(r"{(?!things})", template.subject)


def test_a_refused_recipient_is_marked_and_holds_up_nobody(boxes: Mailboxes) -> None:
    boxes.answer_to = lambda address: (
        "550 5.1.1 gone@example.org: no such user" if "gone" in address else None
    )
    write_to("anna@example.org", "gone@example.org", "zoe@example.org")
    assert send() == 2
    assert states() == {"anna@example.org": "sent", "gone@example.org": "refused", "zoe@example.org": "sent"}
    assert mails()[1].problem == "It answered 550: 5.1.1 …: no such user"
    assert send(NOON + timedelta(days=30)) == 0


def test_content_that_is_refused_is_refused_for_good(boxes: Mailboxes) -> None:
    boxes.answer_to_data = lambda: "554 5.7.1 looks like spam"
    write_to("anna@example.org")
    assert send() == 0
    assert mails()[0].state == "refused"


def test_a_greylisting_server_is_asked_again_later(boxes: Mailboxes) -> None:
    boxes.answer_to = lambda address: "451 4.7.1 greylisted, try again later"
    write_to("anna@example.org")
    assert send() == 0
    [mail] = mails()
    assert (mail.state, mail.tries, mail.try_at) == ("waiting", 1, NOON + BACK_OFF[0])

    boxes.answer_to = lambda address: None
    assert send(NOON + BACK_OFF[0] - timedelta(seconds=1)) == 0
    assert send(NOON + BACK_OFF[0]) == 1
    assert (mails()[0].state, mails()[0].problem) == ("sent", "")


def test_each_try_waits_longer_and_the_last_is_after_days(boxes: Mailboxes) -> None:
    boxes.answer_to = lambda address: "452 4.2.2 mailbox full"
    write_to("anna@example.org")
    moment, waits = NOON, []
    while mails()[0].state == "waiting":
        send(moment)
        waits.append(mails()[0].try_at - moment)
        moment = max(mails()[0].try_at, moment + timedelta(minutes=1))
    assert tuple(waits[: len(BACK_OFF)]) == BACK_OFF
    assert mails()[0].state == "refused"
    assert moment - NOON >= GIVE_UP_AFTER


def test_a_server_that_is_down_is_a_queue_and_no_loss() -> None:
    bound = nobody_listens()
    write_to("anna@example.org", "zoe@example.org")
    with sending_to(bound.getsockname()[1]):
        assert send() == 0
        # the first was tried; the others are not even taken up
        assert [each.tries for each in mails()] == [1, 0]
        for hours in range(1, 24 * 7):
            assert send(NOON + timedelta(hours=hours)) == 0
    assert set(states().values()) == {"waiting"}

    boxes = Mailboxes()
    with mail_server(boxes, at=bound):
        assert send(NOON + timedelta(days=8)) == 2
    assert sorted(boxes.recipients) == [["anna@example.org"], ["zoe@example.org"]]


def test_a_server_that_says_nothing_is_not_waited_for_without_end() -> None:
    import socket

    write_to("anna@example.org")
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        sending_to(silent.getsockname()[1], EMAIL_TIMEOUT=0.2),
    ):
        assert send() == 0
    assert mails()[0].problem == "The mail server hung up, or did not answer in time."
    assert mails()[0].state == "waiting"


def test_a_server_that_hangs_up_after_each_email_is_called_again(boxes: Mailboxes) -> None:
    answers = iter([None, "421 4.7.0 too many for one connection", None, None])
    boxes.answer_to = lambda address: next(answers)
    write_to("anna@example.org", "zoe@example.org")
    assert send() == 2


def test_without_a_mail_server_everything_waits() -> None:
    write_to("anna@example.org")
    with sending_to(0, EMAIL_HOST=""):
        assert send() == 0
    assert (mails()[0].state, mails()[0].tries) == ("waiting", 0)


# there is TLS from the first byte, which the server does not know of
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("kind", ["starttls", "tls"])
def test_it_is_sent_over_tls_with_user_and_password(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes, context = Mailboxes(), certificate(tmp_path, monkeypatch)
    options: dict[str, Any] = (
        {"tls_context": context, "require_starttls": True}
        if kind == "starttls"
        else {"ssl_context": context, "auth_require_tls": False}
    )
    write_to("anna@example.org")
    with (
        mail_server(boxes, authenticator=boxes.authenticate, auth_required=True, **options) as port,
        sending_to(
            port,
            EMAIL_USE_TLS=kind == "starttls",
            EMAIL_USE_SSL=kind == "tls",
            EMAIL_HOST_USER=USER,
            EMAIL_HOST_PASSWORD=PASSWORD,
        ),
    ):
        assert send() == 1
    assert boxes.users == [USER]
    assert kind == "tls" or boxes.secured == [True]


def test_a_wrong_password_is_the_services_problem_and_no_emails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes, context = Mailboxes(), certificate(tmp_path, monkeypatch)
    write_to("anna@example.org")
    with (
        mail_server(boxes, authenticator=boxes.authenticate, auth_required=True, tls_context=context) as port,
        sending_to(port, EMAIL_USE_TLS=True, EMAIL_HOST_USER=USER, EMAIL_HOST_PASSWORD="wrong"),
    ):
        assert send() == 0
    assert mails()[0].state == "waiting"
    assert mails()[0].problem == "The mail server does not accept our user name and password."


def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    boxes, context = Mailboxes(), certificate(tmp_path)
    write_to("anna@example.org")
    with mail_server(boxes, tls_context=context) as port, sending_to(port, EMAIL_USE_TLS=True):
        assert send() == 0
    assert boxes.messages == []
    assert "SSLCertVerificationError" in mails()[0].problem


def test_a_server_without_tls_is_given_nothing_when_tls_is_asked_for() -> None:
    boxes = Mailboxes()
    write_to("anna@example.org")
    with mail_server(boxes) as port, sending_to(port, EMAIL_USE_TLS=True):
        assert send() == 0
    assert boxes.messages == []


def test_what_was_read_in_lapwing_meanwhile_is_not_sent(boxes: Mailboxes, people: People) -> None:
    tell(people.owner)
    with as_maintenance():
        Notice.objects.update(seen_at=NOON)
    assert send(NOON + WORK.patience) == 0
    assert (mails()[0].state, boxes.messages) == ("dropped", [])


def test_whoever_waits_beside_their_work_has_time_to_see_it_first(boxes: Mailboxes, people: People) -> None:
    tell(people.owner)
    assert send() == 0
    assert send(NOON + WORK.patience) == 1


def test_whoever_has_left_meanwhile_is_sent_nothing(boxes: Mailboxes) -> None:
    leaver = factories.user()
    tell(leaver)
    with as_maintenance():
        leaver.is_active, leaver.closed_at = False, NOON
        leaver.save()
    assert send(NOON + WORK.patience) == 0
    assert mails()[0].state == "dropped"


def test_an_email_that_waits_for_quiet_hours_to_end_waits(boxes: Mailboxes, people: People) -> None:
    night = NOON.replace(hour=22)
    tell(people.owner, now=night)
    assert send(night) == 0
    assert send(NOON.replace(day=19, hour=7)) == 1


def test_two_runs_at_once_send_an_email_once(boxes: Mailboxes) -> None:
    write_to("anna@example.org")
    found: list[int] = []
    boxes.answer_to = lambda address: found.append(_from_elsewhere()) or None  # type: ignore[func-returns-value]
    assert send() == 1
    assert found == [0]


def _elsewhere() -> psycopg.Connection[Any]:
    """A connection beside the test's, as another worker has one."""
    settings = connection.get_connection_params()
    wanted = {name: settings[name] for name in ("dbname", "user", "host", "port") if name in settings}
    return psycopg.connect(**wanted)


def _from_elsewhere() -> int:
    """How many another worker could take at this moment: the lock of the run that is under way is held."""
    with _elsewhere() as other:
        row = other.execute("SELECT pg_try_advisory_lock(%s)::int", [_LOCK]).fetchone()
    assert row is not None
    return int(row[0])


def test_the_outbox_is_nobodys_to_read_but_ones_own(people: People) -> None:
    write_to("anna@example.org")
    tell(people.owner)
    with acting(NOBODY, purpose="test"):
        assert not Mail.objects.exists()

    with acting(actor_for(people.colleague, NOON.date()), purpose="test"):
        assert not Mail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_after_the_servers_answer_sends_the_same_email_again() -> None:
    """The trade-off that sending.py tells of: twice with one Message-ID, never not at all."""
    write_to("anna@example.org")
    boxes, deaths = Mailboxes(), iter([True, False])

    def die() -> None:
        if next(deaths):
            with _elsewhere() as other:
                other.execute("SELECT pg_terminate_backend(%s)", [session])

    boxes.answer_to_data = die
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (session,) = cursor.fetchone() or (0,)
    with mail_server(boxes):
        with pytest.raises(DatabaseError):
            send()
        connection.close()
        assert [each.state for each in mails()] == ["waiting"]
        assert send() == 1
    assert len(boxes.messages) == 2
    assert len({each["Message-ID"] for each in boxes.messages}) == 1


@pytest.mark.slow
def test_a_thousand_emails_go_out_one_by_one(boxes: Mailboxes) -> None:
    with as_maintenance():
        given = {"template": "invitation", "url": "/x/", "created_at": NOON, "try_at": NOON}
        Mail.objects.bulk_create(Mail(to=f"p{number}@example.org", **given) for number in range(1000))
    assert send_what_waits(lambda: NOON, seconds=600) == 1000
    assert len({each for [each] in boxes.recipients}) == 1000
    assert len({each["Message-ID"] for each in boxes.messages}) == 1000


def test_operators_see_how_it_stands_and_nobodys_address(boxes: Mailboxes) -> None:
    boxes.answer_to = lambda address: "550 no such user" if "gone" in address else "451 later"
    write_to("gone.person@example.org", "slow.person@example.org")
    send()
    where = factories.partnership()
    operator = factories.signed_in_client(factories.member(where, "service-operator"))
    page = operator.get(reverse("outgoing-mail")).content.decode()
    assert "g…@example.org" in page
    assert "s…@example.org" in page
    assert "person@example.org" not in page
    assert "It answered 550: no such user" in page

    boxes.answer_to = lambda address: None
    refused = next(each for each in mails() if each.state == "refused")
    operator.post(reverse("send-mail-again"), {"mail": refused.ref})
    operator.post(reverse("send-mail-again"))

    assert send(timezone.now()) == 2


def test_operators_are_told_that_no_server_is_set() -> None:
    operator = factories.signed_in_client(factories.member(factories.partnership(), "service-operator"))
    with sending_to(0, EMAIL_HOST=""):
        assert "No mail server is set" in operator.get(reverse("outgoing-mail")).content.decode()
