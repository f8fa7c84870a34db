"""Others are told what changed, by reference and signed; and nothing inside is asked by way of us."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from lapwing.platform.access.acting import acting
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.notices.models import Notice
from lapwing.platform.webhooks import commands, keys, posting, sending
from lapwing.platform.webhooks.addresses import RefusedAddressError, checked_url, resolved
from lapwing.platform.webhooks.events import declared_events, record_event
from lapwing.platform.webhooks.models import DeliveryState, Webhook, WebhookDelivery
from lapwing.platform.webhooks.secrets import BOTH_COUNT
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
EVENT = "plan.changed"


@dataclass
class Receiver:
    """A web server on this machine that takes what is sent, and answers as it is told."""

    status: int = 204
    body: bytes = b""
    location: str = ""
    took: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?a=b"


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_TO_LOOPBACK = True
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.took.append((self.path, {name.lower(): each for name, each in self.headers.items()}, body))
            self.send_response(found.status)
            if found.location:
                self.send_header("Location", found.location)
            self.end_headers()
            self.wfile.write(found.body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_address[1]
    Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def administrator(partnership: Partnership) -> User:
    return factories.member(partnership, "partnership-administrator")


def make(by: User, partnership: Partnership, url: str, *events: str) -> tuple[Webhook, str]:
    with acting(actor_for(by, DAY), purpose="test") as actor:
        return commands.make_webhook(
            by=actor,
            now=NOW,
            partnership_id=partnership.pk,
            name="Data warehouse",
            url=url,
            events=events or (EVENT,),
        )


def happen(by: User, partnership: Partnership, event: str = EVENT, now: datetime = NOW) -> int:
    with acting(actor_for(by, DAY), purpose="test"):
        return record_event(event, partnership_id=partnership.pk, data=lambda: {"plan": "abc"}, now=now)


def send(at: datetime = NOW) -> int:
    return sending.send_what_waits(lambda: at)


def delivery() -> WebhookDelivery:
    with as_maintenance():
        return WebhookDelivery.objects.get()


def is_signed(took: tuple[str, dict[str, str], bytes], secret: str) -> bool:
    """As whoever receives checks it, by the Standard Webhooks' description."""
    _, headers, body = took
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    return f"v1,{expected}" in headers["webhook-signature"].split(" ")


def test_an_event_arrives_signed_and_holds_references_alone(
    receiver: Receiver, administrator: User, partnership: Partnership
) -> None:
    _, secret = make(administrator, partnership, receiver.url)
    assert happen(administrator, partnership) == 1
    assert send() == 1
    (took,) = receiver.took
    assert took[0] == "/hook?a=b"
    assert json.loads(took[2]) == {
        "type": EVENT,
        "timestamp": "2026-11-20T10:00:00Z",
        "data": {"plan": "abc"},
    }
    assert is_signed(took, secret)
    assert not is_signed((took[0], took[1], took[2] + b" "), secret)
    found = delivery()
    assert (found.state, found.answered, found.ref) == (DeliveryState.ARRIVED, 204, took[1]["webhook-id"])
    assert send() == 0


def test_only_those_are_told_who_asked_for_the_event(
    receiver: Receiver, administrator: User, partnership: Partnership, other_partnership: Partnership
) -> None:
    make(administrator, partnership, receiver.url, "status.reported")
    assert happen(administrator, partnership) == 0
    assert happen(administrator, partnership, "status.reported") == 1
    elsewhere = factories.member(other_partnership, "partnership-administrator")
    assert happen(elsewhere, other_partnership, "status.reported") == 0


def test_what_is_undone_is_not_told(
    receiver: Receiver, administrator: User, partnership: Partnership
) -> None:
    make(administrator, partnership, receiver.url)
    with transaction.atomic():
        happen(administrator, partnership)
        transaction.set_rollback(True)
    assert send() == 0


