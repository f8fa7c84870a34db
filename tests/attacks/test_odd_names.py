"""Names of files as somebody makes them who means harm, of files of rows and of plans sent to be read.

A name is only ever shown and given out, so it may hold no path, nothing that steers the words around it, no
end of a line, and no more than fits.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.http import parse_header_parameters

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents import storing
from lapwing.platform.documents.models import File, FileVersion
from lapwing.platform.documents.names import LONGEST
from tests.attacks.asking import body_of, knocking, strongest, undone
from tests.world import World

NAMES = [
    "../../../etc/cron.d/rows.csv",
    "..\\..\\windows\\rows.csv",
    "/etc/passwd/rows.csv",
    "C:\\rows.csv",
    "....//....//rows.csv",
    "..%2f..%2frows.csv",
    "rows\0.exe.csv",
    "rows\r\nX-Planted: yes\r\n.csv",
    "rows\n<script>alert(1)</script>.csv",
    "rows\x1b[31m\x07\x08\x7f.csv",
    "rows\u202evsc.exe.csv",
    "\u2066rows\u2069\u200e\u200f\u061c\ufeff.csv",
    "rows\u2028\u2029\x85.csv",
    f"{'x' * 800}.csv",
    # longer than a header of a part may be: not read at all
    f"{'x' * 5_000}.csv",
    f"{'🦢' * 60}.csv",
    "e\u0301" * 110 + ".csv",
    '"; filename="evil.html"; x=".csv',
    "=cmd|' /C calc'!A0.csv",
    ".csv",
    "con.csv",
]
ROWS = b"measure,from,to,value\nM1,2026-01-01,2026-01-31,1\n"
SENT = [
    # where it is sent, what goes with it, and a content that is taken there
    ("improvement:figures-send", {"place": "PLAN", "source": "Spreadsheet"}, ROWS),
    (
        "improvement:import",
        {"name": "", "text": ""},
        b"# A plan\n\n| No | Action |\n|---|---|\n| 1 | Agree |\n",
    ),
]
# Categories of letters that steer others or cannot be seen: control, format, half a character, line ends.
STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.slow
@pytest.mark.parametrize(("page", "beside", "content"), SENT, ids=["rows", "plans"])
def test_no_name_leads_anywhere_or_steers_anything(
    world: World, page: str, beside: dict[str, str], content: bytes
) -> None:
    client, place = knocking(world.client(strongest(world))), reverse(page, args=[world.partnership.ref])
    folder = Path(settings.STORAGES["documents"]["OPTIONS"]["location"]).resolve()
    sent = {name: str(world.ref_of("plan")) if value == "PLAN" else value for name, value in beside.items()}
    taken = 0
    for number, name in enumerate(NAMES):
        with undone(client):
            before = known_files()
            # each is another document, so that none leads to the draft of the one before
            body = multipart(sent, name, content + f"\n# {number}\n".encode())
            answer = client.post(place, body, content_type=f"multipart/form-data; boundary={BOUNDARY}")
            assert answer.status_code in ({400} if len(name) > 1_000 else {200, 302}), number
            assert b"<script>alert" not in body_of(answer)
            for row in kept_since(before):
                taken += 1
                assert is_plain(row.name), number
                assert (folder / key_of(row)).resolve().is_relative_to(folder)
                given = client.get(reverse("file-download", args=[world.partnership.ref, row.ref]))
                if given.status_code == 200:
                    assert is_one_header(given)
            for shown in (reverse("improvement:figures-imports", args=[world.partnership.ref]), place):
                assert client.get(shown).status_code == 200
    assert taken > len(NAMES) // 2


BOUNDARY = "boundary-of-the-parts"


def multipart(fields: dict[str, str], name: str, content: bytes) -> bytes:
    """A form as a program sends it that writes the name of its file in full, as RFC 5987 has it."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{each}"\r\n\r\n{value}\r\n'.encode()
        for each, value in fields.items()
    ]
    named = f"form-data; name=\"file\"; filename*=UTF-8''{quote(name, safe='')}"
    parts.append(f"--{BOUNDARY}\r\nContent-Disposition: {named}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def known_files() -> set[int]:
    with as_maintenance():
        return set(File.objects.values_list("pk", flat=True))


def kept_since(before: set[int]) -> list[File]:
    with as_maintenance():
        return list(File.objects.exclude(pk__in=before))


def key_of(file: File) -> str:
    with as_maintenance():
        key = FileVersion.objects.get(file=file).key
    assert storing.is_key(key)
    return key


def is_plain(name: str) -> bool:
    """Whether a name is words and an ending, and no more than fits."""
    return (
        0 < len(name) <= LONGEST
        and not set('/\\:<>"|?*\0') & set(name)
        and not name.startswith(".")
        and not any(unicodedata.category(letter) in STEERING for letter in name)
    )


def is_one_header(answer: Any) -> bool:
    """Whether the name stands in its header and starts no other."""
    header = answer["Content-Disposition"]
    kind, parameters = parse_header_parameters(header)
    return (
        (kind, set(parameters)) == ("attachment", {"filename"})
        and header.isprintable()
        and "X-Planted" not in answer.headers
    )
