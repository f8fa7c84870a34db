"""Run-on cells: where they are proposed to split, and what a person's answer does to the plan."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.interchange import (
    Action,
    Due,
    DuePoint,
    Milestone,
    Plan,
    Question,
    SuccessCriterion,
)
from lapwing.contexts.improvement.reading.lexicon import Lexicon, lexicon_of
from lapwing.contexts.improvement.reading.splitting import (
    SplitError,
    apply_split,
    boundaries_of,
    items_at,
    propose_items,
)

PROSE = (
    "The Fenmoor Inclusion Board meets each month.",
    "Families speak at the Fenmoor Inclusion Board, and training for staff is planned with Carers Together.",
    "The guide is on the local offer (LO). Outcomes and feedback are shared; compliance is checked.",
)


def proposed(*items: str, prose: tuple[str, ...] = PROSE) -> bool:
    """Whether the items, run together, are proposed as they were."""
    run = " ".join(items)
    return propose_items(run, lexicon_of(prose, [run])) == items


def test_a_capital_after_a_whole_clause_begins_an_item() -> None:
    assert proposed("Chairs are mended within the week", "Families know whom to ring")


def test_a_name_inside_a_clause_does_not_split() -> None:
    assert proposed("Reports go to the Fenmoor Inclusion Board", "Training is planned for all schools")


def test_a_name_begins_an_item_where_a_clause_with_its_verb_follows() -> None:
    assert proposed("Families feel heard in meetings", "Fenmoor Inclusion Board will be told each term")
    assert proposed("Plans will be checked each month", "EHC plans will be shorter and clearer")


def test_a_name_does_not_begin_an_item_where_no_verb_follows() -> None:
    assert proposed("Audits of yearly reviews and amended EHCPs in every school")


@pytest.mark.parametrize("end", [".", ";", " ."])
def test_sentence_ends_split(end: str) -> None:
    assert proposed(f"New handbook written with parents{end}", "Follow up calls to practices")


def test_dots_in_a_row_and_short_forms_do_not_split() -> None:
    assert proposed("You said ... We did page is kept up to date")
    assert proposed("Leaflets for practices e.g. Meadow Road and Hill Street are out")


def test_a_comma_splits_only_before_a_common_word_with_its_verb() -> None:
    assert proposed("Outcomes are tracked through case notes,", "Compliance will be checked by sample")
    assert proposed("Letters reach schools in Fenmoor, Wickham and the valleys")


def test_a_percentage_begins_an_item_but_not_after_a_word_that_needs_it() -> None:
    assert proposed("Practices contribute to new plans", "100% of drafts are shared with health")
    assert proposed("Waits are shorter by 20% in the first year")


def test_items_in_the_form_of_the_first_begin_with_their_own_verb() -> None:
    assert proposed(
        "Writing one guide with families", "Naming a worker for each leaver", "Checking what came of it"
    )
    assert proposed(
        "placing alerts where a plan exists", "sending each plan to the practice", "coding records well"
    )


def test_a_verb_in_ing_after_a_comma_goes_with_what_stands_before() -> None:
    assert proposed(
        "Mapping services for leavers, identifying gaps in the valleys", "Publishing what was found"
    )


def test_small_letters_split_at_repeated_verbs_and_question_words() -> None:
    assert proposed(
        "complete a review of all doors.",
        "produce a note for each meeting,",
        "design and send a letter to all",
    )
    assert proposed("progress made on the shared agreement", "how single cases are handled in practice")
    assert proposed("write down what happens when a chair breaks at the weekend")


def test_a_text_that_is_an_item_elsewhere_is_an_item_here() -> None:
    known = lexicon_of((), (), ["the young people say so themselves"])
    run = "carers agree with the change the young people say so themselves"
    assert propose_items(run, known) == ("carers agree with the change", "the young people say so themselves")
    assert propose_items(run, Lexicon()) == (run,)


def test_a_copied_run_is_no_proof_of_a_name() -> None:
    run = "The map is published on LO Feedback from families is gathered"
    split = propose_items(run, lexicon_of(PROSE, [run, run + " and counted"]))
    assert split == ("The map is published on LO", "Feedback from families is gathered")


def test_brackets_hold_together() -> None:
    assert proposed("A cycle of visits is done (research says The more the better) in schools")


def test_no_words_give_no_items() -> None:
    assert propose_items("  ", Lexicon()) == ()
    assert propose_items("One", Lexicon()) == ("One",)


@given(st.lists(st.text(min_size=1, max_size=9), max_size=30))
def test_a_proposal_keeps_every_word_in_order(words: list[str]) -> None:
    run = " ".join(words)
    assert " ".join(propose_items(run, Lexicon())).split() == run.split()


subjects = st.sampled_from(["Families", "Schools", "Practices", "Leaders", "Chairs", "Letters", "Meetings"])
verbs = st.sampled_from(["will be", "are", "have been"])
ends = st.sampled_from(
    ["seen early", "heard in time", "mended at once", "shared with parents", "counted well"]
)
clauses = st.tuples(subjects, verbs, ends).map(" ".join)


@given(st.lists(clauses, min_size=1, max_size=6))
def test_whole_clauses_run_together_come_apart(items: list[str]) -> None:
    run = " ".join(items)
    assert propose_items(run, lexicon_of((), [run])) == tuple(items)


# Answers

POINT = DuePoint(role="complete", as_written="Q2 2026", earliest=date(2026, 4, 1), latest=date(2026, 6, 30))
DUE = Due(points=(POINT,))


def action(**changes: object) -> Action:
    plain = Action(
        key="1.1",
        ref="1.1",
        text="Open early",
        owners=("Head of Play Therapy Lead",),
        milestones=(
            Milestone(label="a)", text="open early", source=(3, 3), due=DUE),
            Milestone(label="b)(i)", text="ring families write to schools", source=(3, 3), due=DUE),
        ),
        success_criteria=(
            SuccessCriterion(text="Waits fall", source=(3, 3)),
            SuccessCriterion(text="Calls are answered Letters", source=(3, 3)),
            SuccessCriterion(text="are short", source=(3, 3)),
        ),
    )
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def question(code: str, raw: str, where: tuple[str, ...] = ("1.1",)) -> Question:
    return Question(code=code, where=where, text="?", raw=raw)


CRITERIA = question("text.split", "Calls are answered Letters are short")
PARTS = question("text.split", "ring families write to schools")
OWNERS = question("owner.split", "Head of Play Therapy Lead\nDirector Chair")


def test_an_answer_divides_the_criteria_that_the_question_shows_and_no_others() -> None:
    plan = Plan(title="t", actions=(action(), action(key="1.2")), questions=(CRITERIA, PARTS))
    after = apply_split(plan, CRITERIA, ["Calls are answered", "Letters are short"])
    texts = [criterion.text for criterion in after.actions[0].success_criteria]
    assert texts == ["Waits fall", "Calls are answered", "Letters are short"]
    assert {criterion.source for criterion in after.actions[0].success_criteria} == {(3, 3)}
    assert after.actions[1] == plan.actions[1]
    assert after.questions[0].answer == "Calls are answered\nLetters are short"
    assert after.questions[1] == PARTS


def test_an_answer_divides_parts_which_keep_the_due_points_and_the_manner_of_labels() -> None:
    plan = Plan(title="t", actions=(action(),), questions=(PARTS,))
    milestones = apply_split(plan, PARTS, ["ring families", "write to schools"]).actions[0].milestones
    assert [(m.label, m.text) for m in milestones] == [
        ("a)", "open early"),
        ("b)(i)", "ring families"),
        ("b)(ii)", "write to schools"),
    ]
    assert {milestone.due for milestone in milestones} == {DUE}


def test_numbered_parts_are_numbered_on_and_unlabelled_ones_stay_so() -> None:
    for label, expected in (("1", ["1", "2"]), (None, [None, None])):
        part = Milestone(label=label, text="ring families write to schools")
        plan = Plan(title="t", actions=(action(milestones=(part,)),), questions=(PARTS,))
        after = apply_split(plan, PARTS, ["ring families", "write to schools"])
        assert [milestone.label for milestone in after.actions[0].milestones] == expected


def test_an_answer_about_owners_reaches_every_action_with_that_cell() -> None:
    both = dataclasses.replace(OWNERS, where=("1.1", "1.2", "1.3"))
    others = (action(key="1.2"), action(key="1.3", owners=("Director Chair",)))
    plan = Plan(title="t", actions=(action(), *others), questions=(both,))
    after = apply_split(plan, both, ["Head of Play", "Therapy Lead"])
    assert [each.owners for each in after.actions] == [
        ("Head of Play", "Therapy Lead"),
        ("Head of Play", "Therapy Lead"),
        ("Director Chair",),
    ]
    again = apply_split(after, after.questions[0], ["Director", "Chair"])
    assert again.actions[2].owners == ("Director", "Chair")
    assert again.questions[0].answer == "Head of Play\nTherapy Lead\n\nDirector\nChair"


def test_an_answer_may_be_given_again() -> None:
    plan = Plan(title="t", actions=(action(),), questions=(CRITERIA,))
    first = apply_split(plan, CRITERIA, ["Calls are", "answered Letters are short"])
    second = apply_split(first, first.questions[0], ["Calls are answered Letters are short"])
    assert [c.text for c in second.actions[0].success_criteria] == [
        "Waits fall",
        "Calls are answered Letters are short",
    ]


@pytest.mark.parametrize(
    "items",
    [
        ["Calls are answered"],
        ["Letters are short", "Calls are answered"],
        ["Calls are answered", "Letters are very short"],
        [],
    ],
)
def test_an_answer_that_is_not_the_cell_word_for_word_is_refused(items: list[str]) -> None:
    plan = Plan(title="t", actions=(action(),), questions=(CRITERIA,))
    with pytest.raises(SplitError, match="words of the cell"):
        apply_split(plan, CRITERIA, items)


def test_a_question_of_another_kind_is_refused() -> None:
    with pytest.raises(SplitError, match=r"due\.none"):
        apply_split(Plan(title="t"), question("due.none", "soon"), ["soon"])


def test_a_cell_is_cut_before_the_words_of_the_boundaries() -> None:
    assert items_at("ring families write to schools", [2]) == ("ring families", "write to schools")
    assert boundaries_of(["ring families", "write to schools"]) == (2,)
    assert items_at("ring families", []) == ("ring families",)


@pytest.mark.parametrize("boundary", [0, -1, 2])
def test_a_boundary_outside_the_cell_is_refused(boundary: int) -> None:
    with pytest.raises(SplitError, match="2 words"):
        items_at("ring families", [boundary])


@given(
    st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6)
)
def test_cutting_undoes_joining(items: list[str]) -> None:
    assert items_at(" ".join(items), boundaries_of(items)) == tuple(items)
