"""Background work and files of the gallery: plain values of the shape that those packages hand to the kit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lapwing.platform.ui.marks import StatusMark

_MORNING = dt.datetime(2026, 11, 30, 9, 5, tzinfo=dt.UTC)


@dataclass(frozen=True)
class SampleWork:
    """Work as its row has it."""

    ref: str
    title: str
    state: str
    words: str = ""
    done: int = 0
    of: int = 0
    attempt: int = 0
    problem: str = ""
    result_url: str = ""
    ended_at: dt.datetime = _MORNING
    next_try_at: dt.datetime | None = None


@dataclass(frozen=True)
class SampleStanding:
    """Work at a moment. It is over, so that the gallery does not go on asking how it stands."""

    work: SampleWork
    elapsed: dt.timedelta = dt.timedelta(seconds=80)
    left: dt.timedelta | None = None
    before: int = 0
    nobody_works: bool = False
    is_open: bool = False
    is_stopping: bool = False
    is_late: bool = False
    said: str = ""
    read_aloud: str = ""
    url: str = "#"


@dataclass(frozen=True)
class SampleFile:
    """A file in a list."""

    name: str
    what: str
    size: str
    mark: StatusMark
    who: str
    url: str = "#"
    about_url: str = "#"
    macros: bool = False
    number: int = 1
    in_force: bool = True
    when: dt.datetime = _MORNING
    taken_out: str = ""
    removed: str = ""
    take_out_url: str = ""


def gallery_work() -> list[SampleStanding]:
    """Work that runs, that is done and that failed."""
    running = SampleWork("running", "Reading the tide tables", "running", "Reading page 30 of 72", 30, 72)
    done = SampleWork("done", "Export: boats of the harbour", "done", result_url="#")
    failed = SampleWork(
        "failed",
        "Counting the boats",
        "failed",
        problem="The list of boats could not be read. Send it again as Excel or CSV.",
    )
    left = dt.timedelta(minutes=2)
    return [SampleStanding(running, left=left), SampleStanding(done), SampleStanding(failed)]


def gallery_files() -> list[SampleFile]:
    """A file that was checked, one that is being checked and one that is held back."""
    checked = StatusMark("Checked", "square", "green", "It was looked through, and nothing was found.")
    waits = StatusMark("Being checked", "ring", "grey", "It is being looked through for malware.")
    held = StatusMark("Held back", "triangle", "red", "Malware was found in it.")
    return [
        SampleFile("Survey of the harbour wall.pdf", "PDF", "1.2 MB", checked, "Ada Finch"),
        SampleFile("Boats.xlsm", "Excel", "80 KB", waits, "Bo Heron", macros=True),
        SampleFile("Lights.docx", "Word", "240 KB", held, "Bo Heron", url=""),
    ]
