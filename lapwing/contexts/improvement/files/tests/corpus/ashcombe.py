"""Word: priorities as rows across the table, merged outcomes, split dates, a table of measures."""

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
from lapwing.contexts.improvement.files.tests.corpus.making import Box, add_table, word, word_bytes

_TITLES = (
    "Ref.",
    "What we want",
    "The actions we are taking",
    "Responsible officer(s)",
    "Senior responsible officer",
    "Date due",
    "How will we know",
)


def build() -> bytes:
    document = word()
    document.add_heading("Ashcombe SEND Local Area Partnership Improvement Plan", 0)
    document.add_paragraph(
        "The Ashcombe local area was inspected from 11 to 15 March 2024. The inspection outcome was that "
        "arrangements lead to inconsistent experiences and outcomes. The plan is overseen by the Ashcombe "
        "SEND Partnership Board."
    )
    document.add_heading("Our improvement actions", 1)
    titles = tuple(Box(title, bold=True, fill="D9E2F3") for title in _TITLES)
    add_table(
        document,
        [
            titles,
            [Box("Priority 1: Waiting well", columns=7, bold=True, fill="BFBFBF")],
            [
                "1.1",
                Box("Families know what happens while they wait", rows=2),
                "Write to every family on a therapy list each term\n• Agree the wording with parents\n"
                "• Send the first letter",
                "Therapies Manager",
                Box("Chief Nurse", rows=2),
                "May 2025",
                "Nine in ten families say they knew what came next\nFewer calls to the booking line",
            ],
            [
                "1.2",
                "Open a telephone line for families who wait",
                "Head of Family Support; Therapies Manager",
                "1 st October\n2025",
                "The line is answered within three minutes",
            ],
            [Box("Priority 2: Plans that say what a child needs", columns=7, bold=True, fill="BFBFBF")],
            [
                "2.1",
                "Plans are clear",
                "a) Train all plan writers\nb) Check twenty plans a term",
                "SEND Service Manager",
                "Director of Education",
                "a) by March 2025\nb) by July 2025",
                "Four in five plans are rated good",
            ],
            [
                "2.2",
                "Advice is on time",
                "Agree one form for advice with the hospital trust",
                "Designated Clinical Officer",
                "Director of Education",
                "27-Oct-25",
                "The form is used by all services",
            ],
        ],
    )
    document.add_heading("Measures", 1)
    add_table(
        document,
        [
            tuple(
                Box(each, bold=True)
                for each in ("Action no.", "KPI", "Baseline (April 2024)", "Target", "Source")
            ),
            ["1.1", "Families who know what comes next", "48%", "90% by March 2026", "Family survey"],
            ["2.1", "Plans rated good or better", "52%", "80% by July 2026", "Audit tool"],
        ],
    )
    return word_bytes(document)


_MAY = (When("May 2025", "2025-05-01", "2025-05-31"),)

SPECIMEN = Specimen(
    file="ashcombe.docx",
    layout="Word: merged cells, group rows, split dates",
    build=build,
    title="Ashcombe SEND Local Area Partnership Improvement Plan",
    local_area="Ashcombe",
    promises=(
        Promise(
            ref="1.1",
            text="Write to every family on a therapy list each term Agree the wording with parents Send the "
            "first letter",
            key_area="Families know what happens while they wait",
            group="Waiting well",
            owners=("Therapies Manager",),
            accountable=("Chief Nurse",),
            parts=(
                Part("Agree the wording with parents", None, _MAY),
                Part("Send the first letter", None, _MAY),
            ),
            criteria=("Nine in ten families say they knew what came next", "Fewer calls to the booking line"),
        ),
        Promise(
            ref="1.2",
            text="Open a telephone line for families who wait",
            key_area="Families know what happens while they wait",
            group="Waiting well",
            owners=("Head of Family Support", "Therapies Manager"),
            accountable=("Chief Nurse",),
            due=(When("1 st October 2025", "2025-10-01", "2025-10-01"),),
            criteria=("The line is answered within three minutes",),
        ),
        Promise(
            ref="2.1",
            text="a) Train all plan writers b) Check twenty plans a term",
            key_area="Plans are clear",
            group="Plans that say what a child needs",
            owners=("SEND Service Manager",),
            accountable=("Director of Education",),
            parts=(
                Part("Train all plan writers", "a)", (When("March 2025", "2025-03-01", "2025-03-31"),)),
                Part("Check twenty plans a term", "b)", (When("July 2025", "2025-07-01", "2025-07-31"),)),
            ),
            criteria=("Four in five plans are rated good",),
        ),
        Promise(
            ref="2.2",
            text="Agree one form for advice with the hospital trust",
            key_area="Advice is on time",
            group="Plans that say what a child needs",
            owners=("Designated Clinical Officer",),
            accountable=("Director of Education",),
            due=(When("27-Oct-25", "2025-10-27", "2025-10-27"),),
            criteria=("The form is used by all services",),
        ),
    ),
    gauges=(
        Gauge(
            name="Families who know what comes next",
            refs=("1.1",),
            source="Family survey",
            lines=(Line(None, 48, (Aim("by March 2026", "2026-03-31", 90),)),),
        ),
        Gauge(
            name="Plans rated good or better",
            refs=("2.1",),
            source="Audit tool",
            lines=(Line(None, 52, (Aim("by July 2026", "2026-07-31", 80),)),),
        ),
    ),
)
