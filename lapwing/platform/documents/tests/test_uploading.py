"""How files arrive: no more of one is written down than its page takes."""

from __future__ import annotations

import io
import tempfile
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from lapwing.platform.documents.errors import NotKeptError
from lapwing.platform.documents.forms import UploadField, UploadForm
from lapwing.platform.documents.purposes import Purpose
from lapwing.platform.documents.tests.conftest import LIMIT
from lapwing.platform.documents.uploading import Upload, takes_files

BOUNDARY = "b0undary"


def posted(view: Any, *files: tuple[str, bytes], actor: int | None = 1) -> HttpRequest:
    parts = b"".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, content in files
    )
    request = RequestFactory().generic(
        "POST",
        "/",
        parts + f"--{BOUNDARY}--\r\n".encode(),
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
    )
    request.actor = SimpleNamespace(user_id=actor)  # type: ignore[attr-defined]
    request.resolver_match = SimpleNamespace(func=view)  # type: ignore[assignment]
    return request


@pytest.fixture
def view(purpose: Purpose) -> Any:
    @takes_files(purpose.code)
    def taking(request: HttpRequest) -> None:
        """A page that takes a file."""

    return taking


def sent(view: Any, *files: tuple[str, bytes], actor: int | None = 1) -> list[Upload]:
    return posted(view, *files, actor=actor).FILES.getlist("file")  # type: ignore[return-value]


def test_a_file_arrives_as_it_was_sent(view: Any) -> None:
    (file,) = sent(view, ("a.txt", b"words\r\nand more"))
    assert (file.name, file.size, file.refusal, file.read()) == ("a.txt", 15, None, b"words\r\nand more")


def test_a_file_over_the_limit_is_not_written_down(view: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []

    class Aside(io.BytesIO):
        def __init__(self, **_: Any) -> None:
            super().__init__()

        def write(self, data: Any) -> int:
            written.append(len(data))
            return super().write(data)

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", Aside)
    (file,) = sent(view, ("a.txt", b"x" * (LIMIT * 5)))
    assert "larger than 195 KB" in str(file.refusal)
    assert (file.read(), file.size) == (b"", LIMIT * 5)
    assert sum(written) <= LIMIT


def test_a_page_takes_as_many_files_as_it_says(purpose: Purpose) -> None:
    @takes_files(purpose.code, most=2)
    def two(request: HttpRequest) -> None:
        """A page that takes two files."""

    third = sent(two, *[(f"{n}.txt", b"x" * (LIMIT - 1)) for n in range(3)])
    assert [file.refusal is None for file in third] == [True, True, False]


def test_nobody_sends_files_without_signing_in(view: Any) -> None:
    (file,) = sent(view, ("a.txt", b"words"), actor=None)
    assert "Sign in first" in str(file.refusal)


def test_a_body_far_beyond_the_limit_is_not_read(view: Any) -> None:
    request = posted(view, ("a.txt", b"x"))
    request.META["CONTENT_LENGTH"] = str(10**10)
    with pytest.raises(RequestDataTooBig):
        len(request.FILES)


def test_a_page_that_says_nothing_takes_what_is_read_here(purpose: Purpose) -> None:
    assert sent(len, ("a.txt", b"x" * (LIMIT + 1)))[0].refusal is None


def test_a_full_disk_while_it_arrives_is_said_so(view: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def __init__(self, **_: Any) -> None:
            super().__init__()

        def write(self, data: Any) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", Full)
    (file,) = sent(view, ("a.txt", b"words"))
    assert isinstance(file.refusal, NotKeptError)
    assert "no room left" in str(file.refusal)


def form_of(purpose: Purpose) -> type[UploadForm]:
    class Sending(UploadForm):
        file = UploadField(purpose.code, label="Your notes", help_text="As they were taken.")

    return Sending


def test_the_field_says_what_it_takes(purpose: Purpose) -> None:
    shown = str(form_of(purpose)().field("file"))
    assert "As they were taken. PDF, Word (.docx), Excel (.xlsx), CSV, text" in shown
    assert "At most 195 KB." in shown
    assert ".docx" in shown
    assert ".docm" not in shown
    assert f'data-most-bytes="{LIMIT}"' in shown


def test_the_field_says_why_a_file_was_refused(view: Any, purpose: Purpose) -> None:
    files = posted(view, ("a.txt", b"x" * (LIMIT * 2))).FILES
    form = form_of(purpose)({}, files)
    assert "larger than 195 KB" in form.errors["file"][0]
    large = SimpleUploadedFile("a.txt", b"x" * (LIMIT + 1))
    assert "larger than 195 KB" in form_of(purpose)({}, {"file": large}).errors["file"][0]
    assert form_of(purpose)({}, {}).errors["file"] == ["Choose a file for your notes"]
    assert form_of(purpose)({}, posted(view, ("a.txt", b"words")).FILES).is_valid()


def test_each_form_that_is_shown_has_a_key_of_its_own(purpose: Purpose) -> None:
    keys = {form_of(purpose)()["sent_in"].value() for _ in range(3)}
    assert len(keys) == 3
