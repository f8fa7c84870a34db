"""Ends of lines in names and addresses, which would start a header or a line of a log of their own."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents.keeping import keep_file
from lapwing.platform.documents.names import clean_name
from lapwing.platform.notices import send_mail_now
from lapwing.platform.notices.letters import message_of
from lapwing.platform.notices.models import Mail
from lapwing.registry.actors import actor_for
from lapwing.registry.tests import factories
from tests.addresses import Address
from tests.attacks.asking import body_of, knocking, pages, strongest, undone
from tests.world import World

BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "%0d%0a", "\\r\\n", "嘊嘍"]
each_break = pytest.mark.parametrize("ends", BREAKS, ids=ascii)
PLANTED = "X-Planted"


def is_whole(answer: object) -> bool:
    """Whether no header was planted and none holds an end of a line."""
    headers = dict(answer.headers)  # type: ignore[attr-defined]
    return PLANTED not in headers and not any(
        end in f"{name}{value}" for name, value in headers.items() for end in ("\r", "\n", "\0")
    )


@each_break
def test_no_name_of_a_file_starts_a_header(world: World, ends: str) -> None:
    name = f'Notes{ends}{PLANTED}: yes{ends}{ends}<script>"; filename=evil.html; x="'
    who = strongest(world)
    with undone():
        with acting(actor_for(who, timezone.localdate()), purpose="test") as actor:
            file = keep_file(
                by=actor,
                partnership_id=world.partnership.pk,
                name=f"{name}.txt",
                content=b"words",
                purpose="for tests",
                now=timezone.now(),
            )
        answer = world.client(who).get(reverse("file-download", args=[world.partnership.ref, file.ref]))
        page = world.client(who).get(reverse("file-about", args=[world.partnership.ref, file.ref]))
    assert answer.status_code == 200
    assert is_whole(answer)
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert 'evil.html"' not in answer["Content-Disposition"].replace('\\"', "")
    assert b"<script>" not in page.content.replace(b"<script src", b"")


@each_break
@pytest.mark.parametrize("address", [each for each in pages() if not each.parts], ids=lambda each: each.name)
def test_no_query_starts_a_header(world: World, address: Address, ends: str) -> None:
    planted = f"/{ends}{PLANTED}: yes"
    query = "&".join(f"{name}={quote(planted)}" for name in ("next", "q", "search", "sort", "format", "x"))
    for who in (None, strongest(world)):
        with undone():
            answer = knocking(world.client(who)).get(f"{address.example(world)}?{query}")
        assert is_whole(answer)
        assert answer.status_code < 500


@each_break
def test_no_part_of_an_address_starts_a_header(world: World, ends: str) -> None:
    client = knocking(world.client(strongest(world)))
    for place in (
        f"/p/x{ends}{PLANTED}: yes",
        f"/p/{world.partnership.ref}{ends}{PLANTED}: yes/",
        f"/{ends}//",
    ):
        with undone():
            answer = client.get(quote(place))
        assert is_whole(answer)
        assert answer.status_code in {301, 302, 404}


@each_break
def test_no_address_of_a_person_starts_a_header_of_a_mail(world: World, ends: str) -> None:
    """Invitations are mailed to what the administrator typed."""
    place = reverse("invite", args=[world.partnership.ref])
    body = world.membership.organisation
    sent = {
        "name": f"Nina{ends}Bcc: mallory@elsewhere.example",
        "email": f"nina@example.org{ends}Bcc: mallory@elsewhere.example",
        "role": "councillor",
        "organisation": str(body.ref),
    }
    with undone():
        answer = world.client(strongest(world)).post(place, sent)
        with as_maintenance():
            written = [message_of(mail) for mail in Mail.objects.all()]
            sound = Mail.objects.filter(to__contains="mallory").count()
    assert answer.status_code in {200, 422}
    assert sound == 0
    assert not any(b"mallory" in message.message().as_bytes() for message in written)


@each_break
def test_no_name_in_a_mail_starts_a_header(world: World, ends: str) -> None:
    """Even if such an address had come into the outbox, the mail is not written."""
    with undone():
        who = factories.user(f"Nina{ends}Bcc: mallory@elsewhere.example")
        with acting(actor_for(who, timezone.localdate()), purpose="test"), as_maintenance():
            send_mail_now(to=who.email, template="invitation", url="/invitation/x/", now=timezone.now())
            message = message_of(Mail.objects.latest("pk")).message()
    assert message["Bcc"] is None
    assert "mallory" not in message.as_string()


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\windows\\system32\\config",
        "/etc/passwd",
        "C:\\boot.ini",
        "\\\\server\\share\\x.txt",
        "file:///etc/passwd",
        "a/../../b.txt",
        "....//....//x.txt",
        "..%2f..%2fx.txt",
        "x.txt\0.pdf",
        "\u202etxt.exe",
        ".htaccess",
        "CON.txt",
        "",
        ".",
        "..",
    ],
)
def test_no_name_is_a_path(name: str) -> None:
    cleaned = clean_name(name)
    assert cleaned
    assert not set("/\\\0:") & set(cleaned)
    assert cleaned.strip(".")
    assert not cleaned.startswith(".")
    assert cleaned.isprintable()


def test_a_reference_that_a_caller_sends_is_not_repeated(db: None) -> None:
    answer = Client().get("/sign-in/", headers={"x-request-id": "planted\nnothing"})
    assert "planted" not in answer["X-Request-ID"]
    assert b"planted" not in body_of(answer)
