"""Excel: a key to colours, two sheets of actions with merged headers, and one of measures."""

from __future__ import annotations

from datetime import date

from lapwing.contexts.improvement.files.tests.corpus.expected import (
    Aim,
    Gauge,
    Line,
    Promise,
    Said,
    Specimen,
    When,
)
from lapwing.contexts.improvement.files.tests.corpus.making import Box, excel

_GREEN, _AMBER, _RED, _BLUE = "92D050", "FFC000", "FF0000", "00B0F0"


def _head(title: str) -> list[list[str | Box]]:
    return [
        [Box(title, columns=8, bold=True)],
        [
            Box("No.", rows=2, bold=True),
            Box("What we will do", rows=2, bold=True),
            Box("Who", columns=2, bold=True),
            Box("Timescale", columns=2, bold=True),
            Box("Progress rating", columns=2, bold=True),
        ],
        [
            Box(each, bold=True)
            for each in ("Lead", "Organisation", "Start date", "End date", "Spring 2025", "Summer 2025")
        ],
    ]


def build() -> bytes:
    return excel(
        About=[
            ["Fernhollow SEND and Alternative Provision Strategy: implementation plan"],
            ["Key to progress"],
            [Box("", fill=_BLUE), "Completed and embedded"],
            [Box("", fill=_GREEN), "On track"],
            [Box("", fill=_AMBER), "Started but delayed"],
            [Box("", fill=_RED), "Not started and overdue"],
        ],
        Priority_1=[
            *_head("Priority 1: Schools that include"),
            [
                "1",
                "Offer every school a SEND review by another school",
                "School Improvement Lead",
                "Fernhollow Council",
                "01/09/2024",
                "31/07/2025",
                Box("", fill=_GREEN),
                Box("", fill=_BLUE),
            ],
            [
                "2",
                "Pay schools for the first six weeks of support without a plan",
                "Head of High Needs Funding",
                "Fernhollow Council",
                "01/04/2025",
                "31/03/2026",
                Box("", fill=_AMBER),
                Box("", fill=_GREEN),
            ],
        ],
        Priority_2=[
            *_head("Priority 2: Back into school"),
            [
                "3",
                "Visit each pupil out of school within two weeks",
                "Inclusion Manager",
                "Fernhollow Council",
                "01/09/2025",
                "31/12/2025",
                "",
                Box("", fill=_RED),
            ],
        ],
        Measures=[
            ["KPI", "Baseline", "Baseline date", "Target 2025", "Target 2026", "Source of data"],
            ["Permanent exclusions of pupils with SEND", "22", "July 2024", "18", "12", "School census"],
            [
                "Pupils out of school for more than four weeks",
                "64",
                "July 2024",
                "40",
                "20",
                "Inclusion team",
            ],
        ],
    )


def _when(start: str, end: str) -> tuple[When, ...]:
    def iso(day: str) -> str:
        first, month, year = map(int, day.split("/"))
        return date(year, month, first).isoformat()

    return (When(start, iso(start), iso(start), "start"), When(end, iso(end), iso(end)))


SPECIMEN = Specimen(
    file="fernhollow.xlsx",
    layout="Excel: sheets, merged headers, colours by key",
    build=build,
    promises=(
        Promise(
            ref="1",
            text="Offer every school a SEND review by another school",
            group="Schools that include",
            owners=("School Improvement Lead, Fernhollow Council",),
            due=_when("01/09/2024", "31/07/2025"),
            said=(
                Said("On track", "on track", "Spring 2025", "2025-03-31"),
                Said("Completed and embedded", "evidenced", "Summer 2025", "2025-07-31"),
            ),
        ),
        Promise(
            ref="2",
            text="Pay schools for the first six weeks of support without a plan",
            group="Schools that include",
            owners=("Head of High Needs Funding, Fernhollow Council",),
            due=_when("01/04/2025", "31/03/2026"),
            said=(
                Said("Started but delayed", "off track", "Spring 2025", "2025-03-31"),
                Said("On track", "on track", "Summer 2025", "2025-07-31"),
            ),
        ),
        Promise(
            ref="3",
            text="Visit each pupil out of school within two weeks",
            group="Back into school",
            owners=("Inclusion Manager, Fernhollow Council",),
            due=_when("01/09/2025", "31/12/2025"),
            said=(Said("Not started and overdue", "off track", "Summer 2025", "2025-07-31"),),
        ),
    ),
    gauges=(
        Gauge(
            name="Permanent exclusions of pupils with SEND",
            source="School census",
            lines=(
                Line(None, 22, (Aim("2025", "2025-12-31", 18), Aim("2026", "2026-12-31", 12)), percent=False),
            ),
        ),
        Gauge(
            name="Pupils out of school for more than four weeks",
            source="Inclusion team",
            lines=(
                Line(None, 64, (Aim("2025", "2025-12-31", 40), Aim("2026", "2026-12-31", 20)), percent=False),
            ),
        ),
    ),
)
