"""What kind of file of rows this is, told from its bytes."""

from __future__ import annotations

import re
from typing import Literal

from lapwing.platform.extraction.document import Kind
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.limits import LIMITS, MEGABYTE
from lapwing.platform.extraction.sniff import kind_of
from lapwing.platform.imports.reading.refusals import RefusedFileError

FileKind = Literal["csv", "excel", "json"]
# How a file is read: by its kind, or as a workbook that was made here and filled in.
Reading = Literal["csv", "excel", "json", "own-workbook"]
WORDS: dict[str, str] = {"csv": "CSV", "excel": "Excel", "json": "JSON"}

_JSON = re.compile(rb"\s*(?:\[\s*[{\]]|\{\s*[\"}])")
_TAKEN = "Send the rows as CSV, as Excel (.xlsx) or as JSON."
_SENTENCES = {
    "too-large": f"The file is larger than {LIMITS.bytes // MEGABYTE} MB. Send it in parts.",
    "empty": "The file is empty. Was it saved before it was sent?",
    "damaged": "The file is damaged: it breaks off or cannot be unpacked. Save it once more, and send that.",
    "zip-bomb": "The file unpacks to far more than a file of rows can hold, so it was not opened. "
    "Copy the rows into a new file, save it, and send that.",
    "encrypted": "The file is protected with a password. Take the password off (File, Info, Protect), save "
    "it, and send that.",
    "false-name": "The ending of the file's name is not what is in it. Open it, save it under the right "
    "kind, and send that.",
}


def kind_of_rows(data: bytes, name: str) -> FileKind:
    """The kind of a file. Raises RefusedFileError for one too large, empty, or of no kind that has rows."""
    try:
        found = kind_of(data, name)
    except UnreadableFileError as error:
        sentence = _SENTENCES.get(error.code, f"This is no file of rows. {_TAKEN}")
        raise RefusedFileError(error.code, sentence) from error
    if found is Kind.EXCEL:
        return "excel"
    if found is Kind.JSON or (found is not Kind.CSV and _JSON.match(data.removeprefix(b"\xef\xbb\xbf"))):
        return "json"
    if found in (Kind.CSV, Kind.TEXT, Kind.MARKDOWN):
        return "csv"
    raise RefusedFileError("wrong-type", f"This is a document, not a file of rows. {_TAKEN}")
