"""What is said once of a document as a whole."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.interchange import Action, Inspection, Milestone
from lapwing.contexts.improvement.reading.document_notes import note_document
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.front_matter import FrontMatter
from lapwing.contexts.improvement.reading.lines import lines_of


def _told(text: str, *labels: str, front: FrontMatter | None = None) -> str:
    milestones = tuple(Milestone(label=label, text=text) for label in labels)
    actions = [Action(key="1.1", ref="1.1", text=text, milestones=milestones)]
    doubts = Doubts()
    note_document(
        lines_of(text), front or FrontMatter(), actions, {"FIB": "Fenmarsh Inclusion Board"}, doubts
    )
    return "\n".join(question.raw or "" for question in doubts.questions())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Data in QRSX are old.", "does not explain: QRSX."),
        ("An EHCP, EHCP, EHCP, EHCP, EHCP and an ECHP", "“ECHP” looks like a slip for EHCP"),
        ("See Appendix 2 for more.", "speaks of appendix 2 and does not hold it"),
        ("The [full report](#) is public.", "The link “full report” leads nowhere."),
        ("<p>One</p>", "Cells hold HTML"),
        ("Casebook2 and Casebook 2", "“Casebook2” and “Casebook 2” look like one name"),
        (
            "Ref.\tAction\tDate Due\n1.1\tWrite\tMay 2031\n\nRef.\tAction\tBy when\n1.2\tRead\tMay 2031",
            "One column has several titles: Date Due, By when.",
        ),
    ],
)
def test_what_a_person_should_know_is_told(text: str, told: str) -> None:
    assert told in _told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The FIB meets in June.",
        "The Quiet Room Scheme (QRSX) is new. QRSX grows.",
        "QRSX (Quiet Room Scheme) is new.",
        "HOW WE WORK\n\nWe meet.",
        "See Appendix 2.\n\nAppendix 2\n\nTables",
        "Nothing odd.",
    ],
)
def test_what_is_plain_is_not_told(text: str) -> None:
    assert _told(text) == ""


def test_parts_marked_in_several_ways_are_told_of() -> None:
    assert _told("Do it.", "1)", "2)", "a)") == "Parts of actions are marked in several ways: 1) a)"
    assert _told("Do it.", "1)", "2)", "3)") == ""


def test_an_inspection_dated_by_month_is_told_of() -> None:
    front = FrontMatter(inspection=Inspection(as_written="October 2031"))
    assert _told("Nothing odd.", front=front) == (
        "The inspection is dated only “October 2031”; its days are left open."
    )


def test_a_document_without_actions_gets_no_note() -> None:
    doubts = Doubts()
    note_document(lines_of("Data in QRSX are old."), FrontMatter(), [], {}, doubts)
    assert doubts.questions() == ()
