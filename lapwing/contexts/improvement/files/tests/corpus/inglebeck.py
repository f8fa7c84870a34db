"""PDF without rules: columns told by the white between them, cells of several lines."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import (
    Aim,
    Gauge,
    Line,
    Promise,
    Specimen,
    When,
)
from lapwing.contexts.improvement.files.tests.corpus.making import Heading, Table, Text, pdf

_ROWS = (
    (
        "1",
        "Write to the families of all children who have waited for more than a year and offer them a call",
        "Community Paediatrics Manager",
        "30 June 2025",
        "Every family has been offered a call",
    ),
    (
        "2",
        "Open a Saturday clinic for assessments of autism in two health centres",
        "Neurodevelopmental Service Lead",
        "1 September 2025",
        "Two clinics are held each month",
    ),
    (
        "3",
        "Ask schools to send their information by a form that can be filled in within twenty minutes",
        "Head of SEND Casework",
        "31 October 2025",
        "Nine in ten forms come back within two weeks",
    ),
    (
        "4",
        "Tell families in plain English what the outcome of an assessment means for school",
        "Neurodevelopmental Service Lead",
        "31 January 2026",
        "Families say that they understood the letter",
    ),
)
_DAYS = ("2025-06-30", "2025-09-01", "2025-10-31", "2026-01-31")


def build() -> bytes:
    return pdf(
        Heading("Inglebeck Accelerated Progress Plan"),
        Text(
            "This plan answers the revisit of March 2025. Officers of the Department for Education review it "
            "every six months."
        ),
        Heading("Area 1: Waits for assessments of autism", 2),
        Table(
            [["Action number", "Action", "Responsible officer", "Due date", "Success criteria"], *_ROWS],
            widths=(0.9, 4, 2, 1.3, 2.6),
            ruled=False,
        ),
        Heading("Impact measures", 2),
        Table(
            [
                ["Indicator", "Baseline", "6 months", "12 months"],
                ["Children waiting more than a year", "412", "300", "100"],
                ["Assessments finished within 18 weeks", "12%", "30%", "60%"],
            ],
            widths=(4, 1, 1, 1),
            ruled=False,
        ),
        landscape=True,
    )


SPECIMEN = Specimen(
    file="inglebeck.pdf",
    layout="PDF: unruled tables",
    build=build,
    title="Inglebeck Accelerated Progress Plan",
    promises=tuple(
        Promise(
            ref=ref,
            text=text,
            owners=(owner,),
            group="Waits for assessments of autism",
            due=(When(due, day, day),),
            criteria=(criterion,),
        )
        for (ref, text, owner, due, criterion), day in zip(_ROWS, _DAYS, strict=True)
    ),
    gauges=(
        Gauge(
            name="Children waiting more than a year",
            lines=(
                Line(None, 412, (Aim("6 months", None, 300), Aim("12 months", None, 100)), percent=False),
            ),
        ),
        Gauge(
            name="Assessments finished within 18 weeks",
            lines=(Line(None, 12, (Aim("6 months", None, 30), Aim("12 months", None, 60))),),
        ),
    ),
)
