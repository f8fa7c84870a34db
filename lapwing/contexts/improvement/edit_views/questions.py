"""Answering what the document leaves open, and opening it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.contexts.improvement import access, commands
from lapwing.contexts.improvement.access import ANSWER
from lapwing.contexts.improvement.edit_forms.questions import AnswerForm
from lapwing.contexts.improvement.edit_views.editing import FormPage, submit, version_sent
from lapwing.contexts.improvement.edit_views.places import address, crumbs_to
from lapwing.contexts.improvement.models import Question
from lapwing.contexts.improvement.presenters import answers
from lapwing.contexts.improvement.queries.questions import questions_of
from lapwing.contexts.improvement.rules.questions import title_of
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.filters import plural
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


@requires(ANSWER)
@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, partnership: Partnership, question: str) -> HttpResponse:
    """What does the document mean here?"""
    row = _find(request, partnership, question)
    given = row.answer if row.answer is not None else ""
    form = AnswerForm(
        sent(request),
        question=row,
        initial={
            "version": row.version,
            "answer": given or (answers.proposed(row) if answers.is_split(row) else ""),
        },
    )
    back = address(partnership, "questions", plan=row.plan.ref)
    page = FormPage(
        title=title_of(row.code),
        back=f"{back}#question-{row.ref}",
        button="Save this answer",
        done=_done(request, row),
        crumbs=(*crumbs_to(row.plan), Crumb("Open questions", back)),
        template="improvement/edit/answer.html",
        context={
            "question": questions_of(row.plan, [row])[0],
            "is_split": answers.is_split(row),
            "will": answers.will(row.code),
            "outcomes": answers.outcomes(row) if row.code == "target.relative" else [],
            "others": len(_alike(row)),
            "partnership": partnership,
        },
    )
    return submit(
        request,
        page,
        form,
        lambda typed: _answer(request, row, typed),
        row=row,
        values_of=lambda current: {"answer": current.answer or ""},
    )


@requires(ANSWER)
@require_POST
def take_back(request: ActorRequest, partnership: Partnership, question: str) -> HttpResponse:
    """Open a question again; what its answer changed is put back."""
    row = _find(request, partnership, question)
    try:
        commands.take_back_answer(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=version_sent(request),
        )
    except commands.RefusedError as error:
        messages.error(request, str(error))
    except commands.EditedByAnotherError:
        messages.error(request, "Somebody else answered this meanwhile. Look at it again.")
    else:
        messages.success(request, "The question is open again, and what its answer changed is as it was.")
    return redirect(address(partnership, "questions", plan=row.plan.ref) + f"#question-{row.ref}")


def _find(request: ActorRequest, partnership: Partnership, ref: str) -> Question:
    rows = Question.objects.filter(partnership=partnership, plan__voided_at=None)
    return access.questions.fetch(
        request.actor, ANSWER, queryset=rows.select_related("plan__partnership"), ref=ref
    )


@transaction.atomic
def _answer(request: ActorRequest, row: Question, typed: dict[str, Any]) -> None:
    """Answer the question and, if asked, all that ask the same; either all are answered or none."""
    asked = [(row.ref, typed["version"])]
    if typed["same"]:
        asked += [(other.ref, other.version) for other in _alike(row)]
    for ref, version in asked:
        commands.answer_question(
            actor=request.actor, now=timezone.now(), ref=ref, version=version, answer=typed["answer"]
        )


def _alike(row: Question) -> list[Question]:
    """The other open questions of this kind with the same choices; none for those that ask for words."""
    if not row.choices:
        return []
    rows = Question.objects.filter(plan_id=row.plan_id, code=row.code, choices=row.choices, answer=None)
    return list(rows.exclude(pk=row.pk))


def _done(request: ActorRequest, row: Question) -> str:
    others = len(_alike(row)) if request.POST.get("same") else 0
    return f"{plural(others + 1, 'question')} answered." if others else "Your answer is saved."
