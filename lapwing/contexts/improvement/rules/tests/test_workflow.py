"""Which move may follow which state, by whom, and where an update goes next."""

from __future__ import annotations

from itertools import product

import pytest

from lapwing.contexts.improvement.rules import workflow
from lapwing.contexts.improvement.rules.workflow import (
    CHECKS,
    DEFAULT_STEP,
    OPEN_TO_ALL,
    TRANSITIONS,
    Move,
    Mover,
    NotAllowedError,
    Standing,
    Step,
    StepDeed,
    UpdateState,
    Way,
    after,
    can,
    next_step,
)

LEAD = Step("Group lead", StepDeed.CHECK, 1)
PANEL = Step("Panel", StepDeed.CHECK, 2)
GROUP = Step("Operational group", StepDeed.SIGN_OFF, 3)
AUTHOR = Mover(writes=True, wrote=True, owns=True)
HOLDER = Mover(holds_step=True)
# An update with whoever may make the move, so that only the state decides.
FITTING = {
    Move.WRITTEN: (GROUP, AUTHOR),
    Move.SUBMITTED: (GROUP, AUTHOR),
    Move.TAKEN_BACK: (GROUP, AUTHOR),
    Move.PASSED: (LEAD, HOLDER),
    Move.SIGNED_OFF: (GROUP, HOLDER),
    Move.RETURNED: (GROUP, HOLDER),
    Move.REPORTED: (GROUP, Mover(runs=True)),
    Move.WORDS_WITHDRAWN: (GROUP, HOLDER),
}


def test_every_state_says_what_may_follow_and_every_move_can_be_made_somewhere() -> None:
    assert set(TRANSITIONS) == set(UpdateState)
    assert {move for moves in TRANSITIONS.values() for move in moves} == set(Move)
    assert set(CHECKS) == set(Move) - {Move.PASSED_OVER}


def test_every_state_can_be_reached_and_every_update_can_come_to_be_reported() -> None:
    def reached_from(state: UpdateState) -> set[UpdateState]:
        seen, ahead = set(), [state]
        while ahead:
            here = ahead.pop()
            seen.add(here)
            ahead += [each for each in TRANSITIONS[here].values() if each not in seen]
        return seen

    assert reached_from(UpdateState.DRAFT) == set(UpdateState)
    assert all(UpdateState.REPORTED in reached_from(state) for state in UpdateState)


@pytest.mark.parametrize(("state", "move"), list(product(UpdateState, CHECKS)))
def test_a_move_can_be_made_where_the_table_says_and_is_refused_with_a_sentence_elsewhere(
    state: UpdateState, move: Move
) -> None:
    step, mover = FITTING[move]
    update = Standing(state, step)
    assert can(move, update, mover) == (move in TRANSITIONS[state])
    if move not in TRANSITIONS[state]:
        with pytest.raises(NotAllowedError, match=r"\.$"):
            after(state, move)


@pytest.mark.parametrize("move", [Move.PASSED, Move.SIGNED_OFF, Move.RETURNED])
@pytest.mark.parametrize(
    ("mover", "says"),
    [
        (Mover(wrote=True, holds_step=True), "You wrote"),
        (Mover(owns=True, holds_step=True), "You own this"),
        (Mover(owned=True, holds_step=True), "You owned this"),
        (Mover(), "others hold"),
        (Mover(runs=True), "others hold"),
    ],
)
def test_nobody_decides_about_their_own_nor_at_a_step_of_others(move: Move, mover: Mover, says: str) -> None:
    update = Standing(UpdateState.SUBMITTED, FITTING[move][0])
    with pytest.raises(NotAllowedError, match=says):
        CHECKS[move](update, mover)
    assert can(move, update, HOLDER)


@pytest.mark.parametrize("move", [Move.WRITTEN, Move.SUBMITTED])
def test_only_those_who_own_the_action_write_and_submit(move: Move) -> None:
    assert can(move, Standing(UpdateState.DRAFT), Mover(writes=True))
    with pytest.raises(NotAllowedError, match="own the action"):
        CHECKS[move](Standing(UpdateState.DRAFT), HOLDER)


def test_its_author_takes_back_what_was_submitted_and_a_checker_does_not() -> None:
    submitted = Standing(UpdateState.SUBMITTED, LEAD)
    assert can(Move.TAKEN_BACK, submitted, Mover(wrote=True))
    assert not can(Move.TAKEN_BACK, submitted, HOLDER)


def test_what_is_to_be_checked_is_not_signed_off_and_the_other_way_round() -> None:
    with pytest.raises(NotAllowedError, match="still to be checked"):
        workflow.check_can_sign_off(Standing(UpdateState.SUBMITTED, LEAD), HOLDER)
    with pytest.raises(NotAllowedError, match="waits to be signed off"):
        workflow.check_can_pass(Standing(UpdateState.SUBMITTED, GROUP), HOLDER)


@pytest.mark.parametrize("move", [Move.RETURNED, Move.WORDS_WITHDRAWN])
@pytest.mark.parametrize(
    ("mover", "says"),
    [
        (Mover(wrote=True, holds_step=True), "You wrote"),
        (Mover(owns=True, holds_step=True), "You own this"),
        (Mover(owned=True, holds_step=True), "You owned this"),
        (Mover(), "sign updates off, or run the plan"),
    ],
)
def test_nobody_unsays_their_own_nor_what_others_sign_off(move: Move, mover: Mover, says: str) -> None:
    update = Standing(UpdateState.SIGNED_OFF)
    with pytest.raises(NotAllowedError, match=says):
        CHECKS[move](update, mover)
    assert can(move, update, HOLDER)


def test_what_was_reported_is_not_returned_and_the_sentence_says_what_can_be_done() -> None:
    with pytest.raises(NotAllowedError, match="can be withdrawn"):
        workflow.check_can_return(Standing(UpdateState.REPORTED), HOLDER)


def test_a_second_sign_off_is_told_that_it_was_done() -> None:
    with pytest.raises(NotAllowedError, match="signed off already"):
        workflow.check_can_sign_off(Standing(UpdateState.SIGNED_OFF), HOLDER)


def anybody(step: Step) -> bool:
    return True


def nobody(step: Step) -> bool:
    return False


def test_an_update_goes_from_step_to_step() -> None:
    steps = [LEAD, PANEL, GROUP]
    assert next_step(steps, None, anybody) == Way(LEAD)
    assert next_step(steps, LEAD, anybody) == Way(PANEL)
    assert next_step(steps, PANEL, anybody) == Way(GROUP)


def test_a_check_that_nobody_else_can_make_is_passed_over_and_a_sign_off_never_is() -> None:
    steps = [LEAD, PANEL, GROUP]
    assert next_step(steps, None, lambda step: step is not LEAD) == Way(PANEL, (LEAD,))
    assert next_step(steps, None, nobody) == Way(GROUP, (LEAD, PANEL))


def test_a_plan_without_steps_has_its_programme_manager_sign_off() -> None:
    assert next_step([], None, nobody) == Way(DEFAULT_STEP)
    assert can(Move.SIGNED_OFF, Standing(UpdateState.SUBMITTED), HOLDER)


def test_a_step_that_was_taken_out_counts_as_not_passed() -> None:
    assert next_step([LEAD, GROUP], PANEL, anybody) == Way(LEAD)


def test_the_last_of_all_steps_signs_off() -> None:
    with pytest.raises(ValueError, match="signs off"):
        next_step([LEAD], None, anybody)


def test_what_is_signed_off_is_open_to_all_and_nothing_else() -> None:
    assert {UpdateState.SIGNED_OFF, UpdateState.REPORTED} == OPEN_TO_ALL
