"""CSV between semicolons, as Excel saves it: sub-actions as lettered rows, reviews that are no dates, BRAG."""

from __future__ import annotations

import csv
import io

from lapwing.contexts.improvement.files.tests.corpus.expected import Part, Promise, Said, Specimen, When

_TITLES = ("Action number", "Action", "Action owner", "Target date", "BRAG", "% complete", "Comments")
_ROWS = (
    ("1", "Improve the quality of annual reviews", "Annual Review Manager", "", "", "", ""),
    ("1a", "Train forty schools to run reviews", "Annual Review Manager", "30/11/2025", "Completed", "100%", ""),
    ("1b", "Check one review in ten", "Quality Officer", "31/03/2026", "On target", "40%", ""),
    ("2", "Publish a guide for after sixteen", "Post-16 Lead", "31/01/2026", "Off target", "10%", "The author left"),
    ("3", "Keep a list of all that is offered", "Local Offer Manager", "Review: July 2026", "Started", "50%", ""),
)  # fmt: skip


def build() -> bytes:
    found = io.StringIO()
    csv.writer(found, delimiter=";").writerows([_TITLES, *_ROWS])
    return found.getvalue().encode("cp1252")


def _day(words: str, day: str) -> tuple[When, ...]:
    return (When(words, day, day),)


SPECIMEN = Specimen(
    file="sorrelby.csv",
    layout="CSV: semicolons, lettered rows, BRAG, reviews",
    build=build,
    questions=1,
    promises=(
        Promise(
            ref="1",
            text="Improve the quality of annual reviews",
            owners=("Annual Review Manager", "Quality Officer"),
            progress="100%\n40%",
            parts=(
                Part(
                    "Train forty schools to run reviews",
                    "a",
                    _day("30/11/2025", "2025-11-30"),
                    (Said("Completed", "done"),),
                ),
                Part(
                    "Check one review in ten",
                    "b",
                    _day("31/03/2026", "2026-03-31"),
                    (Said("On target", "on track"),),
                ),
            ),
        ),
        Promise(
            ref="2",
            text="Publish a guide for after sixteen",
            owners=("Post-16 Lead",),
            due=_day("31/01/2026", "2026-01-31"),
            said=(Said("Off target", "off track"),),
            progress="% complete: 10%\nComments: The author left",
        ),
        Promise(
            ref="3",
            text="Keep a list of all that is offered",
            owners=("Local Offer Manager",),
            said=(Said("Started", "on track"),),
            progress="50%",
        ),
    ),
)