def test_what_does_not_arrive_is_tried_later_each_time_and_given_up(
    receiver: Receiver, administrator: User, partnership: Partnership
) -> None:
    make(administrator, partnership, receiver.url)
    happen(administrator, partnership)
    receiver.status = 500
    at = NOW
    for wait in sending.BACK_OFF:
        assert send(at) == 1
        assert send(at + wait - timedelta(seconds=1)) == 0
        at += wait
    assert send(at) == 1
    found = delivery()
    assert (found.state, found.words) == (DeliveryState.FAILED, "It answered 500.")
    assert len({took[1]["webhook-id"] for took in receiver.took}) == 1
    assert sending.ON_ITS_WAY.total_seconds() > posting.WHOLE


def test_a_redirect_is_not_followed(
    receiver: Receiver, administrator: User, partnership: Partnership
) -> None:
    receiver.status, receiver.location = 302, receiver.url
    make(administrator, partnership, receiver.url)
    happen(administrator, partnership)
    send()
    assert len(receiver.took) == 1
    assert delivery().state == DeliveryState.WAITING


def test_no_more_than_a_little_of_an_answer_is_read(
    receiver: Receiver, administrator: User, partnership: Partnership
) -> None:
    receiver.status, receiver.body = 200, b"x" * 5_000_000
    make(administrator, partnership, receiver.url)
    happen(administrator, partnership)
    send()
    assert delivery().state == DeliveryState.ARRIVED


def test_nobody_there_is_a_try_that_failed(
    settings: Any, administrator: User, partnership: Partnership
) -> None:
    settings.WEBHOOKS_TO_LOOPBACK = True
    # held, so that no other program listens there meanwhile
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        make(administrator, partnership, f"http://127.0.0.1:{held.getsockname()[1]}/")
        happen(administrator, partnership)
        send()
    assert delivery().words == "It could not be reached, or broke off."


@pytest.mark.slow
def test_who_answers_a_letter_at_a_time_is_cut_off(settings: Any) -> None:
    settings.WEBHOOKS_TO_LOOPBACK = True
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def drip() -> None:
            taken, _ = server.accept()
            with taken:
                taken.recv(1000)
                taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")
                # nothing more comes until the other end goes
                taken.recv(1)

        Thread(target=drip, daemon=True).start()
        answer = posting.post(resolved(f"http://127.0.0.1:{port}/"), b"{}", {}, whole=0.5)
    assert not answer.arrived or answer.status == 200


@pytest.mark.slow
def test_who_drips_its_handshake_is_cut_off(settings: Any) -> None:
    settings.WEBHOOKS_TO_LOOPBACK = True
    hung_up = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def drip() -> None:
            taken, _ = server.accept()
            with taken:
                taken.recv(4096)
                try:
                    # a record of many letters, one each tenth of a second: never so long that a wait runs out
                    taken.sendall(b"\x16\x03\x03\x3f\xff")
                    for _ in range(100):
                        taken.sendall(b"\0")
                        hung_up.wait(0.1)
                except OSError:
                    hung_up.set()

        Thread(target=drip, daemon=True).start()
        answer = posting.post(resolved(f"https://127.0.0.1:{port}/"), b"{}", {}, whole=0.5)
        assert hung_up.wait(60)
    assert answer == posting.Answer(None, "It could not be reached, or broke off.")


def test_while_the_secret_changes_both_count(
    receiver: Receiver, administrator: User, partnership: Partnership
) -> None:
    hook, before = make(administrator, partnership, receiver.url)
    with acting(actor_for(administrator, DAY), purpose="test") as by:
        after = commands.change_secret(by=by, now=NOW, partnership_id=partnership.pk, ref=hook.ref)
    for at in (NOW, NOW + BOTH_COUNT):
        happen(administrator, partnership, now=at)
        send(at)
    first, second = receiver.took
    assert is_signed(first, before)
    assert is_signed(first, after)
    assert is_signed(second, after)
    assert not is_signed(second, before)


