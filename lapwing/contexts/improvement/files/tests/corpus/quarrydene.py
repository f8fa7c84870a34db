"""Text in which tabs part the cells of a table that prints how each action stands."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Said, Specimen, When

_ROWS = (
    ("1", "Write a guide to exclusions with head teachers", "Head of Inclusion", "30 June 2026", "Green"),
    ("2", "Open a weekly clinic for sleep", "Community Nursing Lead", "28 February 2026", "Amber"),
    ("3", "Tell families each month how long they will wait", "Therapies Manager", "31 October 2025", "Blue"),
    ("4", "Find homes for short breaks in the west", "Short Breaks Commissioner", "31 March 2026", "Red"),
)
_DAYS = ("2026-06-30", "2026-02-28", "2025-10-31", "2026-03-31")
_STATUSES = {"Green": "on track", "Amber": "at risk", "Blue": "done", "Red": "off track"}
_TEXT = "\n".join(
    [
        "Quarrydene SEND Improvement Plan",
        "",
        "\t".join(["Action no.", "Action", "Lead", "Due date", "RAG"]),
        *("\t".join(row) for row in _ROWS),
        "",
    ]
)

SPECIMEN = Specimen(
    file="quarrydene.txt",
    layout="text: tabs between cells, a column of RAG",
    build=_TEXT.encode,
    title="Quarrydene SEND Improvement Plan",
    questions=0,
    promises=tuple(
        Promise(
            ref=ref,
            text=text,
            owners=(owner,),
            due=(When(due, day, day),),
            said=(Said(colour, _STATUSES[colour]),),
            status=_STATUSES[colour],
        )
        for (ref, text, owner, due, colour), day in zip(_ROWS, _DAYS, strict=True)
    ),
)
