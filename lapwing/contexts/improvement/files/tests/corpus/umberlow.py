"""Word: measures only. Titles in two rows over cohorts, limits, populations, numbers run together, blocks of labels."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Aim, Gauge, Line, Specimen
from lapwing.contexts.improvement.files.tests.corpus.making import Box, add_table, word, word_bytes


def _bold(*titles: str) -> tuple[Box, ...]:
    return tuple(Box(title, bold=True) for title in titles)


def build() -> bytes:
    document = word()
    document.add_heading("Umberlow SEND Outcomes Framework", 0)
    add_table(
        document,
        [
            [
                *(Box(each, rows=2, bold=True) for each in ("Indicator", "Cohort")),
                *(Box(each, columns=2, bold=True) for each in ("Baseline", "Targets")),
            ],
            _bold("Value", "Date", "July 2026", "July 2027"),
            [Box("Overall absence", rows=2), "SEN Support", "9.1%", "July 2025", "8.5%", "8%"],
            ["EHC plan", "12.4%", "July 2025", "11.5%", "11%"],
        ],
    )
    document.add_paragraph()
    add_table(
        document,
        [
            _bold("KPI", "Baseline (March 2025)", "Target March 2026", "Target March 2027", "Source"),
            ["Weeks to finish an assessment", "41 weeks", "under 30 weeks", "20 weeks", "Case system"],
            ["Families content with their plan", "48% (n=120)", "at least 70%", "at least 80%", "Survey"],
            ["Pupils with a plan in mainstream", "41% of 2,310", "43%", "45%", "Census"],
            ["Each school has a link officer", "No", "Yes", "Yes", "Inclusion team"],
            ["Pupils on part-time timetables", "146", "12080", "60", "Schools"],
        ],
    )
    document.add_paragraph()
    for name, baseline, target in (
        ("Appeals upheld", "12 (March 2025)", "5 by March 2027"),
        ("Reviews on time", "31% (March 2025)", "75% by March 2027"),
    ):
        labels = zip(("KPI", "Baseline", "Target"), (name, baseline, target), strict=True)
        add_table(document, [[Box(label, bold=True), text] for label, text in labels])
        document.add_paragraph()
    return word_bytes(document)


def _julys(first: float, second: float) -> tuple[Aim, ...]:
    return Aim("July 2026", "2026-07-31", first), Aim("July 2027", "2027-07-31", second)


def _marches(first: float, second: float, kind: str = "absolute") -> tuple[Aim, ...]:
    return (
        Aim("March 2026", "2026-03-31", first, kind),
        Aim("March 2027", "2027-03-31", second, kind),
    )


_BY = ("by March 2027", "2027-03-31")

SPECIMEN = Specimen(
    file="umberlow.docx",
    layout="Word: measures, two title rows, blocks of labels",
    build=build,
    questions=2,
    gauges=(
        Gauge(
            name="Overall absence",
            lines=(
                Line("SEN Support", 9.1, _julys(8.5, 8)),
                Line("EHC plan", 12.4, _julys(11.5, 11)),
            ),
        ),
        Gauge(
            name="Weeks to finish an assessment",
            source="Case system",
            lines=(Line(None, 41, _marches(30, 20), percent=False),),
        ),
        Gauge(
            name="Families content with their plan",
            source="Survey",
            lines=(Line(None, 48, _marches(70, 80, "minimum")),),
        ),
        Gauge(
            name="Pupils with a plan in mainstream",
            source="Census",
            lines=(Line(None, 41, _marches(43, 45)),),
        ),
        Gauge(
            name="Each school has a link officer",
            source="Inclusion team",
            lines=(Line(None, 0, _marches(1, 1), percent=False),),
        ),
        Gauge(
            name="Pupils on part-time timetables",
            source="Schools",
            lines=(Line(None, 146, _marches(12080, 60), percent=False),),
        ),
        Gauge(name="Appeals upheld", lines=(Line(None, 12, (Aim(*_BY, 5),), percent=False),)),
        Gauge(name="Reviews on time", lines=(Line(None, 31, (Aim(*_BY, 75),)),)),
    ),
)
