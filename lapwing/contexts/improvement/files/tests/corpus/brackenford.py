"""PDF: tables over several pages, headers printed again, merged cells both ways, measures by milestone."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import (
    Aim,
    Gauge,
    Line,
    Promise,
    Specimen,
    When,
)
from lapwing.contexts.improvement.files.tests.corpus.making import Box, Heading, Table, Text, pdf

_STAGES = (
    "Map the present offer with schools, health visitors and the parent carer forum",
    "Write a shared standard for what every setting provides before a referral is made",
    "Pilot the standard in twelve settings of different sizes and report what was learned",
    "Train the special educational needs co-ordinators of all settings in using the standard",
    "Publish the standard on the local offer with a short film for families",
    "Ask families each term whether the standard was kept and act on what they say",
    "Set up a weekly advice line staffed by an educational psychologist and a therapist",
    "Review the first year of the advice line with the heads of all localities",
    "Agree how long a child may wait for a first appointment in each service",
    "Give each family a named contact on the day a referral is accepted",
    "Bring the waiting lists of all providers together in one monthly return",
    "Check every month with families who have waited longest whether they still need the service",
)
_OWNERS = (
    "Head of Inclusion",
    "Locality Manager",
    "Principal Educational Psychologist",
    "Service Lead, Therapies",
)
_MONTHS = (
    ("September 2024", "2024-09-01", "2024-09-30"),
    ("December 2024", "2024-12-01", "2024-12-31"),
    ("March 2025", "2025-03-01", "2025-03-31"),
    ("July 2025", "2025-07-01", "2025-07-31"),
)
_CRITERIA = (
    "More families say that help came early\nFewer children are referred twice",
    "All settings have signed the standard",
    "Waits are shorter than the year before",
)


def _rows() -> list[list[str | Box]]:
    rows: list[list[str | Box]] = []
    for number, text in enumerate(_STAGES):
        group = [Box(f"Theme {number // 6 + 1}", rows=3)] if number % 3 == 0 else []
        rows.append(
            [
                *group,
                f"{number // 6 + 1}.{number % 6 + 1}",
                text,
                _OWNERS[number % 4],
                _MONTHS[number % 4][0],
                _CRITERIA[number % 3],
            ]
        )
    return rows


def build() -> bytes:
    return pdf(
        Heading("Brackenford Priority Action Plan"),
        Text("Ofsted and the Care Quality Commission inspected Brackenford in November 2023."),
        Heading("Actions", 2),
        Table(
            [
                [
                    "Workstream",
                    "Action no.",
                    "Action",
                    "Lead role & organisation",
                    "Completion date",
                    "What we will see",
                ],
                *_rows(),
            ],
            widths=(1.2, 0.8, 4, 2, 1.4, 3),
        ),
        Heading("How we measure progress", 2),
        Table(
            [
                [
                    Box("Measure", rows=2),
                    Box("Baseline\n(July 2024)", rows=2),
                    Box("Milestones", columns=3),
                    Box("Source", rows=2),
                ],
                ["Dec 2024", "July 2025", "Dec 2025"],
                ["Children seen within 18 weeks of referral", "61%", "65%", "75%", "92%", "Provider returns"],
                [
                    "Families given a named contact",
                    "35%",
                    "50%",
                    "at least 80%",
                    "at least 95%",
                    "Family survey",
                ],
                ["Longest wait in weeks", "74", "60", "40", "under 30", "Provider returns"],
            ],
            widths=(3, 1.2, 1, 1.2, 1.2, 1.6),
            header=2,
        ),
        running="Brackenford Priority Action Plan",
    )


def _promises() -> tuple[Promise, ...]:
    found = []
    for number, row in enumerate(_rows()):
        *_, text, owner, month, criteria = (each if isinstance(each, str) else each.text for each in row)
        printed, earliest, latest = next(each for each in _MONTHS if each[0] == month)
        found.append(
            Promise(
                ref=f"{number // 6 + 1}.{number % 6 + 1}",
                text=text,
                owners=(owner,),
                governance=f"Theme {number // 6 + 1}",
                due=(When(printed, earliest, latest),),
                criteria=tuple(criteria.split("\n")),
            )
        )
    return tuple(found)


def _aims(*values: tuple[float, str]) -> tuple[Aim, ...]:
    days = (("Dec 2024", "2024-12-31"), ("July 2025", "2025-07-31"), ("Dec 2025", "2025-12-31"))
    return tuple(Aim(by, day, value, kind) for (by, day), (value, kind) in zip(days, values, strict=True))


SPECIMEN = Specimen(
    file="brackenford.pdf",
    layout="PDF: ruled tables over pages, two header rows",
    build=build,
    title="Brackenford Priority Action Plan",
    local_area="Brackenford",
    promises=_promises(),
    gauges=(
        Gauge(
            name="Children seen within 18 weeks of referral",
            source="Provider returns",
            lines=(Line(None, 61, _aims((65, "absolute"), (75, "absolute"), (92, "absolute"))),),
        ),
        Gauge(
            name="Families given a named contact",
            source="Family survey",
            lines=(Line(None, 35, _aims((50, "absolute"), (80, "minimum"), (95, "minimum"))),),
        ),
        Gauge(
            name="Longest wait in weeks",
            source="Provider returns",
            lines=(
                Line(None, 74, _aims((60, "absolute"), (40, "absolute"), (30, "absolute")), percent=False),
            ),
        ),
    ),
)
