"""Text with a table between pipes: nine columns of colours, one for each month, and a key to them."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Said, Specimen, When

_MONTHS = (
    ("Jan 25", "2025-01-31"),
    ("Feb 25", "2025-02-28"),
    ("Mar 25", "2025-03-31"),
    ("Apr 25", "2025-04-30"),
    ("May 25", "2025-05-31"),
    ("Jun 25", "2025-06-30"),
    ("Jul 25", "2025-07-31"),
    ("Sep 25", "2025-09-30"),
    ("Oct 25", "2025-10-31"),
)
_ROWS = (
    ("A1", "Recruit six link workers", "Workforce Lead", "September 2025", "G G G A A R R A B"),
    ("A2", "Set up a shared calendar of panels", "Panel Co-ordinator", "March 2025", "G G B B B B B B B"),
    (
        "A3",
        "Rewrite the transport policy with parents",
        "Transport Manager",
        "January 2026",
        "- - G G G G A A A",
    ),
)
_STATUS = {"G": "on track", "A": "at risk", "R": "off track", "B": "done"}


def build() -> bytes:
    lines = [
        "# Eastmarsh SEND Improvement Plan: monthly tracker",
        "",
        "Key: B = complete, G = on track, A = at risk of delay, R = delayed",
        "",
        "| Ref | Action | Lead | By when | " + " | ".join(month for month, _ in _MONTHS) + " |",
        "|" + "---|" * (4 + len(_MONTHS)),
    ]
    for ref, text, owner, due, colours in _ROWS:
        cells = ["" if colour == "-" else colour for colour in colours.split()]
        lines.append(f"| {ref} | {text} | {owner} | {due} | " + " | ".join(cells) + " |")
    return "\n".join(lines).encode()


_DUE = {
    "September 2025": When("September 2025", "2025-09-01", "2025-09-30"),
    "March 2025": When("March 2025", "2025-03-01", "2025-03-31"),
    "January 2026": When("January 2026", "2026-01-01", "2026-01-31"),
}

SPECIMEN = Specimen(
    file="eastmarsh.md",
    layout="Markdown: pipe table, nine columns of colours",
    build=build,
    legend={"B": "done", "G": "on track", "A": "at risk", "R": "off track"},
    promises=tuple(
        Promise(
            ref=ref,
            text=text,
            owners=(owner,),
            due=(_DUE[due],),
            said=tuple(
                Said(colour, _STATUS[colour], month, day)
                for colour, (month, day) in zip(colours.split(), _MONTHS, strict=True)
                if colour != "-"
            ),
        )
        for ref, text, owner, due, colours in _ROWS
    ),
)
