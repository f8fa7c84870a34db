"""Tables that stand in a text only as lines are found again, and what is not certain is said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.interchange import Action
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.text_grids import ask_about_cells, find_tables, with_found_grids
from lapwing.contexts.improvement.reading.texts.parts import TextTable
from lapwing.contexts.improvement.reading.trace import Trace
from lapwing.platform.extraction.plain_text import text_document

_LINE_BY_LINE = """Wolds SEND Plan

Action no.
Action
Lead
By when
Success criteria
1.1
Recruit two specialist teachers for the north
Head of SEND
May 2025
All schools are visited each term
1.2
Write one pathway for autism
assessments together with schools
DCO
Nurse Lead
TBC
Page 1 of 2
Action no.
Action
Lead
By when
Success criteria
1.3
Train staff
Autumn 2025
Staff feel confident
"""
_ROWS = [
    [
        "1.1",
        "Recruit two specialist teachers for the north",
        "Head of SEND",
        "May 2025",
        "All schools are visited each term",
    ],
    ["1.2", "Write one pathway for autism assessments together with schools", "DCO\nNurse Lead", "TBC", None],
    ["1.3", "Train staff", None, "Autumn 2025", "Staff feel confident"],
]
_RUN_TOGETHER = """Action no. Action Lead By when Success criteria
1.1 Recruit two specialist teachers for the north Head of SEND May 2025 All schools are visited each term
1.2 Write one pathway for autism
assessments together with schools. DCO September 2025 Families know
the pathway.
"""
_WITHOUT_NUMBERS = """What we will do

By when

Lead

Open a clinic in the north

May 2025

Nurse Lead

Publish guidance for families
on the website

July 2025

DCO
"""
_WIDE = """                       Wolds SEND Plan

Ref    What we will do                     Lead officer       By when       How will we know
                                                                            it is working?
1.1    Recruit two specialist teachers     Head of SEND       May 2025      All schools are
       for the north of the county                                          visited each term

1.2    Write one pathway for autism        DCO                June 2025     Families know the
       assessments                         Nurse Lead                       pathway

                                      Page 2 of 3

Ref    What we will do                     Lead officer       By when       How will we know
                                                                            it is working?
1.3    Train staff in the early years      DCO                              Staff feel sure
       and in schools
"""
_BLOCKS = """Wolds plan

Action 1: Improve the timeliness of plans

Action 1.1: Recruit two caseworkers
Lead: Head of SEND
Due date: May 25
Success criteria:
• Plans are on time
• Families say so

Action 1.2: Train staff
Lead: DCO; Nurse Lead
Due date: June 25    Status: Amber
Success criteria:
• Staff feel confident

Action 2: Listen to families

Action 2.1: Hold a forum
Lead
Parent Forum Chair
Due date: July 25
Success criteria:
• Families come

Some closing words of the plan.
"""
_FLATTENED = """Key Areas
Actions
Lead role &
organisation

1.1.1

Families are heard

The partnership will listen to families at every meeting, and will write down what is said there.

→ Ask families to speak by March 2027

