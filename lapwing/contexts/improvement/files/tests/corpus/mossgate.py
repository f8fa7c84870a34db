"""Text in which the tables have lost everything but their words: titles and cells run on in one line."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Specimen, When

_TEXT = """Mossgate SEND Improvement Plan

Action no. Action Lead Date due Success criteria
1.1 Recruit three advisory teachers for hearing and vision Head of Sensory Support May 2025 Every school has a named advisory teacher
1.2 Agree a protocol for equipment with both hospital trusts Commissioning Manager September 2025 Equipment arrives within ten days of the request
1.3 Hold a yearly conference for teaching assistants Workforce Development Manager March 2026 Two hundred teaching assistants attend
"""

SPECIMEN = Specimen(
    file="mossgate.txt",
    layout="text: separators lost",
    build=_TEXT.encode,
    questions=8,
    promises=(
        Promise(
            ref="1.1",
            text="Recruit three advisory teachers for hearing and vision",
            owners=("Head of Sensory Support",),
            due=(When("May 2025", "2025-05-01", "2025-05-31"),),
            criteria=("Every school has a named advisory teacher",),
        ),
        Promise(
            ref="1.2",
            text="Agree a protocol for equipment with both hospital trusts",
            owners=("Commissioning Manager",),
            due=(When("September 2025", "2025-09-01", "2025-09-30"),),
            criteria=("Equipment arrives within ten days of the request",),
        ),
        Promise(
            ref="1.3",
            text="Hold a yearly conference for teaching assistants",
            owners=("Workforce Development Manager",),
            due=(When("March 2026", "2026-03-01", "2026-03-31"),),
            criteria=("Two hundred teaching assistants attend",),
        ),
    ),
)