def test_a_secret_outlives_a_change_of_the_secret_key(
    receiver: Receiver, administrator: User, partnership: Partnership, settings: Any
) -> None:
    hook, secret = make(administrator, partnership, receiver.url)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another " * 10
    with as_maintenance():
        assert keys.renew("default") == (1, 0)
        assert keys.renew("default") == (0, 0)
    settings.SECRET_KEY_FALLBACKS = []
    happen(administrator, partnership)
    send()
    assert is_signed(receiver.took[0], secret)
    with as_maintenance():
        lines = HistoryEntry.objects.filter(table_name="webhooks_webhook", row_id=hook.pk)
        kept = [
            said["sealed"] for line in lines for said in (line.old, line.new) if said and "sealed" in said
        ]
    assert set(kept) == {"[hidden]", "[hidden, changed]"}


def test_one_of_before_secrets_were_kept_signs_by_every_key_that_is_named_until_it_is_renewed(
    receiver: Receiver, administrator: User, partnership: Partnership, settings: Any
) -> None:
    hook, secret = make(administrator, partnership, receiver.url)
    with as_maintenance():
        Webhook.objects.filter(pk=hook.pk).update(sealed="")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another " * 10
    happen(administrator, partnership)
    send()
    with as_maintenance():
        assert keys.renew("default") == (1, 0)
    settings.SECRET_KEY_FALLBACKS = []
    happen(administrator, partnership)
    send()
    assert all(is_signed(took, secret) for took in receiver.took)
    assert len(receiver.took) == 2


def test_a_secret_that_no_key_opens_is_told_of_and_left(
    administrator: User, partnership: Partnership, settings: Any
) -> None:
    make(administrator, partnership, "https://example.org/")
    settings.SECRET_KEY = "another " * 10
    with as_maintenance():
        assert keys.renew("default") == (0, 1)


@pytest.mark.parametrize("listed", [("example.org",), (".example.org",), ()])
def test_only_hosts_that_are_listed_are_told(listed: tuple[str, ...], settings: Any) -> None:
    settings.WEBHOOK_HOSTS = listed
    taken = []
    for url in ("https://example.org/", "https://a.example.org/", "https://badexample.org/"):
        try:
            taken.append(checked_url(url))
        except RefusedAddressError as error:
            assert "lets webhooks tell" in str(error)  # noqa: PT017 - some are taken
    assert (
        taken
        == {
            ("example.org",): ["https://example.org/"],
            (".example.org",): ["https://a.example.org/"],
            (): [],
        }[listed]
    )


def test_an_address_that_fails_for_days_is_stopped_and_its_maker_told(
    receiver: Receiver, administrator: User, partnership: Partnership
) -> None:
    hook, _ = make(administrator, partnership, receiver.url)
    receiver.status = 410
    for at in (NOW, NOW + sending.STOP_AFTER):
        happen(administrator, partnership, now=at)
        send(at)
    with as_maintenance():
        stopped = Webhook.objects.get()
        assert stopped.stopped_at is not None
        assert Notice.objects.filter(user=administrator).count() == 1
    assert happen(administrator, partnership) == 0
    with acting(actor_for(administrator, DAY), purpose="test") as by:
        commands.begin_again(by=by, now=NOW, partnership_id=partnership.pk, ref=hook.ref)
    with as_maintenance():
        assert not Notice.objects.new().exists(), "it is told again, so there is nothing left to do"
    assert happen(administrator, partnership) == 1


