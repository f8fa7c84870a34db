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
from lapwing.platform.notices.letters import message_of
from lapwing.platform.notices.models import Mail
from lapwing.platform.notices.outbox import send_mail_now
from lapwing.registry.actors import actor_for
from lapwing.registry.tests import factories
from tests.attacks.asking import body_of, knocking, pages, strongest, undone
from tests.world import World

BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "%0d%0a", "\\r\\n", "嘊嘍"]
each_break = pytest.mark.parametrize("ends", BREAKS, ids=ascii)
PLANTED = "X-Planted"
# What pages read of their addresses.
NAMES = ("next", "q", "search", "sort", "format", "x")


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


@pytest.mark.slow
def test_no_query_starts_a_header(world: World) -> None:
    """At every page that stands by itself, in every name that some page reads."""
    told = []
    clients = [knocking(world.client(who)) for who in (None, strongest(world))]
    for address in (each for each in pages() if not each.parts):
        for ends in BREAKS:
            planted = quote(f"/{ends}{PLANTED}: yes")
            query = "&".join(f"{name}={planted}" for name in NAMES)
            for client in clients:
                with undone():
                    answer = client.get(f"{address.example(world)}?{query}")
                if not is_whole(answer) or answer.status_code >= 500:
                    told.append((address.name, ends, answer.status_code))
    assert told == []


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
def test_no_invitation_starts_a_header_of_its_mail(world: World, ends: str) -> None:
    """It is mailed to what was typed: an address with ends of lines is none, a name is no header."""
    client, place = world.client(strongest(world)), reverse("invite", args=[world.partnership.ref])
    sent = {
        "name": "Nina New",
        "email": "nina.new@example.org",
        "role": "councillor",
        "organisation": world.membership.organisation.ref,
        "reason": "Sits on the committee",
    }
    with undone():
        before = letters()
        refused = client.post(
            place, sent | {"email": f"nina.new@example.org{ends}Bcc: mallory@elsewhere.example"}
        )
        assert "There is a problem" in refused.content.decode()
        assert letters() == before
        made = client.post(place, sent | {"name": f"Nina{ends}Bcc: mallory@elsewhere.example"})
        assert made.status_code == 200
        (mail,) = [each for each in letters() if each not in before]
        with as_maintenance():
            letter = message_of(Mail.objects.get(pk=mail)).message()
        assert (letter["To"], letter["Bcc"], letter["Cc"]) == ("nina.new@example.org", None, None)
        assert "mallory" not in letter.as_string()


def letters() -> list[int]:
    with as_maintenance():
        return list(Mail.objects.values_list("pk", flat=True))


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
