"""Files given out: to whom, as what, and what is said when they are not."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access_log.models import AccessLogEntry
from lapwing.platform.accounts.models import User
from lapwing.platform.documents import storing
from lapwing.platform.documents.keeping import add_version, keep_file, picture_key, remove_version
from lapwing.platform.documents.models import File, FileVersion, Pictures, State
from lapwing.platform.documents.purposes import PURPOSES, Purpose
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

NOTES = b"What was said."
Ask = Callable[..., HttpResponse]


@pytest.fixture
def file(purpose: Purpose, people: People, partnership: Partnership) -> File:
    with acting(actor_for(people.owner, timezone.localdate()), purpose="test") as by:
        return keep_file(
            by=by,
            partnership_id=partnership.pk,
            name="Notes.txt",
            content=NOTES,
            purpose=purpose.code,
            now=timezone.now(),
        )


@pytest.fixture
def ask(file: File, partnership: Partnership, client_as: Callable[[User], Client]) -> Ask:
    """Ask for a page of the file: ``ask(people.owner, "file-version", number=1)``."""

    def asked(who: User, name: str = "file-download", data: object = None, **parts: object) -> HttpResponse:
        place = reverse(name, kwargs={"partnership": partnership.ref, "file": file.ref, **parts})
        client = client_as(who)
        return client.get(place) if data is None else client.post(place, data)  # type: ignore[return-value]

    return asked


def body(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def words(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def set_version(file: File, **values: object) -> None:
    with as_maintenance():
        FileVersion.objects.filter(file=file).update(**values)


def test_a_file_is_downloaded_as_it_was_sent(ask: Ask, people: People) -> None:
    response = ask(people.colleague)
    assert (response.status_code, body(response)) == (200, NOTES)
    assert response["Content-Disposition"] == 'attachment; filename="Notes.txt"'
    assert response["Content-Length"] == str(len(NOTES))


def test_nothing_in_it_is_run_drawn_or_kept_by_the_browser(ask: Ask, people: People) -> None:
    response = ask(people.owner)
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Type"] == "text/plain"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("kind", ["html", "svg", "xml", "unknown", "no such kind"])
def test_what_browsers_would_run_is_sent_as_octets(ask: Ask, people: People, file: File, kind: str) -> None:
    set_version(file, kind=kind)
    assert ask(people.owner)["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("cynllun gwella – tŷ.txt", "text", "filename*=utf-8''cynllun%20gwella%20%E2%80%93%20t%C5%B7.txt"),
        ('say "so".txt', "text", 'filename="say \\"so\\".txt"'),
        ("notes", "text", 'filename="notes.txt"'),
        ("notes.odd", "pdf", 'filename="notes.odd.pdf"'),
    ],
)
def test_the_name_survives_the_header(
    ask: Ask, people: People, file: File, name: str, kind: str, said: str
) -> None:
    set_version(file, name=name, kind=kind)
    assert ask(people.owner)["Content-Disposition"] == f"attachment; {said}"


def test_unknown_and_forbidden_are_alike(
    ask: Ask, people: People, file: File, purpose: Purpose, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = ask(people.outsider)
    unknown = ask(people.owner, file="zzzzzzzzzzzz")
    monkeypatch.delitem(PURPOSES._known, purpose.code)
    unregistered = ask(people.owner)
    assert [each.status_code for each in (outside, unknown, unregistered)] == [404] * 3
    assert words(unknown) == words(unregistered)
    for name in ("file-about", "file-download"):
        assert ask(people.owner, name).status_code == 404
    assert ask(people.owner, "file-picture", number=1, page=1).status_code == 404


def test_the_owner_of_the_purpose_says_who_reads(
    ask: Ask, people: People, purpose: Purpose, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_managers = Purpose(
        code=purpose.code,
        label="",
        kinds=purpose.kinds,
        limit=purpose.limit,
        may_read=lambda actor, file: "programme-manager" in actor.roles_in(file.partnership_id),
    )
    monkeypatch.setitem(PURPOSES._known, purpose.code, only_managers)
    assert ask(people.owner).status_code == 200
    assert ask(people.colleague).status_code == 404


def test_a_file_is_not_reached_by_way_of_another_partnership(
    file: File, people: People, other_partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    place = reverse("file-download", kwargs={"partnership": other_partnership.ref, "file": file.ref})
    assert client_as(people.owner).get(place).status_code == 404
    assert client_as(people.outsider).get(place).status_code == 404


def test_a_download_is_written_in_the_access_log(ask: Ask, people: People, file: File) -> None:
    body(ask(people.colleague))
    with as_maintenance():
        line = AccessLogEntry.objects.get(actor_id=people.colleague.pk, what="download")
    assert (line.kind, line.ids) == ("documents.file", [file.pk])


def test_while_it_is_checked_only_its_sender_may_have_it(ask: Ask, people: People, file: File) -> None:
    set_version(file, state=State.PENDING)
    others = ask(people.colleague)
    assert (others.status_code, "This file is being checked" in words(others)) == (409, True)
    assert body(ask(people.owner)) == NOTES
    assert "until then only you can download it" in words(ask(people.owner, "file-about"))
    assert "Being checked" in words(ask(people.colleague, "file-about"))


def test_nobody_downloads_what_is_held_back(ask: Ask, people: People, file: File) -> None:
    set_version(file, state=State.QUARANTINED, scan_words="Eicar-Test")
    for who in (people.owner, people.colleague):
        refused = ask(who)
        assert (refused.status_code, "Malware was found" in words(refused)) == (409, True)
    about = ask(people.owner, "file-about")
    assert "Malware was found in this file (Eicar-Test)" in words(about)
    assert ">Download<" not in about.content.decode()


def test_what_was_removed_says_why(ask: Ask, people: People, file: File) -> None:
    with as_maintenance():
        version = FileVersion.objects.get(file=file)
        remove_version(version=version, reason="Its time was over.", now=timezone.now())
    assert "Its content is gone for good: Its time was over." in words(ask(people.owner))
    assert "Its content was removed: Its time was over." in words(ask(people.owner, "file-about"))


def test_content_that_is_missing_is_said_and_noted_for_operators(
    ask: Ask, people: People, file: File, caplog: pytest.LogCaptureFixture
) -> None:
    with as_maintenance():
        storing.store().delete(FileVersion.objects.get(file=file).key)
    assert "cannot be found" in words(ask(people.owner))
    assert "does not have" in caplog.text
    assert "Notes.txt" not in caplog.text


@pytest.fixture
def two_versions(file: File, people: People) -> File:
    with acting(actor_for(people.owner, timezone.localdate()), purpose="test") as by:
        add_version(by=by, file=file, name="Later.txt", content=b"Later", now=timezone.now())
    return file


def test_every_version_can_be_had(ask: Ask, people: People, two_versions: File) -> None:
    assert body(ask(people.colleague)) == b"Later"
    assert body(ask(people.colleague, "file-version", number=1)) == NOTES
    assert ask(people.colleague, "file-version", number=3).status_code == 404
    about = words(ask(people.colleague, "file-about"))
    assert "2 versions" in about
    assert "Version 2, in force" in about
    assert "Olive Owner" in about
    assert "Take out" not in about


def test_a_version_is_taken_out_by_who_may_and_with_a_reason(
    ask: Ask, people: People, two_versions: File
) -> None:
    assert ask(people.colleague, "file-version-take-out", number=2).status_code == 404
    assert ask(people.colleague, "file-version-take-out", {"reason": "x"}, number=2).status_code == 404
    empty = ask(people.owner, "file-version-take-out", {"reason": " "}, number=2)
    assert "Say why it is taken out" in words(empty)
    ask(people.owner, "file-version-take-out", {"reason": "Another matter"}, number=2)
    assert body(ask(people.colleague)) == NOTES
    assert "Taken out: Another matter" in words(ask(people.colleague, "file-about"))
    assert ask(people.owner, "file-version-take-out", number=2).status_code == 404
    ask(people.owner, "file-version-take-out", {"reason": "All of it"}, number=1)
    assert "This file was taken out" in words(ask(people.colleague))
    assert "Every version of this file was taken out" in words(ask(people.colleague, "file-about"))


def looks(person: User) -> list[list[int]]:
    """What stands in the access log of the records that a person opened."""
    with as_maintenance():
        return list(
            AccessLogEntry.objects.filter(actor_id=person.pk, what="record").values_list("ids", flat=True)
        )


def test_a_look_at_a_file_is_noted_once_with_all_its_pictures(
    client_as: Callable[[User], Client],
    ask: Ask,
    people: People,
    file: File,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_version(file, pictures=Pictures.READY, pages=2, pages_in_all=2)
    with as_maintenance():
        version = FileVersion.objects.get(file=file)
    for number in (1, 2):
        storing.put(picture_key(version, number), io.BytesIO(b"picture"))
    page = ask(people.colleague, "file-about").content.decode()
    places = re.findall(r'src="([^"]+look=[^"]+)"', page)
    assert len(places) == 2
    assert [client_as(people.colleague).get(place).status_code for place in places] == [200, 200]
    assert looks(people.colleague) == [[file.pk]]
    # the word of one person's look says nothing of another's
    assert client_as(people.owner).get(places[0]).status_code == 200
    assert looks(people.owner) == [[file.pk]]
    monkeypatch.setattr("lapwing.platform.documents.looks.HOLDS", timedelta(seconds=-1))
    assert client_as(people.colleague).get(places[0]).status_code == 200
    assert looks(people.colleague) == [[file.pk], [file.pk]], "after an hour it is a look of its own"


def test_pictures_are_shown_with_words_and_given_to_readers_alone(
    ask: Ask, people: People, file: File
) -> None:
    set_version(file, pictures=Pictures.READY, pages=2, pages_in_all=4)
    with as_maintenance():
        version = FileVersion.objects.get(file=file)
    storing.put(picture_key(version, 1), io.BytesIO(b"picture"))
    page = ask(people.colleague, "file-about").content.decode()
    assert 'alt="Page 1 of 4 of Notes.txt" loading="lazy"' in page
    assert "The first 2 of 4 pages" in page
    shown = ask(people.colleague, "file-picture", number=1, page=1)
    assert (body(shown), shown["Content-Type"]) == (b"picture", "image/webp")
    assert looks(people.colleague) == [[file.pk], [file.pk]], "the page about it, and a picture by itself"
    assert shown["Content-Security-Policy"].startswith("sandbox")
    for number, at in ((1, 0), (1, 2), (1, 3), (2, 1)):
        assert ask(people.colleague, "file-picture", number=number, page=at).status_code == 404
    assert ask(people.outsider, "file-picture", number=1, page=1).status_code == 404
    set_version(file, state=State.PENDING)
    assert ask(people.colleague, "file-picture", number=1, page=1).status_code == 404
