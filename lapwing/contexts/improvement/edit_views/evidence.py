"""Giving evidence, changing and withdrawing it; accepting it, or returning it with what is missing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.contexts.improvement import commands, evidence_access, queries
from lapwing.contexts.improvement.access import CHECK, EDIT, READ, REPORT, NotVisible
from lapwing.contexts.improvement.edit_forms import evidence as forms
from lapwing.contexts.improvement.edit_views.editing import FormPage, look_again, version_sent
from lapwing.contexts.improvement.edit_views.finding import find
from lapwing.contexts.improvement.edit_views.places import address, address_of, crumbs_to
from lapwing.contexts.improvement.evidence_files import EVIDENCE_FILE
from lapwing.contexts.improvement.models import Action, Evidence, Milestone, SuccessCriterion
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.documents.uploading import takes_files
from lapwing.platform.ui.forms import refuse, sent
from lapwing.registry.models import Partnership
from lapwing.registry.names import AsksAboutNames, ChildNamedError

_TEMPLATE = "improvement/evidence/give.html"
_GIVEN = "Your evidence is given. Somebody who does not own the action accepts it."


@requires(REPORT)
@takes_files(EVIDENCE_FILE)
@require_http_methods(["GET", "POST"])
def give_of_action(request: ActorRequest, partnership: Partnership, action: str) -> HttpResponse:
    """What shows how the action as a whole goes?"""
    row = find(request, partnership, Action, action, REPORT)
    return _give(request, row, row, row.text)


@requires(REPORT)
@takes_files(EVIDENCE_FILE)
@require_http_methods(["GET", "POST"])
def give_of_milestone(request: ActorRequest, partnership: Partnership, milestone: str) -> HttpResponse:
    """What shows that this was done, and what it changed?"""
    row = find(request, partnership, Milestone, milestone, REPORT)
    # the turn of one that comes round stands in the address: ?turn=
    turn = row.occurrences.filter(voided_at=None, ref=request.GET.get("turn", "")).first()
    of = {"milestone_ref": row.ref, "occurrence_ref": turn.ref if turn else ""}
    return _give(request, row.action, row, f"{row.text} ({turn.label})" if turn else row.text, **of)


@requires(REPORT)
@takes_files(EVIDENCE_FILE)
@require_http_methods(["GET", "POST"])
def give_of_criterion(
    request: ActorRequest, partnership: Partnership, success_criterion: str
) -> HttpResponse:
    """What shows whether this success criterion is met?"""
    row = find(request, partnership, SuccessCriterion, success_criterion, READ)
    action = find(request, partnership, Action, row.action.ref, REPORT)
    return _give(request, action, action, row.text, criterion_ref=row.ref)


@requires(REPORT)
@takes_files(EVIDENCE_FILE)
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, partnership: Partnership, evidence: str) -> HttpResponse:
    """Put right what one gave, or give anew what was returned."""
    row = _find(request, partnership, evidence, REPORT)
    page = queries.evidence_page(actor=request.actor, ref=row.ref, on=timezone.localdate())
    if not page.may_change:
        messages.error(request, "Only who gave it changes it, and only until it is accepted.")
        return redirect(_page_of(row))
    form = forms.GiveEvidenceForm(
        *_sent_with_files(request),
        plan=row.action.plan,
        actor=request.actor,
        given=row,
        kept_file=page.line.file_name,
        initial={**forms.evidence_values(row), "version": row.version},
    )
    given = {"ref": row.ref, "version": row.version}
    return _ask(request, row.action, form, commands.change_evidence, page.line.about, _page_of(row), given)


@requires(REPORT)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, partnership: Partnership, evidence: str) -> HttpResponse:
    """Take evidence out, for a reason."""
    row = _find(request, partnership, evidence, REPORT)
    if row.created_by_id != request.actor.user_id and not request.actor.may(EDIT, partnership.pk):
        raise NotVisible("No such evidence of theirs")
    form = forms.WithdrawForm(sent(request), initial={"version": row.version})
    page = _form_page(row, "Withdraw the evidence", "Withdraw it", is_warning=True)
    back = address_of(row.milestone or row.action)
    return _do(request, page, form, row, commands.withdraw_evidence, "It is withdrawn.", back)


@requires(CHECK, EDIT)
@require_POST
def accept(request: ActorRequest, partnership: Partnership, evidence: str) -> HttpResponse:
    """It shows what it says it shows."""
    row = _find(request, partnership, evidence, READ)
    try:
        commands.accept_evidence(
            actor=request.actor, now=timezone.now(), ref=row.ref, version=version_sent(request)
        )
    except commands.EditedByAnotherError:
        messages.error(request, "It was changed meanwhile. Read it again before you accept it.")
    except commands.RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "It is accepted.")
    return redirect(_page_of(row))


@requires(CHECK, EDIT)
@require_http_methods(["GET", "POST"])
def give_back(request: ActorRequest, partnership: Partnership, evidence: str) -> HttpResponse:
    """What is missing for it to be accepted?"""
    row = _find(request, partnership, evidence, READ)
    form = forms.ReturnForm(sent(request), initial={"version": row.version})
    page = _form_page(row, "Return the evidence", "Return it")
    return _do(request, page, form, row, commands.return_evidence, "It is returned.", _page_of(row))


def _give(
    request: ActorRequest, action: Action, about: Action | Milestone, caption: str, **of: str
) -> HttpResponse:
    # an update that it is given with stands in the address: ?update=
    form = forms.GiveEvidenceForm(
        *_sent_with_files(request),
        plan=action.plan,
        actor=request.actor,
        initial={"on": timezone.localdate(), "version": 0},
    )
    given = {"action_ref": action.ref, "update_ref": request.GET.get("update", ""), **of}
    return _ask(request, about, form, commands.give_evidence, caption, address_of(about), given)


def _ask(
    request: ActorRequest,
    about: Action | Milestone,
    form: forms.GiveEvidenceForm,
    command: Any,
    caption: str,
    back: str,
    given: dict[str, Any],
) -> HttpResponse:
    """Ask for evidence, and hand what was typed to the command."""
    if form.is_valid():
        typed = form.cleaned_data
        if "version" in given:
            given = {**given, "version": typed["version"]}
        try:
            row = command(
                actor=request.actor,
                now=timezone.now(),
                details=forms.evidence_details(typed),
                sent=forms.sent_file(typed),
                named_nobody=form.named_nobody,
                **given,
            )
        except ChildNamedError as error:
            form.ask_about(error)
        except commands.EditedByAnotherError as error:
            look_again(form, error)
        except commands.RefusedError as error:
            refuse(form, error)
        else:
            messages.success(request, _GIVEN)
            return redirect(_page_of(row))
    return FormPage(
        title="Give evidence" if "ref" not in given else "Change the evidence",
        button="Give it",
        caption=caption,
        back=back,
        crumbs=crumbs_to(about),
        template=_TEMPLATE,
    ).show(request, form)


def _do(
    request: ActorRequest,
    page: FormPage,
    form: AsksAboutNames,
    row: Evidence,
    command: Any,
    done: str,
    back: str,
) -> HttpResponse:
    """Withdraw or return, with a reason."""
    if form.is_valid():
        try:
            command(
                actor=request.actor,
                now=timezone.now(),
                ref=row.ref,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                named_nobody=form.named_nobody,
            )
        except ChildNamedError as error:
            form.ask_about(error)
        except commands.EditedByAnotherError as error:
            look_again(form, error)
        except commands.AlreadyDecidedError as error:
            messages.error(request, str(error))
            return redirect(_page_of(row))
        except commands.RefusedError as error:
            refuse(form, error)
        else:
            messages.success(request, done)
            return redirect(back)
    return page.show(request, form)


def _form_page(row: Evidence, title: str, button: str, **context: object) -> FormPage:
    return FormPage(
        title=title,
        button=button,
        caption=row.title,
        back=_page_of(row),
        crumbs=crumbs_to(row.milestone or row.action),
        context=context,
    )


def _find(request: ActorRequest, partnership: Partnership, ref: str, permission: str) -> Evidence:
    rows = Evidence.objects.in_force().filter(partnership=partnership, action__plan__voided_at=None)
    rows = rows.select_related("partnership", "action__plan__partnership", "milestone__partnership")
    return evidence_access.evidence.fetch(request.actor, permission, queryset=rows, ref=ref)


def _page_of(row: Evidence) -> str:
    return address(row.partnership, "evidence-one", evidence=row.ref)


def _sent_with_files(request: ActorRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()
