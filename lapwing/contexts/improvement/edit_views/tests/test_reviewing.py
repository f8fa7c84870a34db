"""The review page: questions answered, fields corrected, parts divided, edits undone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.utils import timezone

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.drafts import OpenDraft, open_draft
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import DraftEdit, Plan, PlanDraft, Question
from lapwing.contexts.improvement.tests import factories as made
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.extraction.document import Document as Extracted
from lapwing.platform.extraction.document import Element, Grid, GridCell, Kind, Paragraph
from lapwing.platform.extraction.json_form import to_plain
from lapwing.registry.tests import factories

SEASONS = tuple(
    interchange.Question(
        code="due.season", where=(key,), text=f"The term of {key}?", choices=("term", "months")
    )
    for key in ("1.1.1", "1.1.1bis")
)
CELL = interchange.Question(
    code="text.split", where=("1.1.1",), text="Where does it divide?", raw="Families know where to go"
)
LINES = tuple(f"Words of line {number}" for number in range(1, 21))


@pytest.fixture
def ref(desk: Desk) -> str:
    """A draft that is ready: a plan with a question twice and a cell to divide, of twenty lines."""
    plan = replace(made.full_plan(), questions=(*SEASONS, CELL))
    table = Grid(
        cells=(
            GridCell(text=LINES[9], row=0, column=0, lines=(10, 10), header=True, columns=2),
            GridCell(text=LINES[10], row=1, column=0, lines=(11, 11), colour="00FF00"),
        ),
        rows=2,
        columns=2,
        lines=(10, 11),
        place="page 2",
    )
    paragraphs = [
        Paragraph(text=line, lines=(number, number), heading=1 if number == 1 else None)
        for number, line in enumerate(LINES, 1)
        if number not in (10, 11)
    ]
    elements: tuple[Element, ...] = (*paragraphs[:9], table, *paragraphs[9:])
    document = Extracted(kind=Kind.WORD, name="plan.docx", elements=elements, lines=LINES)
    with as_maintenance():
        return PlanDraft.objects.create(
            partnership=desk.partnership,
            user=desk.manager,
            name="plan.docx",
            sha256="0" * 64,
            created_at=timezone.now(),
            attempt=1,
            state="ready",
            kind="word",
            reading=json.loads(interchange.to_json(plan)),
            content=to_plain(document),
            questions_open=3,
        ).ref


def do(desk: Desk, ref: str, kind: str, /, **data: object) -> HttpResponse:
    version = data.pop("version", None) or desk.one(PlanDraft, ref=ref).version
    return desk.post("import-edit", {"kind": kind, "version": version, **data}, plan_draft=ref)


def told(desk: Desk, ref: str, kind: str, /, **data: object) -> str:
    """The page that doing something leads to, in the same browser."""
    sent = {"kind": kind, "version": desk.one(PlanDraft, ref=ref).version, **data}
    answer = desk.browser().post(desk.url("import-edit", plan_draft=ref), sent, follow=True)
    return words(answer)  # type: ignore[arg-type]


def opened(desk: Desk, ref: str) -> OpenDraft:
    with as_maintenance():
        return open_draft(PlanDraft.objects.get(ref=ref))


def shown(desk: Desk, ref: str, query: str = "") -> str:
    return words(desk.browser().get(desk.url("import-draft", plan_draft=ref) + query))  # type: ignore[arg-type]


def test_the_document_stands_beside_the_draft_line_by_line(desk: Desk, ref: str) -> None:
    page = desk.get("import-draft", plan_draft=ref).content.decode()
    assert all(f'id="l{number}"' in page for number in range(1, 21))
    assert '<th colspan="2">' in page
    assert "Page 2" in page
    assert 'fill="#00FF00"' in page
    assert "One thing is unclear" in page
    assert "1 reading to confirm" in page


def test_the_other_side_alone_is_sent_to_htmx(desk: Desk, ref: str) -> None:
    address = desk.url("import-draft", plan_draft=ref)
    part = desk.browser().get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'id="review"' in part
    assert 'id="l1"' not in part


def test_a_reading_that_is_said_to_be_wrong_leads_to_where_it_is_corrected(desk: Desk, ref: str) -> None:
    do(desk, ref, "answer", question=2, answer="no, it is two sentences")
    assert "Correct it by hand" in shown(desk, ref)
    do(desk, ref, "answer", question=0, answer="term")
    assert shown(desk, ref).count("Correct it by hand") == 1


def test_an_answer_in_words_that_is_only_kept_says_so_and_leads_to_the_field(desk: Desk, ref: str) -> None:
    assert "Kept with the plan. What it changes is changed in the draft below." in shown(desk, ref)
    page = told(desk, ref, "answer", question=0, words="The first half of the term")
    assert "The first half of the term Correct it by hand" in page


def test_a_plan_that_is_not_alike_is_offered_out_of_the_way(desk: Desk, ref: str) -> None:
    draft = desk.one(PlanDraft, ref=ref)
    reading = {**(draft.reading or {}), "title": "Roads", "local_area": "Fernhollow", "actions": []}
    with as_maintenance():
        PlanDraft.objects.filter(ref=ref).update(reading=reading)
    page = desk.get("import-draft", plan_draft=ref).content.decode()
    assert "It looks like a later version" not in page
    assert "<summary>It is a later version of a plan that is here</summary>" in page
    assert desk.url("import-compare", plan_draft=ref, plan=desk.plan.ref) in page


def test_one_click_answers_all_of_a_kind(desk: Desk, ref: str) -> None:
    do(desk, ref, "answer", question=0, answer="term", same="on")
    assert [q.answer for q in opened(desk, ref).review.plan.questions] == ["term", "term", None]
    assert desk.one(PlanDraft, ref=ref).questions_open == 1
    assert "2 of 3 answered" in shown(desk, ref)


def test_what_is_left_for_later_waits_at_the_end(desk: Desk, ref: str) -> None:
    do(desk, ref, "later", question=2)
    assert "to confirm" not in shown(desk, ref)
    assert "1 question left for later" in shown(desk, ref)
    do(desk, ref, "later", question=2, later="no")
    assert "1 reading to confirm" in shown(desk, ref)


def test_what_is_fairly_sure_is_confirmed_in_one_click(desk: Desk, ref: str) -> None:
    before = opened(desk, ref).review.plan
    do(desk, ref, "answer", questions=["0", "1", "2"], answer="right as it is read")
    after = opened(desk, ref).review.plan
    assert after.actions == before.actions
    assert all(question.answer == "right as it is read" for question in after.questions)
    assert "Confirmed 3 readings" in shown(desk, ref)


def test_a_cell_is_divided_by_choosing_gaps(desk: Desk, ref: str) -> None:
    page = words(desk.browser().get(desk.url("import-change", plan_draft=ref) + "?question=2"))  # type: ignore[arg-type]
    assert "begin with “where”" in page
    do(desk, ref, "answer", question=2, cell="Families know where to go", **{"start-0": ["2"]})
    criteria = opened(desk, ref).review.action("1.1.1").success_criteria
    assert [each.text for each in criteria] == ["Families know", "where to go"]


def test_parts_are_divided_and_joined_by_choosing_gaps(desk: Desk, ref: str) -> None:
    page = desk.browser().get(desk.url("import-change", plan_draft=ref) + "?at=action/1.1.1/owner")
    assert "begin with “Play”" in words(page)  # type: ignore[arg-type]
    do(desk, ref, "divide", at="action/1.1.1/owner", start=["1"])
    assert opened(desk, ref).review.action("1.1.1").owners == ("Head", "of Play Play Commissioner")


def test_a_field_is_corrected_by_hand(desk: Desk, ref: str) -> None:
    address = desk.url("import-change", plan_draft=ref) + "?at=action/1.1.1/milestone/2"
    browser = desk.browser()
    assert "Publish the list" in browser.get(address).content.decode()
    version = desk.one(PlanDraft, ref=ref).version
    typed = {"version": version, "label": "c", "text": "Publish all", "due": "by May 2027"}
    answer = browser.post(address, typed)
    assert answer["Location"].endswith("#action-0")
    milestone = opened(desk, ref).review.action("1.1.1").milestones[2]
    assert (milestone.text, milestone.label) == ("Publish all", "c")
    assert milestone.due.points[0].as_written == "May 2027"
    assert "corrected by hand" in shown(desk, ref)
    assert "A milestone of action 1.1.1" not in shown(desk, ref)


@pytest.mark.parametrize(
    "at",
    [
        *("plan", "group/1", "objective/1.1", "action/1.1.1", "action/1.1.1/criterion/0"),
        *("action/1.1.1/owner/0", "measure/M1", "measure/M1/series/0", "measure/M1/series/0/target/1"),
    ],
)
def test_everything_can_be_corrected(desk: Desk, ref: str, at: str) -> None:
    page = desk.browser().get(desk.url("import-change", plan_draft=ref), {"at": at})
    assert page.status_code == 200
    assert "Save" in page.content.decode()


@pytest.mark.parametrize("query", ["", "?at=action/none", "?at=nothing", "?question=99", "?question=0"])
def test_what_is_not_there_leads_back(desk: Desk, ref: str, query: str) -> None:
    page = desk.browser().get(desk.url("import-change", plan_draft=ref) + query)
    assert page["Location"] == desk.url("import-draft", plan_draft=ref)


def test_a_field_that_must_not_be_empty_says_so(desk: Desk, ref: str) -> None:
    address = desk.url("import-change", plan_draft=ref) + "?at=action/1.1.1/criterion/0"
    page = desk.browser().post(address, {"version": 1, "text": " "})
    assert "Enter success criterion" in page.content.decode()


def test_a_line_says_what_was_read_from_it(desk: Desk, ref: str) -> None:
    assert "It was read as a milestone of action 1.1.1" in shown(desk, ref, "?line=11")
    assert "Not in the plan" in shown(desk, ref, "?line=20")
    assert "Line 18 to 20" in shown(desk, ref, "?line=18&to=99")
    assert "Not in the plan" not in shown(desk, ref, "?line=999999999")


def test_lines_that_were_missed_become_an_action_or_part_of_one(desk: Desk, ref: str) -> None:
    do(desk, ref, "add-action", first=18, last=19, text="A new promise", ref="1.9", group="1")
    do(desk, ref, "add-part", first=20, last=20, text="Its step", action="1.9", part="milestone")
    action = opened(desk, ref).review.action("1.9")
    assert action.source == (18, 19)
    assert [each.text for each in action.milestones] == ["Its step"]


def test_an_action_that_is_none_is_taken_out_and_put_back(desk: Desk, ref: str) -> None:
    do(desk, ref, "remove", at="action/1.1.1bis")
    assert [each.key for each in opened(desk, ref).review.plan.actions] == ["1.1.1"]
    assert desk.one(PlanDraft, ref=ref).questions_open == 2
    do(desk, ref, "undo")
    assert [each.key for each in opened(desk, ref).review.plan.actions] == ["1.1.1", "1.1.1bis"]
    assert desk.one(PlanDraft, ref=ref).questions_open == 3
    assert "Do again what was undone" in shown(desk, ref)
    do(desk, ref, "redo")
    assert len(opened(desk, ref).review.plan.actions) == 1


def test_a_new_edit_takes_the_place_of_what_was_undone(desk: Desk, ref: str) -> None:
    do(desk, ref, "remove", at="action/1.1.1bis")
    do(desk, ref, "undo")
    do(desk, ref, "accept", at=["action/1.1.1", "measure/M1"])
    assert [row.kind for row in desk.all(DraftEdit)] == ["accept"]
    assert "2 of 4 accepted" in shown(desk, ref)
    do(desk, ref, "undo")
    assert "There is nothing to undo" in told(desk, ref, "undo")


def test_the_second_of_two_people_is_told_what_the_first_did(desk: Desk, ref: str) -> None:
    other = factories.member(desk.partnership, "programme-manager", name="Olwen Other")
    version = desk.one(PlanDraft, ref=ref).version
    sent = {"kind": "accept", "at": "action/1.1.1", "version": version}
    desk.post("import-edit", sent, other, plan_draft=ref)
    page = told(desk, ref, "remove", at="action/1.1.1", version=version)
    assert "Olwen Other: Accepted action 1.1.1" in page
    assert len(opened(desk, ref).review.plan.actions) == 2


def test_what_the_second_typed_is_kept(desk: Desk, ref: str) -> None:
    address = desk.url("import-change", plan_draft=ref) + "?at=action/1.1.1/criterion/0"
    version = desk.one(PlanDraft, ref=ref).version
    do(desk, ref, "accept", at="action/1.1.1")
    page = desk.browser().post(address, {"version": version, "text": "What I typed"})
    assert "What I typed" in page.content.decode()
    assert "changed meanwhile" in page.content.decode()
    assert opened(desk, ref).review.action("1.1.1").success_criteria[0].text == "Families know where to go"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"kind": "nothing"},
        {"kind": "answer"},
        {"kind": "answer", "question": "99", "answer": "x"},
        {"kind": "remove", "at": "group/1"},
        {"kind": "divide", "at": "action/1.1.1/owner", "start": "x"},
        {"kind": "add-action", "first": "0", "last": "0", "text": "x"},
    ],
    ids=str,
)
def test_what_makes_no_sense_changes_nothing(desk: Desk, ref: str, sent: dict[str, str]) -> None:
    answer = desk.post("import-edit", {"version": "1", **sent}, plan_draft=ref)
    assert answer.status_code == 302
    assert desk.all(DraftEdit) == []


def test_what_was_answered_and_corrected_is_what_is_saved(desk: Desk, ref: str) -> None:
    do(desk, ref, "answer", question=0, answer="term")
    do(desk, ref, "remove", at="action/1.1.1bis")
    desk.post("import-draft", {"save": "on"}, plan_draft=ref)
    plan = desk.one(Plan, pk__gt=desk.plan.pk)
    saved = {row.code: row.answer for row in desk.all(Question, plan=plan)}
    assert saved == {"due.season": "term", "text.split": None}
    assert desk.all(DraftEdit) == []


def test_a_draft_of_another_partnership_is_not_found(desk: Desk, ref: str) -> None:
    elsewhere = factories.partnership()
    factories.membership(desk.manager, elsewhere, "programme-manager")
    address = desk.url("import-draft", plan_draft=ref).replace(desk.partnership.ref, elsewhere.ref)
    assert desk.browser().get(address).status_code == 404
    assert desk.browser().post(address + "edit/", {"kind": "undo"}).status_code == 404
