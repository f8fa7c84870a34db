"""Documents around a plan that hold no action of their own: contents, a progress report, a press notice."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Specimen
from lapwing.contexts.improvement.files.tests.corpus.making import add_table, word, word_bytes

_CONTENTS = """Greyholt SEND Improvement Plan

Contents

Foreword from the chair of the partnership ........................ 3
1. Our local area ................................................. 5
2. What inspectors found .......................................... 8
3. Improvement actions ............................................ 11
   3.1 Action 1: Shorten waits for therapies ...................... 12
   3.2 Action 2: Train staff in schools and settings .............. 17
   3.3 Action 3: Work with families from the start ................ 21
4. How we will know: measures of success .......................... 27
5. Governance, leads and timescales ............................... 31
Appendix A: Glossary .............................................. 35
"""

_NOTICE = """Greyholt families to have their say on new SEND plan

Published 14 October 2025

Greyholt Council and its NHS partners have today launched an improvement plan for children and young people with
special educational needs and disabilities.

Councillor Ursula Penhallow, cabinet member for children, said: "We have listened to families and we will act on
what they told us. By March 2026 every family who waits will have a named contact."

The plan sets out 24 actions under three priorities, and will be overseen by the partnership board.

Families can read the plan on the local offer and come to one of four events:

- 3 November 2025, Greyholt Library
- 11 November 2025, Market Hall

Notes to editors

For more information contact the press office on the council's website.

Share this page
Sign up for news
"""


def _progress_report() -> bytes:
    document = word()
    document.add_heading("Greyholt SEND Improvement Plan: progress report to the partnership board", 0)
    document.add_paragraph("Report for the period July to September 2025")
    document.add_paragraph("This report tells the board what has been done since its last meeting.")
    add_table(
        document,
        [
            ["Action", "Progress since the last report", "RAG", "Next steps"],
            [
                "1.1 Shorten waits for therapies",
                "Two therapists started in August. Forty children were seen in the summer clinics.",
                "Amber",
                "Fill the two posts that are still empty.",
            ],
            [
                "1.2 Give each family a named contact",
                "Contacts were named for all families on the list by the end of September.",
                "Green",
                "Ask families whether it helped.",
            ],
            ["2.1 Train school staff", "Training was postponed to the autumn.", "Red", "Agree new dates."],
        ],
    )
    return word_bytes(document)


def _highlight_report() -> bytes:
    document = word()
    document.add_heading("Greyholt Local Area SEND Partnership", 0)
    document.add_heading("Highlight report – November 2025", 1)
    document.add_paragraph("Reporting period: 1 September to 31 October 2025")
    add_table(
        document,
        [
            ["Ref", "Action", "Owner", "Deadline", "RAG last month", "RAG this month", "Update"],
            [
                "1.1",
                "Recruit a social care officer",
                "Head of Care",
                "Sep 2025",
                "A",
                "B",
                "The post is filled.",
            ],
            ["1.2", "Launch the portal", "Systems Lead", "Dec 2025", "G", "A", "Testing found two faults."],
        ],
    )
    document.add_paragraph("The board is asked to note progress and agree a new date for action 1.2.")
    return word_bytes(document)


CONTENTS = Specimen(
    file="greyholt-contents.txt",
    layout="text: a contents page",
    build=_CONTENTS.encode,
    document="contents",
    questions=1,
)
NOTICE = Specimen(
    file="greyholt-news.txt",
    layout="text: a press notice",
    build=_NOTICE.encode,
    document="notice",
    questions=1,
)
PROGRESS_REPORT = Specimen(
    file="greyholt-progress.docx",
    layout="Word: a progress report",
    build=_progress_report,
    document="progress report",
    questions=1,
)
HIGHLIGHT_REPORT = Specimen(
    file="greyholt-highlights.docx",
    layout="Word: a report with the dates of actions",
    build=_highlight_report,
    document="progress report",
    questions=1,
)