def test_what_arrives_again_makes_the_failures_forgotten(
    receiver: Receiver, administrator: User, partnership: Partnership
) -> None:
    make(administrator, partnership, receiver.url)
    happen(administrator, partnership)
    receiver.status = 503
    send()
    receiver.status = 200
    send(NOW + timedelta(minutes=1))
    with as_maintenance():
        assert Webhook.objects.get().failing_since is None


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.org/", "ftp://example.org/", "https://", "example.org", "https://exa mple.org/"),
        *(
            "https://user:secret@example.org/",
            "https://example.org/#part",
            "https://localhost/",
            "https://[::1]/",
        ),
        *("https://127.0.0.1/", "https://10.0.0.8/", "https://192.168.1.1/", "https://169.254.169.254/meta"),
        *(
            "https://[::ffff:10.0.0.1]/",
            "https://[fe80::1]/",
            "https://[64:ff9b::a00:1]/",
            "https://0.0.0.0/",
        ),
        *("https://224.0.0.1/", "https://[fc00::1]/", "https://[2002:a00:1::]/", "https://example.org:x/"),
        *(
            "https://100.64.0.1/",
            "https://exämple.org/",
            "https://example.org/\\@10.0.0.1",
            "https://a/" + "x" * 500,
        ),
    ],
)
def test_only_public_addresses_are_taken(url: str) -> None:
    with pytest.raises(RefusedAddressError):
        checked_url(url)


@pytest.mark.parametrize("ip", ["127.0.0.1", "10.1.2.3", "::1", "fd00::2", "::ffff:192.168.0.9"])
def test_a_name_that_leads_inside_is_refused_when_it_is_asked(
    monkeypatch: pytest.MonkeyPatch, ip: str
) -> None:
    """One public answer beside an inner one is no excuse."""
    answers = [(0, 0, 0, "", ("93.184.215.14", 443)), (0, 0, 0, "", (ip, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(RefusedAddressError):
        resolved("https://inside.example.org/")


def test_the_address_that_was_judged_is_the_one_that_is_called(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name would answer otherwise a moment later; nobody asks it again."""
    place = resolved(receiver.url.replace("127.0.0.1", "localhost"))
    monkeypatch.setattr(socket, "getaddrinfo", _once_more(place.ip))
    posting.post(place, b"{}", {})
    ((_, headers, _),) = receiver.took
    assert headers["host"] == f"localhost:{receiver.port}"


def _once_more(ip: str) -> Callable[..., Any]:
    asked = socket.getaddrinfo

    def answer(host: str, *args: Any, **more: Any) -> Any:
        assert host == ip, "a name was asked again"
        return asked(host, *args, **more)

    return answer


def test_only_who_may_makes_webhooks(
    people: People, partnership: Partnership, other_partnership: Partnership
) -> None:
    elsewhere = factories.member(other_partnership, "partnership-administrator")
    for who in (people.owner, people.colleague, elsewhere):
        with pytest.raises(NotVisible):
            make(who, partnership, "https://example.org/")


def test_a_webhook_is_made_and_tried_on_its_pages(
    receiver: Receiver, administrator: User, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    client = client_as(administrator)
    form = {"name": "Warehouse", "url": receiver.url, "events": sorted(declared_events())}
    refused = client.post(
        reverse("webhook-make", args=[partnership.ref]), form | {"url": "https://10.0.0.1/"}
    )
    assert "not public" in refused.content.decode()
    made = client.post(reverse("webhook-make", args=[partnership.ref]), form).content.decode()
    assert "whsec_" in made
    with as_maintenance():
        ref = Webhook.objects.get().ref
    place, every = (
        reverse("webhook", args=[partnership.ref, ref]),
        reverse("webhooks", args=[partnership.ref]),
    )
    assert "Not told yet" in client.get(every).content.decode()
    client.post(reverse("webhook-test", args=[partnership.ref, ref]))
    send(datetime.now(UTC) + timedelta(seconds=1))
    page = client.get(place).content.decode()
    assert "Arrived" in page
    assert "Works" in client.get(every).content.decode()
    assert "whsec_" not in page
    again = reverse("webhook-tell-again", args=[partnership.ref, ref, delivery().ref])
    assert client.post(again).status_code == 302
    send(datetime.now(UTC) + timedelta(seconds=1))
    assert [json.loads(body)["type"] for _, _, body in receiver.took] == ["test", "test"]
    client.post(reverse("webhook-end", args=[partnership.ref, ref]))
    assert client.get(place).status_code == 404
