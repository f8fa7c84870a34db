"""Word: a key of fills, titles in two rows, and nine months told by colour alone."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Said, Specimen, When
from lapwing.contexts.improvement.files.tests.corpus.making import Box, Cell, add_table, word, word_bytes

_MONTHS = (
    ("Apr", "2025-04-30"),
    ("May", "2025-05-31"),
    ("Jun", "2025-06-30"),
    ("Jul", "2025-07-31"),
    ("Aug", "2025-08-31"),
    ("Sep", "2025-09-30"),
    ("Oct", "2025-10-31"),
    ("Nov", "2025-11-30"),
    ("Dec", "2025-12-31"),
)
_KEY = {
    "B": ("0070C0", "Action complete", "done"),
    "G": ("00B050", "On target", "on track"),
    "A": ("FFC000", "Behind target but expected to recover", "at risk"),
    "R": ("FF0000", "Off target", "off track"),
}
_ROWS = (
    (
        "1",
        "Publish a single guide to short breaks for disabled children",
        "Short Breaks Manager",
        "Designated Nurse",
        "30/09/2025",
        "2025-09-30",
        "GGGGAAB--",
    ),
    (
        "2",
        "Bring the list for occupational therapy below fifty children",
        "Commissioning Manager",
        "Head of Children's Therapies",
        "31/12/2025",
        "2025-12-31",
        "RRRAAAGGG",
    ),
    (
        "3",
        "Appoint a designated social care officer",
        "Head of Social Care",
        "",
        "01/07/2025",
        "2025-07-01",
        "GGGB-----",
    ),
)


def build() -> bytes:
    document = word()
    document.add_heading("Torrenham SEND and Alternative Provision Improvement Plan", 0)
    add_table(document, [[Box(" ", fill=fill), meaning] for fill, meaning, _ in _KEY.values()])
    document.add_paragraph()
    titles: list[list[Cell]] = [
        [
            *(Box(each, rows=2, bold=True) for each in ("No", "Action")),
            Box("Responsible officers", columns=2, bold=True),
            Box("Date due", rows=2, bold=True),
            Box("Progress rating 2025", columns=9, bold=True),
        ],
        [Box(each, bold=True) for each in ("Council", "Health", *(month for month, _ in _MONTHS))],
    ]
    rows: list[list[Cell]] = [
        [
            ref,
            text,
            lead,
            partner,
            due,
            *(Box("", fill=_KEY[mark][0] if mark in _KEY else None) for mark in marks),
        ]
        for ref, text, lead, partner, due, _, marks in _ROWS
    ]
    add_table(document, [*titles, *rows])
    return word_bytes(document)


SPECIMEN = Specimen(
    file="torrenham.docx",
    layout="Word: nine months by colour alone, two title rows",
    build=build,
    questions=1,
    legend={meaning: status for _, meaning, status in _KEY.values()},
    promises=tuple(
        Promise(
            ref=ref,
            text=text,
            owners=tuple(each for each in (lead, partner) if each),
            due=(When(due, day, day),),
            said=tuple(
                Said(_KEY[mark][1], _KEY[mark][2], f"{month} 2025", last)
                for mark, (month, last) in zip(marks, _MONTHS, strict=True)
                if mark in _KEY
            ),
        )
        for ref, text, lead, partner, due, day, marks in _ROWS
    ),
)
