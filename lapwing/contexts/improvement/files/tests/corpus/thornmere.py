"""PDF without rules: a table over pages whose rows break in the middle, words hyphenated."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Specimen, When
from lapwing.contexts.improvement.files.tests.corpus.making import Heading, Table, Text, pdf

_SERVICES = (
    ("speech and language therapy", "Therapies Manager", ("March 2026", "2026-03-01", "2026-03-31")),
    ("occupational therapy", "Therapies Manager", ("June 2026", "2026-06-01", "2026-06-30")),
    ("physiotherapy", "Community Nursing Lead", ("July 2026", "2026-07-01", "2026-07-31")),
    ("autism assessments", "Neurodevelopmental Service Lead", ("October 2026", "2026-10-01", "2026-10-31")),
    ("wheelchairs", "Equipment Store Manager", ("December 2026", "2026-12-01", "2026-12-31")),
    ("hearing", "Audiology Lead", ("January 2027", "2027-01-01", "2027-01-31")),
    ("sight", "Sensory Service Lead", ("March 2027", "2027-03-01", "2027-03-31")),
    ("mental health", "CAMHS Service Manager", ("May 2027", "2027-05-01", "2027-05-31")),
)


def _text(service: str) -> str:
    return (
        f"Publish how long children wait for {service}, tell each family that has waited longest what will "
        "happen next, and report both to the board with what was learned from the families who answered"
    )


def _criterion(service: str) -> str:
    return f"Families say that they knew how long they would wait for {service} and whom to ask"


def build() -> bytes:
    return pdf(
        Heading("Thornmere Accelerated Progress Plan"),
        Text("What partners will do about waits is set out on these pages."),
        Table(
            [
                ["Ref", "What we will do", "Lead", "By when", "How will we know"],
                *(
                    [f"{number}.1", _text(service), owner, when[0], _criterion(service)]
                    for number, (service, owner, when) in enumerate(_SERVICES, start=1)
                ),
            ],
            widths=(0.7, 3, 2, 1.6, 2.4),
            ruled=False,
        ),
        landscape=False,
        hyphenate=True,
    )


SPECIMEN = Specimen(
    file="thornmere.pdf",
    layout="PDF: unruled table over pages, rows broken",
    build=build,
    title="Thornmere Accelerated Progress Plan",
    questions=2,
    promises=tuple(
        Promise(
            ref=f"{number}.1",
            text=_text(service),
            owners=(owner,),
            due=(When(*when),),
            criteria=(_criterion(service),),
        )
        for number, (service, owner, when) in enumerate(_SERVICES, start=1)
    ),
)