Head of Listening
"""


def _tables(text: str) -> tuple[TextTable, ...]:
    return find_tables(text_document(text, "plan.txt")).tables


def _rows(table: TextTable) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row.cells] for row in table.rows]


def test_cells_line_by_line_are_put_under_their_titles_over_page_breaks_and_lost_blanks() -> None:
    (table,) = _tables(_LINE_BY_LINE)
    assert _rows(table) == _ROWS
    assert [row.doubt for row in table.rows] == ["", "", ""]


def test_every_cell_names_the_lines_it_stands_on() -> None:
    document = with_found_grids(text_document(_LINE_BY_LINE, "plan.txt"))
    (grid,) = document.grids
    for cell in grid.cells:
        if "\n" not in cell.text:
            first, last = cell.lines
            assert " ".join(document.lines[first - 1 : last]) == cell.text
    assert [paragraph.text for paragraph in document.paragraphs] == ["Wolds SEND Plan"]
    assert {cell.text for cell in grid.row(0)} == {
        "Action no.",
        "Action",
        "Lead",
        "By when",
        "Success criteria",
    }
    assert all(cell.header for cell in grid.row(0))


def test_rows_without_numbers_are_found_by_the_cycle_of_their_columns() -> None:
    (table,) = _tables(_WITHOUT_NUMBERS)
    assert _rows(table) == [
        ["Open a clinic in the north", "May 2025", "Nurse Lead"],
        ["Publish guidance for families on the website", "July 2025", "DCO"],
    ]


def test_cells_that_ran_together_are_parted_by_their_look_and_asked_about_where_nothing_else_parts_them() -> (
    None
):
    (table,) = _tables(_RUN_TOGETHER)
    assert _rows(table) == [
        _ROWS[0],
        [
            "1.2",
            "Write one pathway for autism assessments together with schools.",
            "DCO",
            "September 2025",
            "Families know the pathway.",
        ],
    ]
    assert [row.doubt for row in table.rows] == ["cell.order", ""]


def test_the_question_names_every_row_in_doubt_once() -> None:
    doubts = Doubts()
    actions = [Action(key="1.1", ref="1.1", source=(2, 2)), Action(key="1.2", ref="1.2", source=(3, 5))]
    ask_about_cells(_tables(_RUN_TOGETHER), actions, doubts)
    (question,) = doubts.questions()
    assert (question.code, question.where) == ("cell.order", ("1.1",))
    assert question.raw is not None
    assert "Head of SEND | May 2025" in question.raw


def test_two_texts_for_three_columns_of_text_are_a_doubt() -> None:
    text = "Action no.\nAction\nHow will we know\nProgress\nBy when\n"
    rows = "1.1\nOpen a clinic in the north\nFamilies wait for less time now\nMay 2025\n"
    (table,) = _tables(text + rows + rows.replace("1.1", "1.2"))
    assert {row.doubt for row in table.rows} == {"cell.slipped"}


def test_columns_of_fixed_width_are_read_with_their_wrapped_cells() -> None:
    (table,) = _tables(_WIDE)
    assert _rows(table) == [
        [
            "1.1",
            "Recruit two specialist teachers for the north of the county",
            "Head of SEND",
            "May 2025",
            "All schools are visited each term",
        ],
        [
            "1.2",
            "Write one pathway for autism assessments",
            "DCO\nNurse Lead",
            "June 2025",
            "Families know the pathway",
        ],
        ["1.3", "Train staff in the early years and in schools", "DCO", None, "Staff feel sure"],
    ]


def test_labelled_blocks_are_rows_and_a_numbered_action_with_nothing_of_its_own_names_an_area() -> None:
    first, second = _tables(_BLOCKS)
    assert [title.text for title in first.titles] == [
        "Action no.",
        "Action",
        "Lead",
        "Due date",
        "Success criteria",
        "Status",
    ]
    assert _rows(first)[1] == [
        "1.2",
        "Train staff",
        "DCO; Nurse Lead",
        "June 25",
        "• Staff feel confident",
        "Amber",
    ]
    assert _rows(second) == [["2.1", "Hold a forum", "Parent Forum Chair", "July 25", "• Families come"]]
    document = with_found_grids(text_document(_BLOCKS, "plan.txt"))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Wolds plan",
        "Action 1: Improve the timeliness of plans",
        "Action 2: Listen to families",
        "Some closing words of the plan.",
    ]


def test_a_flattened_plan_is_left_to_its_own_reader() -> None:
    assert _tables(_FLATTENED) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Our actions\nImpact\nOutcomes\n\nWe have done much and will do more in the coming year.\n",
        "The action lead will report by when success criteria are met.\n",
        "Action: we ask you to write to us.\n",
        "Contents\n\nAction 1: Listen ........ 3\nAction 2: Act ........ 5\n",
    ],
)
def test_words_that_only_sound_like_titles_make_no_table(text: str) -> None:
    document = text_document(text, "words.txt")
    assert with_found_grids(document) == document


def test_the_trace_says_how_a_table_stood() -> None:
    trace = Trace()
    find_tables(text_document(_WIDE, "plan.txt"), trace)
    assert [step.text for step in trace.steps] == ["columns parted by runs of blanks; 3 rows"]


@given(st.data())
def test_a_row_taken_out_leaves_the_others_as_they_were(data: st.DataObject) -> None:
    out = data.draw(st.integers(0, 1))
    bounds = [("1.1\n", "1.2\n"), ("1.2\n", "Page 1")][out]
    text = _LINE_BY_LINE
    cut = text[: text.index(bounds[0])] + text[text.index(bounds[1]) :]
    (table,) = _tables(cut)
    assert _rows(table) == [row for at, row in enumerate(_ROWS) if at != out]


@given(
    st.lists(
        st.sampled_from([*_LINE_BY_LINE.split("\n"), *_WIDE.split("\n"), *_BLOCKS.split("\n")]), max_size=40
    )
)
def test_any_mixture_of_lines_is_read_and_no_line_is_lost(lines: list[str]) -> None:
    document = text_document("\n".join(lines), "mixed.txt")
    found = with_found_grids(document)
    assert found.lines == document.lines
    covered = {n for each in found.elements for n in range(each.lines[0], each.lines[1] + 1)}
    filled = {n for n, line in enumerate(found.lines, start=1) if line.strip()}
    assert filled <= covered
    spans = [each.lines for each in found.elements]
    assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_a_heading_with_titles_right_under_it_is_a_paragraph_of_its_own() -> None:
    text = _LINE_BY_LINE.replace("Page 1 of 2\n", "Page 1 of 2\nPriority 2: Listen\n")
    document = with_found_grids(text_document(text, "plan.txt"))
    assert "Priority 2: Listen" in [paragraph.text for paragraph in document.paragraphs]
    assert len(document.grids) == 2


def test_numbered_actions_with_labels_under_them_are_blocks_and_the_numbered_heading_an_area() -> None:
    text = (
        "Wolds Plan\nAction 1 – Early identification\n1.1 Develop a checklist for nurseries\n"
        "Responsible: Early Years Manager\nBy when: 30 June 2025\n\n1.2 Publish the checklist\n"
        "Responsible: Communications Lead\nBy when: 30 Sept 2025\n\nAction 2 – Listening\n"
        "2.1 Hold a forum for\nfamilies\nResponsible: Participation Officer\nBy when: 31 Dec 2025\n"
    )
    first, second = _tables(text)
    assert _rows(first) == [
        ["1.1", "Develop a checklist for nurseries", "Early Years Manager", "30 June 2025"],
        ["1.2", "Publish the checklist", "Communications Lead", "30 Sept 2025"],
    ]
    assert _rows(second) == [["2.1", "Hold a forum for families", "Participation Officer", "31 Dec 2025"]]
