"""How files arrive: each to a file aside, no further than its page takes, and refused while they arrive.

A page says what it takes with ``takes_files``; a page that says nothing takes one file as large as those that
are read here. Nobody who is not signed in sends any. What is too large is not written down at all: it is
read past, so that the page can still be answered with a sentence.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import IO, Any, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.urls import ResolverMatch

from lapwing.platform.documents.errors import NotKeptError, RefusedFileError
from lapwing.platform.documents.purposes import MEGABYTE, PURPOSES, Purpose, megabytes
from lapwing.platform.extraction.limits import LIMITS

_IN_MEMORY = 2 * MEGABYTE
# A body so much larger than what is taken is not even read past: the connection is closed.
_PATIENCE = 8

V = TypeVar("V", bound=Callable[..., Any])


class Upload(UploadedFile):  # type: ignore[type-arg]
    """A file as it arrived. ``refusal`` says why it may not be kept; there is nothing in it then."""

    refusal: RefusedFileError | None = None


def takes_files(*purposes: str, most: int = 1) -> Callable[[V], V]:
    """Say of a view for which purposes it takes files, and how many at once. Stands below ``@requires``."""

    def mark(view: V) -> V:
        view.takes_files = (purposes, most)  # type: ignore[attr-defined]
        return view

    return mark


class LimitedUploadHandler(FileUploadHandler):
    """Django's upload handler for every page: counts as bytes arrive, and keeps what is within the limit."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._left = self._limit = 0
        self._arrived = 0
        self._aside: IO[bytes] | None = None
        self._refusal: RefusedFileError | None = None

    def handle_raw_input(  # type: ignore[override]
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        """Work out what the page takes. Raises RequestDataTooBig for a body far beyond it."""
        assert self.request is not None
        self._limit, most = limit_of(self.request)
        self._left = self._limit * most
        if content_length > max(self._left * _PATIENCE, 64 * MEGABYTE):
            raise RequestDataTooBig("The body is far larger than anything taken here.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._aside = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._arrived, self._refusal = 0, None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._arrived += len(raw_data)
        self._left -= len(raw_data)
        if self._aside is None:
            return
        if self._arrived > self._limit or self._left < 0:
            self._refuse(too_large(self._limit))
            return
        try:
            self._aside.write(raw_data)
        except OSError:
            self._refuse(NotKeptError())

    def file_complete(self, file_size: int) -> Upload:
        made = Upload(
            file=self._aside or tempfile.SpooledTemporaryFile(),  # noqa: SIM115
            name=self.file_name,
            content_type=self.content_type,
            size=self._arrived,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        made.refusal = self._refusal
        made.seek(0)
        self._aside = None
        return made

    def upload_interrupted(self) -> None:
        if self._aside is not None:
            self._aside.close()

    def _refuse(self, refusal: RefusedFileError) -> None:
        self._refusal = refusal
        if self._aside is not None:
            self._aside.close()
            self._aside = None


def too_large(limit: int) -> RefusedFileError:
    """Why a file was not taken in while it arrived."""
    if not limit:
        return RefusedFileError("No file can be sent here. Sign in first.", "not-taken")
    return RefusedFileError(
        f"The file is larger than {megabytes(limit)}, which is the most that can be sent here. "
        "Take pictures and appendices out of it, or send a part.",
        "too-large",
    )


def limit_of(request: HttpRequest) -> tuple[int, int]:
    """The bytes that each file of this request may have, and how many files it may bring."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.user_id is None:
        return 0, 1
    match: ResolverMatch | None = request.resolver_match
    codes, most = getattr(match.func if match else None, "takes_files", ((), 1))
    purposes: list[Purpose] = [PURPOSES.known(code) for code in codes]
    return max((purpose.limit for purpose in purposes), default=LIMITS.bytes), most
