"""Word: one small table of labels for each action, the area named “Action 1” above them."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Specimen, When
from lapwing.contexts.improvement.files.tests.corpus.making import Box, add_table, word, word_bytes

_BLOCKS = (
    (
        "Action 1: Early identification",
        (
            (
                "1a",
                "Teach health visitors to use one screening tool",
                "Waits begin before anybody knows why.",
                "Health Visiting Lead",
                "Director of Public Health",
                "17th March 2026",
                "All teams use the tool\nChildren are found a year earlier",
            ),
            (
                "1b",
                "Give each primary school a speech and language link worker",
                "Schools ask for advice and wait for months.",
                "Speech and Language Therapy Manager",
                "Director of Public Health",
                "23 – 25 May 2026",
                "Schools can name their link worker",
            ),
        ),
    ),
    (
        "Action 2: Preparing for adulthood",
        (
            (
                "2a",
                "Publish a map of what there is after school at sixteen, eighteen and twenty-five",
                "Families said that they could not see what comes next.",
                "Post-16 Manager",
                "Director of Education",
                "academic year 25/26",
                "The map is seen by five hundred families",
            ),
        ),
    ),
)
_LABELS = (
    "Number",
    "Action",
    "Why we are doing this",
    "Lead",
    "Senior responsible officer",
    "Due date",
    "How will we know?",
)


def build() -> bytes:
    document = word()
    document.add_heading("Kestrelby SEND Partnership Improvement Plan", 0)
    for area, actions in _BLOCKS:
        document.add_heading(area, 1)
        for values in actions:
            add_table(
                document,
                [[Box(label, bold=True), value] for label, value in zip(_LABELS, values, strict=True)],
            )
            document.add_paragraph()
    return word_bytes(document)


_DUE = {
    "17th March 2026": (When("17th March 2026", "2026-03-17", "2026-03-17"),),
    "23 – 25 May 2026": (
        When("23 – 25 May 2026", "2026-05-23", "2026-05-23", "start"),
        When("23 – 25 May 2026", "2026-05-25", "2026-05-25"),
    ),
    "academic year 25/26": (When("academic year 25/26", "2025-09-01", "2026-08-31"),),
}

SPECIMEN = Specimen(
    file="kestrelby.docx",
    layout="Word: a table of labels for each action",
    build=build,
    title="Kestrelby SEND Partnership Improvement Plan",
    promises=tuple(
        Promise(
            ref=ref,
            text=text,
            group=area.partition(": ")[2],
            rationale=why,
            owners=(lead,),
            accountable=(sro,),
            due=_DUE[due],
            criteria=tuple(criteria.split("\n")),
        )
        for area, actions in _BLOCKS
        for ref, text, why, lead, sro, due, criteria in actions
    ),
)
