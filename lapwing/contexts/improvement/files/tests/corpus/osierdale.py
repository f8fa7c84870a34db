"""Markdown around tables between tab characters, whose cells hold HTML as a web editor leaves it."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Part, Promise, Specimen, When

_TEXT = """# Osierdale SEND Improvement Plan

The Osierdale local area was inspected in November 2025.

## Area of Improvement 1: Waits for therapies

**Recommendations**

- Shorten waits for occupational therapy
- Tell families what to expect

**Responsible Governance Group:** Osierdale SEND Board

Action No.\tActions\tDate Due (Q)\tResponsible officer\tSuccess criteria
1.1\t<p>The therapy services will:</p><ol><li>hold extra clinics in the holidays</li><li>write to each family on the list</li></ol>\tQ2 2026\t<ul><li>Therapies Manager</li><li>Head of Commissioning</li></ul>\t<ul><li>No child waits more than a year</li><li>Families know when they will be seen</li></ul>
1.2\tTrain teaching assistants to carry on a programme in school\tQ4 2026\t<ul><li>Therapies Manager</li></ul>\t<ul><li>Programmes are carried on each week</li></ul>
"""

_Q2 = (When("Q2 2026", "2026-04-01", "2026-06-30"),)

SPECIMEN = Specimen(
    file="osierdale.md",
    layout="Markdown: tab tables, HTML in the cells",
    build=_TEXT.encode,
    local_area="Osierdale",
    promises=(
        Promise(
            ref="1.1",
            text="The therapy services will: hold extra clinics in the holidays write to each family on the list",
            group="Waits for therapies",
            owners=("Therapies Manager", "Head of Commissioning"),
            parts=(
                Part("hold extra clinics in the holidays", "1", _Q2),
                Part("write to each family on the list", "2", _Q2),
            ),
            criteria=("No child waits more than a year", "Families know when they will be seen"),
        ),
        Promise(
            ref="1.2",
            text="Train teaching assistants to carry on a programme in school",
            group="Waits for therapies",
            owners=("Therapies Manager",),
            due=(When("Q4 2026", "2026-10-01", "2026-12-31"),),
            criteria=("Programmes are carried on each week",),
        ),
    ),
)
