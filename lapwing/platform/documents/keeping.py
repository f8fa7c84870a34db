"""Keep a file, open it, add a version to it, take one out: the functions other packages use.

file = keep_file(by=actor, partnership_id=1, name="A.docx", content=stream, purpose="plan draft", now=now)
with open_file(file) as content: ...
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from dataclasses import dataclass
from datetime import datetime
from typing import IO, BinaryIO, cast

from django.db import IntegrityError, transaction

from lapwing.platform.access.actor import Actor
from lapwing.platform.documents import storing
from lapwing.platform.documents.errors import MissingContentError
from lapwing.platform.documents.kinds import PREVIEWED
from lapwing.platform.documents.models import File, FileVersion, Pictures, State
from lapwing.platform.documents.names import clean_name, refuse_two_faces
from lapwing.platform.documents.purposes import PURPOSES, Purpose
from lapwing.platform.documents.refusing import refuse_other_kinds
from lapwing.platform.documents.scanning import scanner
from lapwing.platform.documents.telling import Found, refuse_a_false_name, size_of, tell_kind

_IN_MEMORY = 2 * 1024 * 1024


@dataclass(frozen=True)
class _Kept:
    """What lies in the store and has no row yet."""

    name: str
    key: str
    sha256: str
    size: int
    found: Found


@transaction.atomic
def keep_file(
    *,
    by: Actor,
    partnership_id: int,
    name: str,
    content: IO[bytes] | bytes,
    purpose: str,
    now: datetime,
    sent_in: str = "",
) -> File:
    """Keep a new file. ``sent_in`` is the key of a form: the same content sent in it twice is kept once.

    Streams from ``content`` to the store. Raises RefusedFileError with a sentence for the person who sent
    it, NotKeptError among them when the store is full or does not answer; nothing is kept then.
    """
    known = PURPOSES.known(purpose)
    kept = _store(known, name, content)
    try:
        with transaction.atomic():
            file = File.objects.create(
                partnership_id=partnership_id,
                purpose=purpose,
                name=kept.name,
                created_at=now,
                created_by_id=by.id,
            )
            _add_row(file, kept, known, by, now, sent_in)
    except IntegrityError:
        before = FileVersion.objects.filter(
            partnership_id=partnership_id, uploaded_by_id=by.id, sent_in=sent_in, sha256=kept.sha256
        )
        again = before.exclude(sent_in="").select_related("file").first()
        if again is None:
            raise
        storing.store().delete(kept.key)
        return again.file
    return file


@transaction.atomic
def add_version(
    *,
    by: Actor,
    file: File,
    name: str,
    content: IO[bytes] | bytes,
    now: datetime,
    sent_in: str = "",
) -> FileVersion:
    """Keep a further version, which is then in force. The content in force sent again changes nothing.

    Raises RefusedFileError, NotKeptError among them.
    """
    purpose = PURPOSES.known(file.purpose)
    kept = _store(purpose, name, content)
    locked = File.objects.select_for_update().get(pk=file.pk)
    current = locked.current
    if current is not None and current.sha256 == kept.sha256 and current.state != State.QUARANTINED:
        storing.store().delete(kept.key)
        return current
    last = locked.versions.order_by("-number").values_list("number", flat=True).first() or 0
    made = _add_row(locked, kept, purpose, by, now, sent_in, number=last + 1)
    locked.number, locked.name = made.number, made.name
    locked.save(update_fields=["number", "name"])
    file.number, file.name = locked.number, locked.name
    return made


def open_file(file: File) -> BinaryIO:
    """The content of the version in force, for code of ours. Raises MissingContentError."""
    current = file.current
    if current is None:
        raise MissingContentError("Every version of this file was taken out.")
    return open_version(current)


def open_version(version: FileVersion) -> BinaryIO:
    """The content of a version, unless malware was found in it or it was removed.

    Who may have it is asked before: see ``purposes.may_read``. Raises MissingContentError.
    """
    if version.removed_at is not None:
        raise MissingContentError("The content of this version was removed.")
    if version.state == State.QUARANTINED:
        raise MissingContentError("Malware was found in this version.")
    return cast(BinaryIO, storing.fetch(version.key))


def holds(file: File, content: IO[bytes]) -> bool:
    """Whether the version of a file in force has this very content. What may not be kept, no file holds."""
    current = file.current
    if current is None or getattr(content, "refusal", None):
        return False
    purpose = PURPOSES.known(file.purpose)
    with _seekable(content, purpose) as stream:
        if size_of(stream) != current.size:
            return False
        stream.seek(0)
        reader = _Reader(stream, purpose)
        while reader.read():
            pass
    return reader.hash.hexdigest() == current.sha256


@transaction.atomic
def void_version(*, by: Actor, version: FileVersion, reason: str, now: datetime) -> None:
    """Take a version out. The latest that stands and has its content is in force then.

    Voided twice, the first reason stands.
    """
    file = File.objects.select_for_update().get(pk=version.file_id)
    standing = file.versions.filter(voided_at=None)
    standing.filter(pk=version.pk).update(voided_at=now, voided_by_id=by.id, voided_reason=reason.strip())
    latest = standing.filter(removed_at=None).order_by("-number").first()
    file.number = latest.number if latest else 0
    file.name = latest.name if latest else file.name
    file.save(update_fields=["number", "name"])


@transaction.atomic
def drop_file(file: File) -> None:
    """Remove a file with all its versions: one that never became part of a record. The history tells."""
    keys = [key for version in file.versions.all() for key in keys_of(version)]
    file.delete()
    transaction.on_commit(lambda: remove_content(keys))


@transaction.atomic
def remove_version(*, version: FileVersion, reason: str, now: datetime) -> None:
    """Remove the bytes of a version for good; its row says when and why."""
    keys = keys_of(version)
    FileVersion.objects.filter(pk=version.pk, removed_at=None).update(
        removed_at=now, removed_reason=reason, pictures=Pictures.NONE, pages=0
    )
    transaction.on_commit(lambda: remove_content(keys))


def keys_of(version: FileVersion) -> list[str]:
    """Where the content of a version and its pictures lie."""
    return [version.key, *(picture_key(version, page) for page in range(1, version.pages + 1))]


def picture_key(version: FileVersion, page: int) -> str:
    """Where the picture of a page lies: beside its version."""
    return f"{version.key}.p{page}"


def remove_content(keys: list[str]) -> None:
    """Remove bytes that no row names any more. What fails is found by the nightly look through the store."""
    for key in keys:
        try:
            storing.store().delete(key)
        except Exception:
            storing.log.exception("The store of documents could not remove %s", key)


def _store(purpose: Purpose, name: str, content: IO[bytes] | bytes) -> _Kept:
    """Look at a file and write it to the store, hashing as it goes. Raises RefusedFileError."""
    if refusal := getattr(content, "refusal", None):
        raise refusal
    clean = clean_name(name)
    refuse_two_faces(clean)
    with _seekable(content, purpose) as stream:
        size = size_of(stream)
        if size > purpose.limit:
            raise purpose.too_large()
        found = tell_kind(stream, size, clean)
        refuse_other_kinds(found, purpose)
        refuse_a_false_name(found, clean)
        stream.seek(0)
        reader = _Reader(stream, purpose)
        key = storing.new_key()
        storing.put(key, cast(IO[bytes], reader))
    return _Kept(clean, key, reader.hash.hexdigest(), reader.size, found)


def _add_row(
    file: File, kept: _Kept, purpose: Purpose, by: Actor, now: datetime, sent_in: str, number: int = 1
) -> FileVersion:
    previewed = purpose.previews and kept.found.kind in PREVIEWED
    version = FileVersion.objects.create(
        partnership_id=file.partnership_id,
        file=file,
        number=number,
        name=kept.name,
        sha256=kept.sha256,
        size=kept.size,
        kind=kept.found.kind.code,
        macros=kept.found.macros,
        state=State.PENDING if scanner() else State.NOT_SCANNED,
        key=kept.key,
        sent_in=sent_in,
        uploaded_at=now,
        uploaded_by_id=by.id,
        pictures=Pictures.WAITING if previewed else Pictures.NONE,
    )
    # here, because the jobs keep what they find through this module
    from lapwing.platform.documents.jobs import look_after

    look_after(version)
    return version


def _seekable(content: IO[bytes] | bytes, purpose: Purpose) -> IO[bytes]:
    """The content as a stream that can be read twice; closing it leaves the caller's own open."""
    if isinstance(content, bytes):
        return io.BytesIO(content)
    if getattr(content, "seekable", lambda: True)() and hasattr(content, "seek"):
        return cast(IO[bytes], _Borrowed(content))
    spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    reader = _Reader(content, purpose)
    while block := reader.read(storing.BLOCK):
        spool.write(block)
    return cast(IO[bytes], spool)


class _Borrowed:
    """A stream of somebody else's, used in a ``with`` without closing it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.seek, self.read, self.tell = stream.seek, stream.read, stream.tell

    def seekable(self) -> bool:
        return True

    def __enter__(self) -> _Borrowed:
        return self

    def __exit__(self, *_: object) -> None:
        self.seek(0)


class _Reader:
    """Hands a stream on once, hashing and counting it. Raises RefusedFileError past the purpose's limit."""

    def __init__(self, stream: IO[bytes], purpose: Purpose) -> None:
        self._stream, self._purpose = stream, purpose
        self.hash = hashlib.sha256()
        self.size = 0
        self.closed = False

    def read(self, most: int = -1) -> bytes:
        block = self._stream.read(most if most and most > 0 else storing.BLOCK)
        self.size += len(block)
        if self.size > self._purpose.limit:
            raise self._purpose.too_large()
        self.hash.update(block)
        return block

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        self.closed = True
