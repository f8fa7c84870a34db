"""CSV: one row an action, start and end in one cell, another partnership's words for how it stands."""

from __future__ import annotations

import csv
import io

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Said, Specimen, When

_TITLES = (
    "Action No",
    "Priority",
    "Action",
    "Action Lead",
    "Start - end",
    "Progress rating",
    "Evidence and impact",
)
_ROWS = (
    (
        "1", "Early help", "Run a play group, open to all, in every children's centre", "Children's Centre Manager",
        "Sept 2024 - July 2025", "Embedded", "All nine centres hold a group each week.",
    ),
    (
        "2", "Early help", "Screen the speech of all two-year-olds", "Health Visiting Manager",
        "Jan 2025 - Dec 2025", "Started but delayed", "",
    ),
    (
        "3", "Good plans", "Read each plan aloud with the young person", "SEND Team Manager",
        "April 2025 - March 2026", "On target", "Forty plans were read in the first term.",
    ),
    (
        "4", "Good plans", "Ask an outside reader to check ten plans a month", "Quality Manager",
        "May 2025 - Oct 2025", "Off target", "",
    ),
)  # fmt: skip
_DAYS = (
    (("2024-09-01", "2024-09-30"), ("2025-07-01", "2025-07-31")),
    (("2025-01-01", "2025-01-31"), ("2025-12-01", "2025-12-31")),
    (("2025-04-01", "2025-04-30"), ("2026-03-01", "2026-03-31")),
    (("2025-05-01", "2025-05-31"), ("2025-10-01", "2025-10-31")),
)
_STATUS = {
    "Embedded": "evidenced",
    "Started but delayed": "off track",
    "On target": "on track",
    "Off target": "off track",
}


def build() -> bytes:
    found = io.StringIO()
    csv.writer(found).writerows([_TITLES, *_ROWS])
    return found.getvalue().encode("utf-8-sig")


def _promise(row: tuple[str, ...], days: tuple[tuple[str, str], tuple[str, str]]) -> Promise:
    ref, _, text, owner, printed, word, progress = row
    start, end = printed.split(" - ")
    return Promise(
        ref=ref,
        text=text,
        owners=(owner,),
        key_area=row[1],
        due=(When(start, *days[0], "start"), When(end, *days[1])),
        said=(Said(word, _STATUS[word]),),
        progress=progress or None,
    )


SPECIMEN = Specimen(
    file="juniper.csv",
    layout="CSV: start and end in one cell, other status words",
    build=build,
    promises=tuple(_promise(row, days) for row, days in zip(_ROWS, _DAYS, strict=True)),
)
