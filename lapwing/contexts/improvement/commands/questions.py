"""Answering what a document leaves open, and withdrawing an answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.answers import carry_out
from lapwing.contexts.improvement.commands.by_request import refuse_effects
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    RefusedError,
    clean,
    required,
    user_id_of,
)
from lapwing.contexts.improvement.commands.effects import undo
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import Question
from lapwing.contexts.improvement.notices import questions_told_as
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.notices.telling import settle


@transaction.atomic
@tells_of_change
def answer_question(*, actor: Actor, now: datetime, ref: str, version: int, answer: str) -> Question:
    """Answer a question, and carry the answer out where that can be done. An earlier answer is withdrawn.

    Raises NotVisible, EditedByAnotherError, and RefusedError when the answer cannot be carried out.
    """
    question = _question(actor, ref, version)
    found = required(answer, field="answer", message="Choose or enter an answer.")
    if question.answer is not None:
        _take_back(question, actor, now, "Answered again.")
    with for_reason(f"Answered: {found[:200]}"):
        carry_out(question, found, actor=actor, now=now)
        _save(question, found, user_id_of(actor), now)
    if not Question.objects.filter(plan=question.plan_id, answer=None).exists():
        settle(beginning=questions_told_as(question.plan.ref), now=now)
    return question


@transaction.atomic
@tells_of_change
def take_back_answer(*, actor: Actor, now: datetime, ref: str, version: int, reason: str = "") -> Question:
    """Open a question again and put what its answer changed as it was.

    Raises NotVisible, EditedByAnotherError, and RefusedError when that was changed again since.
    """
    question = _question(actor, ref, version)
    if question.answer is None:
        raise RefusedError("This question is open.")
    why = clean(reason) or "The answer was withdrawn."
    with for_reason(why):
        _take_back(question, actor, now, why)
        _save(question, None, None, None)
    return question


def _take_back(question: Question, actor: Actor, now: datetime, reason: str) -> None:
    made = question.effects.get("made", [])
    refuse_effects(question.plan, made)
    undo(made, actor=actor, now=now, reason=reason)
    question.effects = {}


def _save(question: Question, answer: str | None, by: int | None, at: datetime | None) -> None:
    question.answer, question.answered_by_id, question.answered_at = answer, by, at
    question.version += 1
    question.save(update_fields=["answer", "answered_by", "answered_at", "version", "effects"])


def _question(actor: Actor, ref: str, version: int) -> Question:
    rows = Question.objects.filter(plan__voided_at=None).select_related("plan")
    question = access.questions.fetch(
        actor, access.ANSWER, queryset=rows.select_for_update(of=("self",)), ref=ref
    )
    if question.version != version:
        raise EditedByAnotherError(question)
    return question
