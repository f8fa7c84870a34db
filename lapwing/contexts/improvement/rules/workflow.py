"""How an update goes from its author to the board: which move may follow which state, and by whom.

What may follow is ``TRANSITIONS``, as data. Each move has a pair: ``check_can_x`` raises NotAllowedError with
a sentence for a person, ``can_x`` says yes or no. No one passes or signs off what they wrote, submitted or
own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.rules.statuses import Labelled


class UpdateState(Labelled):
    DRAFT = "draft", "Draft"
    # Waits at a step.
    SUBMITTED = "submitted", "Submitted"
    RETURNED = "returned", "Returned"
    SIGNED_OFF = "signed off", "Signed off"
    REPORTED = "reported", "Reported"


class Move(Labelled):
    """What is done with an update. Writing it and passing a step over are noted, and change no state."""

    # Once for each person who wrote in it.
    WRITTEN = "written", "Written"
    # A check that nobody could make but those whose update it is.
    PASSED_OVER = "passed over", "Passed over: nobody else holds this step"
    SUBMITTED = "submitted", "Submitted"
    PASSED = "passed", "Checked"
    SIGNED_OFF = "signed off", "Signed off"
    RETURNED = "returned", "Returned"
    TAKEN_BACK = "taken back", "Withdrawn by its author"
    REPORTED = "reported", "Reported"
    # What it says, and not how it stands: a name of a child that everybody read, say.
    WORDS_WITHDRAWN = "withdrawn", "Its words were withdrawn"


class StepDeed(Labelled):
    CHECK = "check", "Checks"
    SIGN_OFF = "sign off", "Signs off"


class StepHolder(Labelled):
    """Who takes a step."""

    GROUP_LEAD = "group lead", "The lead of the group that the action belongs to"
    GOVERNANCE_GROUP = "governance group", "Members of a governance group"
    ROLE = "role", "Everybody who holds a role"


# From each state, the moves that may follow, and where each leads. Writing and passing over change no state.
TRANSITIONS: Mapping[UpdateState, Mapping[Move, UpdateState]] = {
    UpdateState.DRAFT: {Move.WRITTEN: UpdateState.DRAFT, Move.SUBMITTED: UpdateState.SUBMITTED},
    UpdateState.RETURNED: {Move.WRITTEN: UpdateState.RETURNED, Move.SUBMITTED: UpdateState.SUBMITTED},
    UpdateState.SUBMITTED: {
        Move.PASSED: UpdateState.SUBMITTED,
        Move.PASSED_OVER: UpdateState.SUBMITTED,
        Move.SIGNED_OFF: UpdateState.SIGNED_OFF,
        Move.RETURNED: UpdateState.RETURNED,
        Move.TAKEN_BACK: UpdateState.DRAFT,
    },
    UpdateState.SIGNED_OFF: {
        Move.REPORTED: UpdateState.REPORTED,
        Move.RETURNED: UpdateState.RETURNED,
        Move.WORDS_WITHDRAWN: UpdateState.SIGNED_OFF,
    },
    UpdateState.REPORTED: {Move.WORDS_WITHDRAWN: UpdateState.REPORTED},
}

# Everybody who reads the plan reads these; the others are read by whose work they are, and who checks them.
OPEN_TO_ALL = frozenset({UpdateState.SIGNED_OFF, UpdateState.REPORTED})
WRITABLE = frozenset({UpdateState.DRAFT, UpdateState.RETURNED})


@dataclass(frozen=True)
class Step:
    """A step of a plan's workflow. ``id`` is None for the step of a plan that has set none."""

    name: str
    deed: StepDeed
    id: int | None = None


# A plan that has set no steps: one sign-off, by those who run it.
DEFAULT_STEP = Step("Programme manager", StepDeed.SIGN_OFF)


@dataclass(frozen=True)
class Standing:
    """How an update stands: ``step`` is where it waits while it is submitted."""

    state: UpdateState
    step: Step | None = None


@dataclass(frozen=True)
class Mover:
    """Who wants to move an update, in relation to it.

    ``writes``: may write it. ``wrote``: has written in it or submitted it. ``owns``: holds, or stands in for,
    a role that owns its action. ``owned``: did so on any day since its cycle opened. ``holds_step``: holds
    the step at which it waits; of what is signed off, may sign it off or runs the plan. ``runs``: runs the
    plan.
    """

    writes: bool = False
    wrote: bool = False
    owns: bool = False
    owned: bool = False
    holds_step: bool = False
    runs: bool = False


class NotAllowedError(ValueError):
    """A move that may not be made now, or not by this person; the message says why."""


def after(state: UpdateState, move: Move) -> UpdateState:
    """The state that a move leads to. Raises NotAllowedError when it cannot follow."""
    try:
        return TRANSITIONS[state][move]
    except KeyError:
        raise NotAllowedError(_cannot_follow(state, move)) from None


def check_can_write(update: Standing, mover: Mover) -> None:
    """Whether its words may be changed."""
    after(update.state, Move.WRITTEN)
    _check_writer(mover)


def check_can_submit(update: Standing, mover: Mover) -> None:
    after(update.state, Move.SUBMITTED)
    _check_writer(mover)


