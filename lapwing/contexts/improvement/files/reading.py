"""Reads a file that somebody sent: a document by its kind, or the interchange form."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lapwing.contexts.improvement.interchange import InterchangeError, Plan, from_json, to_json
from lapwing.platform.extraction.document import Document, Element, Kind, Note
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.json_form import element_from_plain, from_plain
from lapwing.platform.extraction.limits import LIMITS, MEGABYTE, Limits
from lapwing.platform.extraction.sniff import kind_of
from lapwing.platform.sandbox import Allowance, Ending, Event, run_apart

log = logging.getLogger(__name__)

_CHILD = "lapwing.contexts.improvement.files.child"
# What Lapwing writes of the longest plans is a tenth of this. It is read here, where lists of nothing but
# lists would cost twenty times their length in memory.
_LONGEST_INTERCHANGE = 5 * MEGABYTE
# Actions, measures and questions together. Plans have hundreds; tens of thousands would make pages that
# nobody can load.
MOST_PARTS = 5_000


@dataclass(frozen=True)
class Step:
    """How far a reading has come: in words for people, and as steps done of steps in all."""

    words: str
    done: int
    of: int


@dataclass(frozen=True, kw_only=True)
class FileReading:
    """A file as it was read. ``document`` is None for the interchange form, which is no document.

    ``trace`` tells line by line how blocks, columns and fields were recognised.
    """

    name: str
    kind: Kind
    document: Document | None
    plan: Plan
    trace: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.plan.actions and not self.plan.measures


@dataclass
class _Heard:
    """What the process apart has said so far."""

    kind: Kind
    name: str
    elements: list[Element] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    document: Document | None = None
    plan: Plan | None = None
    trace: list[str] = field(default_factory=list)

    def take(self, event: Event, progress: Callable[[Step], None] | None) -> None:
        """Take in one thing said. Raises UnreadableFileError when it is a refusal."""
        if "refused" in event:
            raise UnreadableFileError(event["refused"], event["text"])
        if "element" in event:
            self.elements.append(element_from_plain(event["element"]))
            self.lines += event["lines"]
        elif "document" in event:
            self.document = from_plain(event["document"])
        elif "plan" in event:
            self.plan, self.trace = from_json(event["plan"]), event["trace"]
        elif "step" in event and progress is not None:
            progress(Step(*event["step"]))

    def so_far(self) -> Document:
        """The whole document, or as much of it as was read."""
        return self.document or Document(
            kind=self.kind,
            name=self.name,
            elements=tuple(self.elements),
            lines=tuple(self.lines),
            complete=False,
        )


def read_file(
    data: bytes, name: str, progress: Callable[[Step], None] | None = None, limits: Limits = LIMITS
) -> FileReading:
    """The plan in a file, within the limits of memory and time.

    A reading that takes too long is stopped, and what it had is given, with a note that says so. Raises
    UnreadableFileError with a sentence for the person who sent it.
    """
    kind = kind_of(data, name, limits)
    if kind is Kind.JSON:
        return FileReading(name=name, kind=kind, document=None, plan=_interchange(data))
    heard = _Heard(kind, name)
    ending = Ending()
    allowance = Allowance(memory=limits.memory, seconds=limits.seconds)
    # the name goes with the file: everybody on the machine may see what a process was started with
    sent = json.dumps(name).encode() + b"\n" + data
    for event in run_apart(_CHILD, [kind.value], sent, allowance, ending):
        heard.take(event, progress)
    if ending.failed:
        log.warning("reading a %s file broke off: %s", kind.value, ending.why)
    document = heard.so_far()
    if not document.lines:
        raise _nothing(ending, limits)
    plan = heard.plan or Plan(title=name)
    if _parts_of(plan) > MOST_PARTS:
        document = replace(document, notes=(*document.notes, _overfull(plan)))
        plan = Plan(title=name)
    if heard.plan is None or not document.complete:
        document = replace(document, notes=(*document.notes, _note(heard, ending, limits)))
    return FileReading(name=name, kind=kind, document=document, plan=plan, trace=tuple(heard.trace))


def _interchange(data: bytes) -> Plan:
    """The plan that another Lapwing wrote."""
    if len(data) > _LONGEST_INTERCHANGE:
        raise UnreadableFileError(
            "too-large",
            f"The JSON is longer than {_LONGEST_INTERCHANGE // MEGABYTE} MB. No plan that Lapwing wrote is.",
        )
    try:
        plan = from_json(data.decode("utf-8-sig"))
        to_json(plan).encode()  # half a character can be written in JSON, and nowhere else
        if _parts_of(plan) > MOST_PARTS:
            raise UnreadableFileError("too-large", _overfull(plan).text)
    except UnicodeError as error:
        raise UnreadableFileError(
            "not-text", "The JSON is not in UTF-8. Save it as UTF-8 and send that."
        ) from error
    except InterchangeError as error:
        raise UnreadableFileError(
            "not-interchange",
            f"This JSON is not a plan that Lapwing wrote: {error}. Send a file saved by “Download the plan”, "
            "or the plan itself.",
        ) from error
    return plan


def _parts_of(plan: Plan) -> int:
    return len(plan.actions) + len(plan.measures) + len(plan.questions)


def _overfull(plan: Plan) -> Note:
    counts = f"{len(plan.actions)} actions, {len(plan.measures)} measures and {len(plan.questions)} questions"
    return Note(
        "overfull",
        f"It reads as {counts}, far more than a plan has, so they were left out. "
        "Send the part that holds the plan.",
    )


def _nothing(ending: Ending, limits: Limits) -> UnreadableFileError:
    if ending.late:
        return UnreadableFileError(
            "too-slow",
            f"Nothing could be read within {limits.seconds:.0f} seconds. Send the part that holds the plan, "
            "or save the document anew.",
        )
    if ending.failed:
        return UnreadableFileError(
            "broke-off",
            "The file could not be read: it is damaged, or needs more memory than a plan may. Save it anew.",
        )
    return UnreadableFileError("no-text", "There are no words in the file. Is it the right one?")


def _note(heard: _Heard, ending: Ending, limits: Limits) -> Note:
    seconds = f"after {limits.seconds:.0f} seconds" if ending.late else "early"
    what = (
        "the rest of the document was not read"
        if heard.document is None or not heard.document.complete
        else "its tables were not understood, only its words are here"
    )
    return Note("cut-short", f"The reading was stopped {seconds}: {what}.")
