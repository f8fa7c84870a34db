"""The process apart that reads a file: ``python -m … MEMORY SECONDS KIND``; its name (as a line of JSON) and
the file are on standard input.

Says each element as it is found, then the document, then the plan. Three quarters of the time go to the
document at most, so that what was found of it can still be understood.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import PurePath
from types import FrameType
from typing import Any

from lapwing.contexts.improvement.interchange import to_json
from lapwing.platform.extraction.document import Document, Element, Kind
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.extract import write_down
from lapwing.platform.extraction.json_form import plain_element, to_plain
from lapwing.platform.extraction.writer import Writer
from lapwing.platform.sandbox import confine

_FOR_THE_DOCUMENT = 0.75
_PARTS = {Kind.PDF: "page", Kind.EXCEL: "sheet"}


class OutOfTime(BaseException):  # no error: nothing that handles errors may swallow it
    """The time for this part of the reading is over."""


def main(arguments: list[str]) -> None:
    """Read the file on standard input and say what is found."""
    memory, seconds, kind = arguments
    confine(int(memory), float(seconds))
    signal.signal(signal.SIGALRM, _out_of_time)
    name = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    document = _document(data, Kind(kind), name, float(seconds) * _FOR_THE_DOCUMENT)
    if document is not None:
        say(document=to_plain(document))
        _understand(document)


def say(**event: Any) -> None:
    """One thing found, as a line of JSON."""
    sys.stdout.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def _document(data: bytes, kind: Kind, name: str, seconds: float) -> Document | None:
    """The document, as far as time and memory allow; None when the file was refused."""
    part = _PARTS.get(kind, "part")
    writer = Writer(
        kind,
        PurePath(name).stem,
        progress=lambda done, of: say(step=[f"Reading {part} {min(done + 1, of)} of {of}", done, of]),
        listener=_say_element,
    )
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        write_down(data, writer)
    except UnreadableFileError as error:
        say(refused=error.code, text=str(error))
        return None
    except (OutOfTime, MemoryError):
        return writer.document(complete=False)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return writer.document()


def _say_element(element: Element, lines: list[str]) -> None:
    say(element=plain_element(element), lines=lines)


def _understand(document: Document) -> None:
    # here, because what understands plans is loaded only when there is something to understand
    from lapwing.contexts.improvement.reading.pipeline import read_document
    from lapwing.contexts.improvement.reading.trace import Trace

    say(step=["Understanding the plan", 1, 1])
    trace = Trace()
    plan = read_document(document, trace)
    say(plan=to_json(plan), trace=[str(step) for step in trace.steps])


def _out_of_time(signal_number: int, frame: FrameType | None) -> None:
    raise OutOfTime


if __name__ == "__main__":
    main(sys.argv[1:])
