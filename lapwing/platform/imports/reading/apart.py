"""What the process apart says of a file, passed on as it is said."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

from lapwing.platform.extraction.limits import LIMITS, Limits
from lapwing.platform.imports.reading.kinds import Reading
from lapwing.platform.imports.reading.refusals import RefusedFileError
from lapwing.platform.sandbox import Allowance, Ending, Event, run_apart

log = logging.getLogger(__name__)
_CHILD = "lapwing.platform.imports.reading.child"
_BROKE_OFF = (
    "The file could not be read to its end: it is damaged, or too large. Save it anew, or send it in parts."
)


def read_rows(data: bytes, kind: Reading, sheet: str = "", limits: Limits = LIMITS) -> Iterator[Event]:
    """Events of a reading: ``titles``, ``note``, ``sheets``, ``sheet``, ``rows`` and, at last, ``end``.

    Raises RefusedFileError with a sentence; what was said before that is then no file.
    """
    ending = Ending()
    allowance = Allowance(memory=limits.memory, seconds=limits.seconds)
    sent = json.dumps(sheet).encode() + b"\n" + data
    is_whole = False
    for event in run_apart(_CHILD, [kind], sent, allowance, ending):
        if "refused" in event:
            raise RefusedFileError(event["refused"], event["text"])
        is_whole = is_whole or "end" in event or "sheets" in event
        yield event
    if ending.late:
        raise RefusedFileError(
            "too-slow", f"The file could not be read within {limits.seconds:.0f} seconds. Send it in parts."
        )
    if not is_whole:
        log.warning("reading a %s file of rows broke off: %s", kind, ending.why)
        raise RefusedFileError("broke-off", _BROKE_OFF)
