"""Files that are two things at once, and names that are paths: what is kept, and how it is given out."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents import kinds, storing
from lapwing.platform.documents.errors import RefusedFileError
from lapwing.platform.documents.keeping import keep_file
from lapwing.platform.documents.models import File, FileVersion
from lapwing.platform.documents.purposes import MEGABYTE, PURPOSES, Purpose
from lapwing.platform.documents.tests import files
from lapwing.registry.actors import actor_for
from tests.attacks.asking import body_of, knocking, strongest, undone
from tests.world import World

SCRIPT = b"<script>alert(document.cookie)</script>"
HTML = b"<!doctype html><html><body>" + SCRIPT + b"</body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
# name of the file, what is in it
POLYGLOTS = [
    ("gif-and-script.gif", files.GIF + b"/*" + SCRIPT),
    ("gifar.gif", files.GIF + files.zipped({"a.class": b"\xca\xfe\xba\xbe"})),
    ("png-and-page.png", files.PNG + HTML),
    ("jpeg-and-page.jpg", files.JPEG + HTML),
    ("pdf-and-page.pdf", files.PDF + HTML),
    ("page-and-pdf.pdf", HTML + files.PDF),
    ("pdf-and-zip.pdf", files.PDF + files.zipped({"run.exe": b"MZ"})),
    ("zip-with-pdf-before.docx", files.PDF + files.word()),
    ("word-with-page.docx", files.word(**{"index.html": HTML})),
    ("word-with-comment.docx", files.zipped({"[Content_Types].xml": "x"}, comment=HTML)),
    ("page.txt", HTML),
    ("drawing.txt", SVG),
    ("drawing.png", SVG),
    ("page.csv", b"a,b\n" + HTML),
    ("byte-order.txt", "\ufeff".encode("utf-16-le") + HTML.decode().encode("utf-16-le")),
    ("seven-bit.txt", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-"),
    ("shell.txt", b"#!/bin/sh\nrm -rf /\n"),
    ("mime.txt", b"Content-Type: text/html\r\n\r\n" + HTML),
]
PATHS = [
    "../../../etc/cron.d/x.txt",
    "..\\..\\x.txt",
    "/etc/x.txt",
    "C:\\x.txt",
    "a/b/../../../x.txt",
    "..%2f..%2fx.txt",
    "x.txt\0.pdf",
    ".txt",
]


@pytest.fixture(autouse=True)
def takes_all_sorts(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Purpose(
        code="attacks",
        label="Attacks",
        kinds=frozenset({kinds.PDF, kinds.WORD, kinds.EXCEL}) | kinds.PICTURES | kinds.TEXTS,
        limit=MEGABYTE,
        may_read=lambda actor, file: bool(actor.roles_in(file.partnership_id)),
        previews=False,
    )
    monkeypatch.setitem(PURPOSES._known, made.code, made)


def keep(world: World, name: str, content: bytes) -> File:
    with acting(actor_for(strongest(world), timezone.localdate()), purpose="test") as by:
        return keep_file(
            by=by,
            partnership_id=world.partnership.pk,
            name=name,
            content=content,
            purpose="attacks",
            now=timezone.now(),
        )


@pytest.mark.parametrize(("name", "content"), POLYGLOTS, ids=[name for name, _ in POLYGLOTS])
def test_a_file_that_is_two_things_is_refused_or_runs_nowhere(
    world: World, name: str, content: bytes
) -> None:
    """What is kept is given out as a download in a sandbox, and never as anything that a browser runs."""
    client = world.client(strongest(world))
    with undone():
        try:
            file = keep(world, name, content)
        except RefusedFileError:
            return
        place = reverse("file-download", args=[world.partnership.ref, file.ref])
        for asked in (place, f"{place}?inline=1&download=0", f"{place}index.html"):
            answer = client.get(asked, headers={"accept": "text/html"})
            if answer.status_code == 404:
                continue
            assert answer["Content-Disposition"].startswith("attachment")
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in answer["Content-Security-Policy"]
            assert "script-src" not in answer["Content-Security-Policy"]
            kind = answer["Content-Type"]
            assert not any(each in kind for each in ("html", "svg", "xml;", "script", "x-shockwave"))
            assert body_of(answer) == content


def test_pages_and_drawings_are_refused_whatever_they_are_called(world: World) -> None:
    for name in ("a.html", "a.pdf", "a.docx", "a.png", "a.svg"):
        for content in (HTML, SVG):
            with undone(), pytest.raises(RefusedFileError):
                keep(world, name, content)


@pytest.mark.parametrize("name", PATHS, ids=ascii)
def test_a_name_reaches_no_folder(world: World, name: str) -> None:
    """The store's keys are made up; the name stands in the row and nowhere on the disk."""
    place = Path(settings.STORAGES["documents"]["OPTIONS"]["location"]).resolve()
    with undone():
        try:
            file = keep(world, name, b"words")
        except RefusedFileError:
            return
        with as_maintenance():
            version = FileVersion.objects.get(file=file)
        assert storing.is_key(version.key)
        assert (place / version.key).resolve().is_relative_to(place)
        assert not set("/\\\0") & set(file.name)


@pytest.mark.parametrize("key", ["../x", "/etc/passwd", "a/../../x", "35/..", "", "35/35d8\0", "35\\35d8"])
def test_the_store_reads_no_other_path(key: str) -> None:
    assert not storing.is_key(key)
    with pytest.raises(Exception), storing.fetch(key) as content:  # noqa: B017, PT011
        content.read()


@pytest.mark.parametrize(("name", "content"), [*POLYGLOTS, *((path, b"# A plan\n") for path in PATHS)])
def test_a_plan_to_be_read_is_kept_as_carefully(world: World, name: str, content: bytes) -> None:
    client = knocking(world.client(strongest(world)))
    place = reverse("improvement:import", args=[world.partnership.ref])
    with undone():
        with as_maintenance():
            before = set(File.objects.values_list("pk", flat=True))
        answer = client.post(place, {"name": "", "file": SimpleUploadedFile(name, content)})
        assert answer.status_code in {200, 302, 422}, "never a fault of ours"
        assert SCRIPT not in body_of(answer)
        with as_maintenance():
            kept = list(File.objects.exclude(pk__in=before))
        assert not any(set("/\\\0") & set(each.name) for each in kept)
        for each in kept:
            given = client.get(reverse("file-download", args=[world.partnership.ref, each.ref]))
            assert given.status_code == 200
            assert given["Content-Disposition"].startswith("attachment")
            assert "html" not in given["Content-Type"]


@pytest.mark.parametrize("parts", [{"../../evil.txt": b"x"}, {"/etc/evil": b"x"}, {"word/../../evil": b"x"}])
def test_a_part_of_an_office_file_that_is_a_path_is_written_nowhere(
    world: World, parts: dict[str, Any], tmp_path: Path
) -> None:
    content = files.word(**parts)
    with zipfile.ZipFile(BytesIO(content)) as packed:
        assert any(".." in name or name.startswith("/") for name in packed.namelist())
    outside = Path(settings.STORAGES["documents"]["OPTIONS"]["location"]).resolve().parent
    before = set(outside.glob("evil*"))
    with undone():
        try:
            keep(world, "plan.docx", content)
        except RefusedFileError:
            return
    assert set(outside.glob("evil*")) == before
