"""Writing an update in two minutes: saved as a draft, or submitted; what was typed is never lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.contexts.improvement import access, commands, queries
from lapwing.contexts.improvement.access import READ, REPORT, NotVisible
from lapwing.contexts.improvement.commands import EditedByAnotherError, NotCompleteError, RefusedError
from lapwing.contexts.improvement.commands.statuses import status_on
from lapwing.contexts.improvement.commands.updates import OF_OTHERS
from lapwing.contexts.improvement.edit_forms.updates import UpdateForm, update_values
from lapwing.contexts.improvement.edit_views.editing import FormPage, show_conflict, version_sent
from lapwing.contexts.improvement.edit_views.places import address, address_of, crumbs_to
from lapwing.contexts.improvement.evidence_files import EVIDENCE_FILE
from lapwing.contexts.improvement.models import DuePoint, Ownership, Update
from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.presenters.here import Day, here_of
from lapwing.contexts.improvement.queries.evidence import EvidenceLine, evidence_of_update
from lapwing.contexts.improvement.queries.open_words import TEXTS
from lapwing.contexts.improvement.queries.standing import head_of, key_of
from lapwing.contexts.improvement.queries.update_lines import UpdateLine, last_signed_off
from lapwing.contexts.improvement.queries.update_units import Unit, find_unit, takes_updates
from lapwing.contexts.improvement.rules import COLOUR_OF_STATUS
from lapwing.contexts.improvement.rules.off_track import SAYABLE
from lapwing.contexts.improvement.rules.workflow import WRITABLE, UpdateState
from lapwing.contexts.improvement.update_access import updates
from lapwing.contexts.improvement.views.updates.giving import keep_evidence
from lapwing.contexts.improvement.views.updates.met import said_in_meetings
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.documents.uploading import takes_files
from lapwing.platform.ui.conflicts import chosen
from lapwing.platform.ui.forms import refuse
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError, refuse_names

SUBMIT = "submit"
# ``?words=last`` begins with what was said last time.
FROM_LAST = "last"


@requires(REPORT)
@takes_files(EVIDENCE_FILE)
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, partnership: Partnership, cycle: str, kind: str, ref: str) -> HttpResponse:
    """How does this stand, in this cycle?"""
    unit = find_unit(request.actor, cycle_ref=cycle, kind=kind, ref=ref)
    if unit.cycle.partnership_id != partnership.pk:
        raise NotVisible("Not of this partnership")
    update = unit.updates.first()
    if update is not None and not updates.permits(request.actor, READ, update):
        return _of_others(request, partnership, unit, update)
    if update is not None and UpdateState(update.state) not in WRITABLE and request.method == "GET":
        return redirect(address(partnership, "update", update=update.ref))
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UpdateForm(*typed, plan=unit.plan, actor=request.actor, initial=_initial(request, unit, update))
    page = _page(request, partnership, unit, update)
    if form.is_bound and form.is_valid():
        return _save(request, page, form, unit, update)
    return page.show(request, form)


@requires(REPORT)
@require_POST
def take_back(request: ActorRequest, partnership: Partnership, update: str) -> HttpResponse:
    """Take back what was submitted, to go on writing."""
    page = queries.update_page(actor=request.actor, ref=update, on=timezone.localdate())
    if page.plan.partnership_ref != partnership.ref:
        raise NotVisible("Not of this partnership")
    try:
        commands.take_back_update(
            actor=request.actor, now=timezone.now(), ref=update, version=version_sent(request)
        )
    except EditedByAnotherError:
        messages.error(request, "It was moved on meanwhile. Look at it again.")
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Withdrawn: it is a draft again. Change it and submit it again.")
        line = page.line
        return redirect(
            address(
                partnership, "update-write", cycle=line.cycle_ref, kind=line.about_kind, ref=line.about_ref
            )
        )
    return redirect(address(partnership, "update", update=update))


def _of_others(request: ActorRequest, partnership: Partnership, unit: Unit, update: Update) -> HttpResponse:
    """Nothing of an update that is kept from the person; what they typed before it was begun stays theirs."""
    owning = Ownership.objects.standing().filter(action=unit.action).order_by("position", "id")
    roles = [row.role.name for row in owning.select_related("role")]
    role = update.on_behalf_of.name if update.on_behalf_of else ", ".join(roles)
    words = f"{OF_OTHERS} It is written for: {role}." if role else OF_OTHERS
    if request.method == "GET":
        messages.error(request, words)
        return redirect(address_of(unit.milestone or unit.action))
    initial = _initial(request, unit, None)
    form = UpdateForm(request.POST, request.FILES, plan=unit.plan, actor=request.actor, initial=initial)
    if form.is_valid():
        refuse(form, RefusedError(words))
    return _page(request, partnership, unit, None).show(request, form, evidence=())


def _save(
    request: ActorRequest, page: FormPage, form: UpdateForm, unit: Unit, update: Update | None
) -> HttpResponse:
    """Save or submit what was typed; what cannot be done stands in the form, with the words as they are."""
    if update is not None:
        form.cleaned_data.update(chosen(form, update_values(update)))
    submits = request.POST.get("do") == SUBMIT
    given: dict[str, Any] = {
        "actor": request.actor,
        "cycle_ref": unit.cycle.ref,
        "kind": unit.kind,
        "ref": unit.ref,
        "version": form.cleaned_data["version"],
        "said": form.said,
    }
    try:
        if form.gives_evidence:
            keep_evidence(request, form, unit, given)
        if submits:
            saved = commands.submit_update(now=timezone.now(), named_nobody=form.named_nobody, **given)
        else:
            saved = commands.save_update(now=timezone.now(), **given)
    except NotCompleteError as error:
        for each in error.missing:
            form.add_error(each.field, each.message)
        try:
            _keep(form, unit, given)
        except EditedByAnotherError as edited:
            return show_conflict(request, page, form, edited, update_values)
    except ChildNamedError as error:
        form.ask_about(error)
    except EditedByAnotherError as error:
        return show_conflict(request, page, form, error, update_values)
    except RefusedError as error:
        refuse(form, error)
    else:
        return _done(request, page, saved, submitted=submits)
    return page.show(request, form, evidence=_evidence(request, unit))


def _evidence(request: ActorRequest, unit: Unit) -> tuple[EvidenceLine, ...]:
    """What was given with the update so far, for those who may read it."""
    update = unit.updates.first()
    if update is None or not updates.permits(request.actor, READ, update):
        return ()
    return evidence_of_update(request.actor, update.pk)


def _keep(form: UpdateForm, unit: Unit, given: dict[str, Any]) -> None:
    """What was to be submitted and cannot be yet is kept as a draft, so that it is there tomorrow too.

    Not while it may name a child: that is asked at once.
    """
    texts = {name: getattr(given["said"], name) for name in TEXTS}
    try:
        refuse_names(unit.cycle.partnership_id, texts, form.named_nobody)
    except ChildNamedError as error:
        form.ask_about(error)
        return
    saved = commands.save_update(now=timezone.now(), **given)
    form.hold(saved.version)


def _done(request: ActorRequest, page: FormPage, saved: Update, *, submitted: bool) -> HttpResponse:
    if not submitted:
        messages.success(request, "Your draft is saved. Nobody is told of it until you submit it.")
        return redirect(request.get_full_path().partition("?")[0])
    step = saved.step.name if saved.step else "the programme manager"
    shown = queries.update_page(actor=request.actor, ref=saved.ref, on=timezone.localdate())
    if shown.waits_for:
        messages.success(request, f"Your update is submitted. It waits for: {step}.")
    else:
        messages.warning(
            request,
            f"Your update is submitted. It waits for: {step}. Nobody can decide there but those who wrote it "
            "or own the action: somebody else needs a role that checks updates.",
        )
    return redirect(address(saved.partnership, "update", update=saved.ref))


def _initial(request: ActorRequest, unit: Unit, update: Update | None) -> dict[str, Any]:
    if update is not None:
        return {**update_values(update), "version": update.version}
    initial: dict[str, Any] = {"version": 0}
    if request.GET.get("words") == FROM_LAST and (last := _to_begin_with(unit)):
        words = ("done", "impact", "next_steps", "mitigation")
        initial |= {name: getattr(last, name) for name in words}
        initial["status"] = last.status.value if last.status in SAYABLE else ""
    return initial


def _to_begin_with(unit: Unit) -> UpdateLine | None:
    """What was said last time, where its words are still there."""
    last = last_signed_off(unit.earlier)
    return last if last is not None and last.words_withdrawn_at is None else None


def _page(request: ActorRequest, partnership: Partnership, unit: Unit, update: Update | None) -> FormPage:
    today = timezone.localdate()
    key = key_of(partnership.pk)
    here = here_of(request, partnership, head_of(request.actor, unit.plan, today, None), Day(today))
    about = unit.milestone or unit.action
    stands = status_on(unit.milestone, unit.occurrence, today) if unit.milestone else None
    last = last_signed_off(unit.earlier)
    returned = update is not None and update.state == UpdateState.RETURNED
    return FormPage(
        title="Write an update",
        caption=unit.cycle.label,
        crumbs=crumbs_to(about),
        back=address_of(about),
        template="improvement/update/write.html",
        context={
            "here": here,
            "unit": unit,
            "text": about.text,
            "due": DuePoint.objects.standing().filter(milestone=unit.milestone) if unit.milestone else (),
            "stands": marks.mark_said(key, stands, COLOUR_OF_STATUS[stands]) if stands else None,
            "offered": [(each, marks.mark_said(key, each, COLOUR_OF_STATUS[each])) for each in SAYABLE],
            "last": last,
            "may_begin_with_last": update is None
            and not request.GET.get("words")
            and _to_begin_with(unit) is not None,
            "return_comment": queries.last_comment(update) if update is not None and returned else None,
            "open": takes_updates(unit.cycle),
            "evidence": _evidence(request, unit),
            "met": said_in_meetings(request.actor, unit, today),
            "may_edit": request.actor.may(access.EDIT, partnership.pk),
        },
    )
