"""Text of a PDF that keeps its layout: areas head its tables, and columns stand elsewhere on each page."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Specimen, When

_TEXT = """Wexcombe SEND Delivery Plan
Contents
1. Action 1: Talk with families................................................................2
2. Action 2: Help in schools..................................................................3

\x0cAction 1: Talk with families
Ac\xad      What we will do              Lead                       By when           How will we know
tion
no.
1.1      Rewrite the letters that     Customer Care Manager      September 2025    Families understand
         families get about plans                                                  their letters
1.2      Hold an open evening in      Parent Carer Forum         December 2025     Each evening is full
         every locality               Co\xad
                                      ordinator

Action 2: Help in schools
Ac\xad      What we will do              Lead                       By when           How will we know
tion
no.
2.1      Lend equipment to schools    Sensory Service Lead       March 2026        Fewer pupils are moved
         from one store                                                            to another school
2.2      Pay for a mentor in each     Head of Inclusion          June 2026         Pupils say that they
Wexcombe SEND Delivery Plan | Page 2
\x0c         cluster of schools                                              belong
2.3      Share what is offered   SEN Governor      October 2026    Governors ask about
         with all governors      Adviser                           pupils with SEND
Wexcombe SEND Delivery Plan | Page 3
\x0c"""


def _promise(ref: str, text: str, owner: str, when: When, criterion: str) -> Promise:
    group = "Talk with families" if ref.startswith("1") else "Help in schools"
    return Promise(ref=ref, text=text, owners=(owner,), due=(when,), criteria=(criterion,), group=group)


SPECIMEN = Specimen(
    file="wexcombe.txt",
    layout="text: columns kept, other on each page",
    build=_TEXT.encode,
    title="Wexcombe SEND Delivery Plan",
    questions=2,
    promises=(
        _promise(
            "1.1",
            "Rewrite the letters that families get about plans",
            "Customer Care Manager",
            When("September 2025", "2025-09-01", "2025-09-30"),
            "Families understand their letters",
        ),
        _promise(
            "1.2",
            "Hold an open evening in every locality",
            "Parent Carer Forum Coordinator",
            When("December 2025", "2025-12-01", "2025-12-31"),
            "Each evening is full",
        ),
        _promise(
            "2.1",
            "Lend equipment to schools from one store",
            "Sensory Service Lead",
            When("March 2026", "2026-03-01", "2026-03-31"),
            "Fewer pupils are moved to another school",
        ),
        _promise(
            "2.2",
            "Pay for a mentor in each cluster of schools",
            "Head of Inclusion",
            When("June 2026", "2026-06-01", "2026-06-30"),
            "Pupils say that they belong",
        ),
        _promise(
            "2.3",
            "Share what is offered with all governors",
            "SEN Governor Adviser",
            When("October 2026", "2026-10-01", "2026-10-31"),
            "Governors ask about pupils with SEND",
        ),
    ),
)
