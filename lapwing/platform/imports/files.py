"""The file of an import: kept among the documents from when it is sent until its rows are removed."""

from __future__ import annotations

from datetime import datetime

from lapwing.platform.access.actor import Actor
from lapwing.platform.documents import kinds
from lapwing.platform.documents.errors import MissingContentError
from lapwing.platform.documents.errors import RefusedFileError as NotKept
from lapwing.platform.documents.jobs import scan_first
from lapwing.platform.documents.keeping import drop_file, keep_file, open_file, remove_version
from lapwing.platform.documents.models import File
from lapwing.platform.documents.purposes import Purpose
from lapwing.platform.documents.scanning import ScannerDownError
from lapwing.platform.extraction.limits import LIMITS
from lapwing.platform.imports import access
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.models import DataImport
from lapwing.platform.imports.reading.refusals import RefusedFileError
from lapwing.platform.jobs.errors import TransientError

CODE = "import"
_REMOVED = "The time for which files that were brought in are kept is over."


def _may_read(actor: Actor, file: File) -> bool:
    return access.visible_to(actor, DataImport.objects.filter(file=file)).exists()


PURPOSE = Purpose(
    code=CODE,
    label="File that was brought in",
    kinds=frozenset({kinds.CSV, kinds.TEXT, kinds.MARKDOWN, kinds.JSON, kinds.EXCEL}),
    limit=LIMITS.bytes,
    may_read=_may_read,
    macros=True,
    previews=False,
)


def keep_content(*, by: Actor, partnership_id: int, name: str, data: bytes, now: datetime) -> File:
    """Keep the bytes of a file. Raises ImportRefusedError."""
    try:
        return keep_file(by=by, partnership_id=partnership_id, name=name, content=data, purpose=CODE, now=now)
    except NotKept as error:
        raise ImportRefusedError(str(error)) from error


def content_of(found: DataImport) -> bytes:
    """The bytes that were sent, once a scanner, when there is one, has looked through them.

    Raises RefusedFileError when they were removed, or malware is in them, and TransientError while the
    scanner does not answer.
    """
    try:
        if found.file is None:
            raise MissingContentError("The file was removed.")
        scan_first(found.file)
        with open_file(found.file) as content:
            return content.read()
    except ScannerDownError as error:
        raise TransientError("The scanner does not answer.") from error
    except MissingContentError as error:
        raise RefusedFileError("missing", f"{error} Send it again.") from error


def drop_content(file: File | None) -> None:
    """Remove the file of an import of which nothing came."""
    if file is not None:
        drop_file(file)


def remove_content(found: DataImport, now: datetime) -> None:
    """Remove the bytes of a file that was brought in; that it was sent stays on record."""
    for version in found.file.versions.all() if found.file else ():
        remove_version(version=version, reason=_REMOVED, now=now)
