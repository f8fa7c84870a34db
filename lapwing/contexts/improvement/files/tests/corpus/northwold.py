"""Text of a PDF whose tables were flattened to lines: numbers alone, arrows before milestones, a measure table."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import (
    Aim,
    Gauge,
    Line,
    Part,
    Promise,
    Specimen,
    When,
)

_TEXT = """Northwold Local Area Partnership SEND Improvement Plan

Ofsted and the Care Quality Commission inspected the area between 3rd February and 7th February 2025. They found
that arrangements lead to inconsistent experiences and outcomes. Progress will be monitored by the Northwold SEND
Board every two months.

Areas for improvement from the inspection

1. Partners should find needs earlier. This should include:

• training for those who work with babies

• one way to ask for help.

Priority Group 1
Aim 1: Find needs earlier

Outcomes Planned actions
Responsible
officers

1.1.1

Babies who need help are
known to all who can give
it.

The partners will agree one checklist for the visits of the first year and use it in every home.

→ Checklist to be agreed by March 2026

→ All visitors trained in using the check-
list by September 2026 and every term thereafter.

Health Visiting
Lead
DCO

1.1.2

Families ask once.

One form for asking for help will replace the seven that are used now, on paper and on the web.

→ Form published by December 2025

Head of Early
Help

Priority Group 1
Aim 2: Act on what is found

Outcomes Planned actions
Responsible
officers

1.2.1

Help begins within a month
of asking.

Each locality will hold a weekly meeting that decides who helps and tells the family by letter.

→ Meetings to start in January 2026

→ Letters in use by April 2026

Locality
Manager

SUCCESS MEASURE
FOR

Priority 1
Baseline performance Target Source

1.2.1

Families helped within a month of asking

Baseline July 25 34%

By July
26

By July
27

Early Help system

50% 70%

Terms and acronyms:

• DCO- Designated Clinical Officer
"""

SPECIMEN = Specimen(
    file="northwold.txt",
    layout="text: flattened tables, arrows, a measure",
    build=_TEXT.encode,
    title="Northwold Local Area Partnership SEND Improvement Plan",
    local_area="Northwold",
    questions=12,
    promises=(
        Promise(
            ref="1.1.1",
            text="The partners will agree one checklist for the visits of the first year and use it in every home.",
            group="Priority Group 1",
            key_area="Babies who need help are known to all who can give it.",
            owners=("Health Visiting Lead", "DCO"),
            parts=(
                Part(
                    "Checklist to be agreed by March 2026",
                    None,
                    (When("March 2026", "2026-03-01", "2026-03-31"),),
                ),
                Part(
                    "All visitors trained in using the checklist by September 2026 and every term thereafter.",
                    None,
                    (When("September 2026", "2026-09-01", "2026-09-30"),),
                ),
            ),
        ),
        Promise(
            ref="1.1.2",
            text="One form for asking for help will replace the seven that are used now, on paper and on the web.",
            group="Priority Group 1",
            key_area="Families ask once.",
            owners=("Head of Early Help",),
            parts=(
                Part(
                    "Form published by December 2025",
                    None,
                    (When("December 2025", "2025-12-01", "2025-12-31"),),
                ),
            ),
        ),
        Promise(
            ref="1.2.1",
            text="Each locality will hold a weekly meeting that decides who helps and tells the family by letter.",
            group="Priority Group 1",
            key_area="Help begins within a month of asking.",
            owners=("Locality Manager",),
            parts=(
                Part(
                    "Meetings to start in January 2026",
                    None,
                    (When("January 2026", "2026-01-01", "2026-01-31", "start"),),
                ),
                Part("Letters in use by April 2026", None, (When("April 2026", "2026-04-01", "2026-04-30"),)),
            ),
        ),
    ),
    gauges=(
        Gauge(
            name="Families helped within a month of asking",
            refs=("1.2.1",),
            source="Early Help system",
            lines=(
                Line(None, 34, (Aim("By July 26", "2026-07-31", 50), Aim("By July 27", "2027-07-31", 70))),
            ),
        ),
    ),
)
