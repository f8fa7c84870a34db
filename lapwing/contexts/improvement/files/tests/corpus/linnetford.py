"""Text of a PDF whose columns are parted only by blanks, as some programs print it."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Specimen, When

_TEXT = """                         LINNETFORD SEND IMPROVEMENT PLAN

 Ref    What we will do                            Lead                     By when        Impact we will have

 1.1    Hold a meeting of all head teachers        Director of Education    Oct 2025       Heads share what works
        twice a year on inclusion
 1.2    Lend sensory equipment to schools          Sensory Service Lead     Feb 2026       Fewer children are moved
        from one store                                                                     to another school
 2.1    Train bus drivers and escorts              Transport Manager        June 2026      Parents trust the journey

                                           3
"""

SPECIMEN = Specimen(
    file="linnetford.txt",
    layout="text: columns parted by blanks",
    build=_TEXT.encode,
    promises=(
        Promise(
            ref="1.1",
            text="Hold a meeting of all head teachers twice a year on inclusion",
            owners=("Director of Education",),
            due=(When("Oct 2025", "2025-10-01", "2025-10-31"),),
            criteria=("Heads share what works",),
        ),
        Promise(
            ref="1.2",
            text="Lend sensory equipment to schools from one store",
            owners=("Sensory Service Lead",),
            due=(When("Feb 2026", "2026-02-01", "2026-02-28"),),
            criteria=("Fewer children are moved to another school",),
        ),
        Promise(
            ref="2.1",
            text="Train bus drivers and escorts",
            owners=("Transport Manager",),
            due=(When("June 2026", "2026-06-01", "2026-06-30"),),
            criteria=("Parents trust the journey",),
        ),
    ),
)
