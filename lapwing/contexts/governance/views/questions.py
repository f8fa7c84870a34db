"""Questions about lines of packs: who asked, whose they are, and the answers."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.contexts.governance.access import READ, RUN, TAKE_PART, may_see_to
from lapwing.contexts.governance.commands import questions as commands
from lapwing.contexts.governance.forms import decisions as forms
from lapwing.contexts.governance.models import PackQuestion
from lapwing.contexts.governance.papers import PAPERS
from lapwing.contexts.governance.queries.lines import question_lines
from lapwing.contexts.governance.views.pages import (
    FormPage,
    address,
    crumbs_to,
    deed,
    find,
    submit,
    too_late,
    turned_away,
    why_not_theirs,
)
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.accounts.models import User
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def questions(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Every question that was asked about a pack: what is open first, then the latest answers."""
    rows = PackQuestion.objects.filter(partnership=partnership).order_by("-created_at", "-id")
    lines = question_lines(request.actor, partnership, rows, timezone.localdate())
    context = {
        "partnership": partnership,
        "open": [line for line in lines if line.answered_on is None],
        "answered": [line for line in lines if line.answered_on is not None],
    }
    return render(
        request,
        "governance/questions.html",
        context,
        title="Questions about packs",
        crumbs=crumbs_to(partnership),
    )


@requires(READ)
@require_safe
def question(request: ActorRequest, partnership: Partnership, pack_question: str) -> HttpResponse:
    """One question, the line that it is about, and its answer."""
    row = find(request, partnership, PackQuestion, pack_question)
    (line,) = question_lines(
        request.actor, partnership, PackQuestion.objects.filter(pk=row.pk), timezone.localdate()
    )
    sees_to_it = may_see_to(request.actor, row, timezone.localdate())
    open_ = row.answered_at is None
    context = {
        "partnership": partnership,
        "line": line,
        "may_answer": open_ and (line.mine or sees_to_it),
        "may_give": open_ and (line.mine or sees_to_it or row.created_by_id == request.actor.user_id),
        "line_url": PAPERS.line_address(partnership, row.pack_ref, row.line_key),
    }
    return render(
        request,
        "governance/question.html",
        context,
        title="Question about a pack",
        crumbs=_crumbs(partnership),
        width="reading",
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, partnership: Partnership, pack_question: str) -> HttpResponse:
    """Answer a question."""
    row = find(request, partnership, PackQuestion, pack_question)
    if why := why_not_theirs(commands.must_answer, request, row):
        return turned_away(request, why, _address(row))
    if late := too_late(request, commands.ANSWERED if row.answered_at is not None else "", _address(row)):
        return late
    form = forms.AnswerQuestionForm(sent(request), initial={"version": row.version})
    page = _page(row, "Answer the question", "Save the answer", "It is answered, and whoever asked is told.")
    return submit(request, page, form, deed(request, commands.answer, row))


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def give(request: ActorRequest, partnership: Partnership, pack_question: str) -> HttpResponse:
    """Give a question to somebody."""
    row = find(request, partnership, PackQuestion, pack_question)
    if why := why_not_theirs(commands.must_give, request, row):
        return turned_away(request, why, _address(row))
    if late := too_late(request, commands.ANSWERED if row.answered_at is not None else "", _address(row)):
        return late
    form = forms.GiveForm(
        sent(request),
        partnership_id=partnership.pk,
        on=timezone.localdate(),
        initial={"version": row.version},
    )
    page = _page(row, "Give the question to somebody", "Give it to them", "They are told.")
    return submit(
        request,
        page,
        form,
        lambda typed: commands.give(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            to=User.objects.get(ref=typed["to"]),
        ),
    )


def _address(row: PackQuestion) -> str:
    return address(row.partnership, "question", pack_question=row.ref)


def _page(row: PackQuestion, title: str, button: str, done: str) -> FormPage:
    back = _address(row)
    return FormPage(
        title=title,
        back=back,
        button=button,
        done=done,
        crumbs=(*_crumbs(row.partnership), Crumb("Question", back)),
        context={"intro": row.question},
    )


def _crumbs(partnership: Partnership) -> tuple[Crumb, ...]:
    return (*crumbs_to(partnership), Crumb("Questions about packs", address(partnership, "questions")))
