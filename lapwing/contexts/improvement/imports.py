"""From the interchange form to rows: a whole plan in one transaction, in a fixed number of statements."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access, interchange
from lapwing.contexts.improvement.checks import PlanRefusedError, refuse_what_cannot_be_saved
from lapwing.contexts.improvement.commands.answers import carry_out
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.importing.actions import save_actions
from lapwing.contexts.improvement.importing.dependencies import save_dependencies
from lapwing.contexts.improvement.importing.frame import save_frame
from lapwing.contexts.improvement.importing.measures import save_measures
from lapwing.contexts.improvement.importing.rows import Import
from lapwing.contexts.improvement.models import Document, Plan, Question, Remainder
from lapwing.contexts.improvement.rules.questions import JOINING
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

__all__ = ["AlreadyImportedError", "DocumentText", "PlanRefusedError", "import_plan"]


@dataclass(frozen=True)
class DocumentText:
    """The text that a plan was read from, kept so that every part can be shown where it stood.

    ``file_id`` is the number of the file that it came in, None for text without one.
    """

    name: str
    text: str
    file_id: int | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


class AlreadyImportedError(ValueError):
    """The same document was imported before; ``plan`` is what was made of it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        super().__init__(f"This document was already imported as {plan.ref}, “{plan.title}”.")


@transaction.atomic
@tells_of_change
def import_plan(
    *,
    plan: interchange.Plan,
    partnership: Partnership,
    actor: Actor,
    now: datetime,
    document: DocumentText | None = None,
    again: bool = False,
) -> Plan:
    """Save a plan, open questions and all. Owner roles are shared with the partnership's other plans.

    Raises NotVisible without the permission to import, PlanRefusedError when something in it cannot be saved,
    and AlreadyImportedError for a document that the partnership has imported before, unless ``again``.
    """
    if actor.user_id is None or not actor.may(access.IMPORT, partnership.pk):
        raise access.NotVisible("No such partnership")
    refuse_what_cannot_be_saved(plan)
    if document is not None and "\0" in document.text:
        raise PlanRefusedError("the document holds a null character")
    if document is not None and not again:
        _refuse_a_second_time(partnership, document)
    importing = Import(partnership.pk, actor.user_id, now)
    row = save_frame(plan, importing)
    actions = save_actions(plan, row, importing)
    save_measures(plan, row, actions, importing)
    save_dependencies(plan, row, actions, importing)
    questions = _save_questions(plan, row, importing)
    _save_document(plan, row, document, importing)
    _carry_out_answers(row, questions, actor, now)
    return row


def _refuse_a_second_time(partnership: Partnership, document: DocumentText) -> None:
    before = (
        Document.objects.filter(partnership=partnership, sha256=document.sha256, plan__voided_at=None)
        .select_related("plan")
        .first()
    )
    if before is not None:
        raise AlreadyImportedError(before.plan)


def _save_questions(plan: interchange.Plan, row: Plan, importing: Import) -> list[Question]:
    return Question.objects.bulk_create(
        Question(
            partnership_id=importing.partnership_id,
            plan=row,
            position=position,
            code=question.code,
            text=question.text,
            where=list(question.where),
            choices=list(question.choices),
            raw=question.raw or "",
            asked_at=importing.now,
            answer=question.answer,
            answered_at=None if question.answer is None else importing.now,
            answered_by_id=None if question.answer is None else importing.user_id,
        )
        for position, question in enumerate(plan.questions)
    )


def _save_document(
    plan: interchange.Plan, row: Plan, document: DocumentText | None, importing: Import
) -> None:
    Remainder.objects.bulk_create(
        Remainder(
            partnership_id=importing.partnership_id,
            plan=row,
            position=position,
            first_line=remainder.lines[0],
            last_line=remainder.lines[1],
            text=remainder.text,
        )
        for position, remainder in enumerate(plan.remainder)
    )
    if document is not None:
        Document.objects.create(
            partnership_id=importing.partnership_id,
            plan=row,
            name=document.name,
            sha256=document.sha256,
            text=document.text,
            file_id=document.file_id,
            read_at=importing.now,
            read_by_id=importing.user_id,
        )


def _carry_out_answers(row: Plan, questions: list[Question], actor: Actor, now: datetime) -> None:
    """Do what answers did that the interchange form does not carry: roles and measures that are one."""
    for question in questions:
        if question.answer is not None and question.code in JOINING:
            carry_out(question, question.answer, actor=actor, now=now)
