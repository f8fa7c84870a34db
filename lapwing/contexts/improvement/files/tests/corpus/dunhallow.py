"""Text in blocks of labels: what the actions are called stands above, each detail after its label."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Specimen, When

_TEXT = """DUNHALLOW SEND IMPROVEMENT PLAN 2025 TO 2027

Area 1: Help at the right time

Action 1.1: Give every nursery a named contact in the early years team
Lead: Early Years Manager
Due date: May 25
Success criteria:
- Every nursery can name its contact
- Referrals come earlier than the year before

Action 1.2: Offer a two-day course on autism to all nursery staff
Lead: Autism Outreach Lead and Early Years Manager
Due date: Nov 25
Success criteria:
- Two hundred staff have taken the course

Area 2: Moving on well

Action 2.1: Start planning for adult life in Year 9 with every young person
Lead: Preparing for Adulthood Co-ordinator
Due date: Jul 26
Success criteria:
- All Year 9 reviews record what the young person hopes for

Action 2.2: Agree with colleges how information is passed on
Lead: Head of Virtual College
Due date: Feb 26
Success criteria:
- Colleges have what they need by the end of the spring term
- No young person has to tell their story twice
"""

SPECIMEN = Specimen(
    file="dunhallow.txt",
    layout="text: label blocks under areas",
    build=_TEXT.encode,
    promises=(
        Promise(
            ref="1.1",
            text="Give every nursery a named contact in the early years team",
            group="Help at the right time",
            owners=("Early Years Manager",),
            due=(When("May 25", "2025-05-01", "2025-05-31"),),
            criteria=("Every nursery can name its contact", "Referrals come earlier than the year before"),
        ),
        Promise(
            ref="1.2",
            text="Offer a two-day course on autism to all nursery staff",
            group="Help at the right time",
            owners=("Autism Outreach Lead", "Early Years Manager"),
            due=(When("Nov 25", "2025-11-01", "2025-11-30"),),
            criteria=("Two hundred staff have taken the course",),
        ),
        Promise(
            ref="2.1",
            text="Start planning for adult life in Year 9 with every young person",
            group="Moving on well",
            owners=("Preparing for Adulthood Co-ordinator",),
            due=(When("Jul 26", "2026-07-01", "2026-07-31"),),
            criteria=("All Year 9 reviews record what the young person hopes for",),
        ),
        Promise(
            ref="2.2",
            text="Agree with colleges how information is passed on",
            group="Moving on well",
            owners=("Head of Virtual College",),
            due=(When("Feb 26", "2026-02-01", "2026-02-28"),),
            criteria=(
                "Colleges have what they need by the end of the spring term",
                "No young person has to tell their story twice",
            ),
        ),
    ),
)
