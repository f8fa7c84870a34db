"""Every edit that a person can make of a draft, as a function from one review to the next. Pure.

The draft is its reading with the edits applied in order, so undoing the last one is leaving it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from lapwing.contexts.improvement.interchange import Plan, Question
from lapwing.contexts.improvement.reviewing.answers import effect_of
from lapwing.contexts.improvement.reviewing.building import add_action, add_part, move, remove
from lapwing.contexts.improvement.reviewing.correcting import corrected
from lapwing.contexts.improvement.reviewing.depending import follow
from lapwing.contexts.improvement.reviewing.parts import divided
from lapwing.contexts.improvement.reviewing.places import LISTS, Place
from lapwing.contexts.improvement.reviewing.review import Edit, EditError, Review

__all__ = ["Edit", "EditError", "alike", "apply", "replay"]


def apply(review: Review, edit: Edit) -> Review:
    """The review after an edit. Raises EditError when it does not fit what is there."""
    act = _ACTS.get(edit.kind)
    if act is None:
        raise EditError("This is not something that can be done to a draft.")
    try:
        done = act(review, edit.data)
        return replace(done, plan=follow(review.plan, done.plan))
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, EditError):
            raise
        raise EditError("What was sent does not fit this draft. Look at it again.") from error


def replay(plan: Plan, edits: Iterable[Edit]) -> Review:
    """A reading with edits applied in order. One that no longer fits is passed over, and changes nothing."""
    review = Review(plan)
    for edit in edits:
        try:
            review = apply(review, edit)
        except EditError:
            continue
    return review


def alike(plan: Plan, number: int) -> tuple[int, ...]:
    """The open questions that one answer can settle with this one: of its code, with the same choices."""
    asked = plan.questions[number]
    return tuple(
        at
        for at, each in enumerate(plan.questions)
        if at != number and each.answer is None and (each.code, each.choices) == (asked.code, asked.choices)
    )


def _answer(review: Review, data: dict[str, Any]) -> Review:
    """One question is answered, all like it, or (``questions``) those that are confirmed together."""
    answer = str(data["answer"]).strip()
    if not answer:
        raise EditError("Choose or enter an answer.")
    numbers = [int(number) for number in data.get("questions", ())] or [int(data["question"])]
    for number in numbers:
        _question(review, number)
    numbers += alike(review.plan, numbers[0]) if data.get("same") else ()
    plan = review.plan
    for at in numbers:
        plan = effect_of(plan, plan.questions[at], answer)
        plan = _with_answer(plan, at, replace(plan.questions[at], answer=answer))
    return replace(review, plan=plan, later=review.later - set(numbers))


def _with_answer(plan: Plan, number: int, question: Question) -> Plan:
    questions = (*plan.questions[:number], question, *plan.questions[number + 1 :])
    return replace(plan, questions=questions)


def _question(review: Review, number: int) -> Question:
    if not 0 <= number < len(review.plan.questions):
        raise EditError("There is no such question.")
    return review.plan.questions[number]


def _later(review: Review, data: dict[str, Any]) -> Review:
    number = int(data["question"])
    _question(review, number)
    later = review.later | {number} if data.get("later", True) else review.later - {number}
    return replace(review, later=later)


def _accept(review: Review, data: dict[str, Any]) -> Review:
    places = [Place.of(str(text)) for text in data["at"]]
    for place in places:
        if place.part or place.kind not in ("action", "measure"):
            raise EditError("Only actions and measures are accepted.")
        (review.action if place.kind == "action" else review.measure)(place.key)
    named = {str(place) for place in places}
    accepted = review.accepted | named if data.get("accepted", True) else review.accepted - named
    return replace(review, accepted=accepted)


def _correct(review: Review, data: dict[str, Any]) -> Review:
    fields = {str(name): str(value) for name, value in dict(data["fields"]).items()}
    return corrected(review, Place.of(str(data["at"])), fields)


def _divide(review: Review, data: dict[str, Any]) -> Review:
    place = Place.of(str(data["at"]))
    if place.kind != "action" or place.part not in LISTS:
        raise EditError("Only the parts of an action are divided and joined.")
    starts = [int(start) for start in data["starts"]]
    done = review.with_action(place.key, lambda action: divided(action, place.part, starts))
    return replace(done, changed=done.changed | {str(place.whole())})


def _move(review: Review, data: dict[str, Any]) -> Review:
    return move(review, Place.of(str(data["at"])), str(data["to"]))


def _remove(review: Review, data: dict[str, Any]) -> Review:
    return remove(review, Place.of(str(data["at"])))


_ACTS: dict[str, Callable[[Review, dict[str, Any]], Review]] = {
    "answer": _answer,
    "later": _later,
    "accept": _accept,
    "correct": _correct,
    "divide": _divide,
    "move": _move,
    "remove": _remove,
    "add-action": add_action,
    "add-part": add_part,
}
