"""Asking about a line of a pack, giving the question to somebody, and answering it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lapwing.contexts.governance.access import RUN, TAKE_PART, may_see_to
from lapwing.contexts.governance.commands.about import NOTHING, Pointed, about_fields
from lapwing.contexts.governance.commands.common import (
    Nobody,
    NotYoursError,
    RefusedError,
    fetch,
    look_for_names,
    must_be_able,
    required,
    save_changes,
    today,
    user_id_of,
)
from lapwing.contexts.governance.models import PackQuestion
from lapwing.contexts.governance.telling import (
    settle_question,
    tell_of_question,
    tell_of_question_answered,
)
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.models import GovernanceGroup, Partnership

ANSWERED = "It is answered already."


@transaction.atomic
def ask(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    pack_ref: str,
    line_key: str,
    line_words: str,
    question: str,
    about: Pointed = NOTHING,
    group: GovernanceGroup | None = None,
    give_to: User | None = None,
    named_nobody: Nobody = (),
) -> PackQuestion:
    """Ask about a line of a pack. Whoever it is given to is told; of one that nobody has yet, who runs the
    group whose pack it is, else who runs all groups.

    Raises NotYoursError, RefusedError, and ChildNamedError for what looks like a child's name.
    """
    if not actor.may_any((TAKE_PART, RUN), partnership.pk):
        raise NotYoursError("Only people who take part in a group can ask about a pack.")
    look_for_names(partnership.pk, {"question": question}, named_nobody)
    asked = PackQuestion.objects.create(
        partnership=partnership,
        pack_ref=pack_ref,
        line_key=line_key,
        line_words=line_words,
        group=group,
        question=required(question, field="question", message="Enter your question."),
        given_to_id=must_be_able(give_to, partnership.pk, now, field="to"),
        given_at=now if give_to else None,
        created_at=now,
        created_by_id=user_id_of(actor),
        **about_fields(actor, partnership, about),
    )
    tell_of_question(asked, but=actor.user_id, now=now)
    return asked


@transaction.atomic
def give(*, actor: Actor, now: datetime, ref: str, version: int, to: User) -> PackQuestion:
    """Give a question to somebody: whoever asked it, whoever has it, and who runs the group may.

    Raises NotVisible, EditedByAnotherError, NotYoursError and RefusedError.
    """
    question = _open(actor, ref, version)
    must_give(actor, question, now)
    settle_question(question, now=now)
    able = must_be_able(to, question.partnership_id, now, field="to")
    saved = save_changes(question, {"given_to_id": able, "given_at": now})
    tell_of_question(saved, but=actor.user_id, now=now)
    return saved


@transaction.atomic
def answer(
    *, actor: Actor, now: datetime, ref: str, version: int, words: str, named_nobody: Nobody = ()
) -> PackQuestion:
    """Answer a question: whoever it was given to may, and who runs the group. Whoever asked is told.

    Raises NotVisible, EditedByAnotherError, NotYoursError and RefusedError.
    """
    question = _open(actor, ref, version)
    must_answer(actor, question, now)
    said = required(words, field="words", message="Enter the answer.")
    look_for_names(question.partnership_id, {"words": said}, named_nobody)
    saved = save_changes(question, {"answer": said, "answered_at": now, "answered_by_id": user_id_of(actor)})
    settle_question(saved, now=now)
    tell_of_question_answered(saved, but=actor.user_id, now=now)
    return saved


def must_give(actor: Actor, question: PackQuestion, now: datetime) -> None:
    """Raises NotYoursError for who neither asked it, nor has it, nor runs the group."""
    mine = actor.user_id in (question.created_by_id, question.given_to_id)
    if not mine and not may_see_to(actor, question, today(now)):
        raise NotYoursError(
            "Only whoever asked, whoever has the question, or who runs the group's meetings can give it on."
        )


def must_answer(actor: Actor, question: PackQuestion, now: datetime) -> None:
    """Raises NotYoursError for who neither has it nor runs the group."""
    if question.given_to_id != actor.user_id and not may_see_to(actor, question, today(now)):
        raise NotYoursError(
            "Only whoever the question was given to, or who runs the group's meetings, can answer it."
        )


def _open(actor: Actor, ref: str, version: int) -> PackQuestion:
    question: PackQuestion = fetch(actor, PackQuestion, ref, version=version)
    if question.answered_at is not None:
        raise RefusedError(ANSWERED)
    return question