def check_can_take_back(update: Standing, mover: Mover) -> None:
    after(update.state, Move.TAKEN_BACK)
    if not (mover.wrote or mover.owns):
        raise NotAllowedError("Only those whose update it is withdraw it.")


def check_can_pass(update: Standing, mover: Mover) -> None:
    after(update.state, Move.PASSED)
    if _waits_at(update).deed is not StepDeed.CHECK:
        raise NotAllowedError("It waits to be signed off: sign it off or return it.")
    _check_decides(mover, "check")


def check_can_sign_off(update: Standing, mover: Mover) -> None:
    after(update.state, Move.SIGNED_OFF)
    if _waits_at(update).deed is not StepDeed.SIGN_OFF:
        raise NotAllowedError("It is still to be checked before it can be signed off.")
    _check_decides(mover, "sign off")


def check_can_return(update: Standing, mover: Mover) -> None:
    after(update.state, Move.RETURNED)
    _check_decides(mover, "return", is_open=update.state in OPEN_TO_ALL)


def check_can_withdraw_words(update: Standing, mover: Mover) -> None:
    """Whether what it says may be taken out of everybody's sight."""
    after(update.state, Move.WORDS_WITHDRAWN)
    _check_decides(mover, "withdraw", is_open=True)


def check_can_report(update: Standing, mover: Mover) -> None:
    after(update.state, Move.REPORTED)
    if not mover.runs:
        raise NotAllowedError("Only those who run the plan say what was reported.")


Check = Callable[[Standing, Mover], None]
# The check of each move that a person chooses.
CHECKS: Mapping[Move, Check] = {
    Move.WRITTEN: check_can_write,
    Move.SUBMITTED: check_can_submit,
    Move.TAKEN_BACK: check_can_take_back,
    Move.PASSED: check_can_pass,
    Move.SIGNED_OFF: check_can_sign_off,
    Move.RETURNED: check_can_return,
    Move.REPORTED: check_can_report,
    Move.WORDS_WITHDRAWN: check_can_withdraw_words,
}


def can(move: Move, update: Standing, mover: Mover) -> bool:
    """Whether a move may be made now by this person."""
    try:
        CHECKS[move](update, mover)
    except NotAllowedError:
        return False
    return True


@dataclass(frozen=True)
class Way:
    """Where an update goes next, and the checks that nobody but its own people could make on the way."""

    step: Step
    passed_over: tuple[Step, ...] = ()


def next_step(steps: Sequence[Step], behind: Step | None, can_be_taken: Callable[[Step], bool]) -> Way:
    """The step that an update goes to from ``behind``, or first of all from its author.

    ``can_be_taken`` says whether somebody holds a step who neither wrote nor owns the update. A check that
    nobody else can make is passed over; a sign-off never is. ``behind`` that is no step of the plan any more
    counts as not passed.
    """
    order = list(steps) or [DEFAULT_STEP]
    if order[-1].deed is not StepDeed.SIGN_OFF:
        raise ValueError("The last step signs off.")
    ahead = order[order.index(behind) + 1 :] if behind in order else order
    passed_over: list[Step] = []
    for step in ahead or order[-1:]:
        if step.deed is StepDeed.SIGN_OFF or can_be_taken(step):
            return Way(step, tuple(passed_over))
        passed_over.append(step)
    raise AssertionError("The last step signs off, and no sign-off is passed over.")


def _check_writer(mover: Mover) -> None:
    if not (mover.writes or mover.wrote):
        raise NotAllowedError("Only those who own the action, or stand in for them, write its updates.")


def _check_decides(mover: Mover, deed: str, *, is_open: bool = False) -> None:
    if mover.wrote:
        raise NotAllowedError(f"You wrote this update: somebody else has to {deed} it.")
    if mover.owns:
        raise NotAllowedError(f"You own this action: somebody else has to {deed} its updates.")
    if mover.owned:
        raise NotAllowedError(
            f"You owned this action while its cycle was open: somebody else has to {deed} its updates."
        )
    if not mover.holds_step:
        who = "Those who sign updates off, or run the plan, do this." if is_open else ""
        raise NotAllowedError(who or "It waits at a step that others hold.")


def _waits_at(update: Standing) -> Step:
    return update.step or DEFAULT_STEP


def _cannot_follow(state: UpdateState, move: Move) -> str:
    """Why a move cannot follow a state, for a person."""
    if move is Move.WORDS_WITHDRAWN:
        return "It is not signed off: its words are changed by who writes it."
    if move in TRANSITIONS[UpdateState.SUBMITTED] and state in WRITABLE:
        if move is Move.TAKEN_BACK:
            return "It is not with anybody else: there is nothing to take back."
        return "It was returned or withdrawn meanwhile, and is being written."
    if state is UpdateState.SUBMITTED:
        if move is Move.REPORTED:
            return "It has to be signed off before it is reported."
        return "It was submitted already. Withdraw it to change it."
    if move is Move.SIGNED_OFF:
        return "It was signed off already. It was not done twice."
    if move is Move.RETURNED:
        return (
            "It was reported: the next update says how it stands. Words that harm somebody can be withdrawn."
        )
    if move is Move.REPORTED:
        return "It was reported already." if state is UpdateState.REPORTED else "It is not signed off yet."
    return f"It is {state.label.lower()}, and stays as it is."
