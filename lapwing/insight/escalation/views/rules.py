"""The rules of escalation of a plan: reading, adding, changing, switching off and on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.contexts.improvement import public as improvement
from lapwing.insight.escalation import commands
from lapwing.insight.escalation.access import READ, SET, escalation_rules
from lapwing.insight.escalation.evaluating import would_raise
from lapwing.insight.escalation.forms import RuleForm, rule_values
from lapwing.insight.escalation.looking import facts_kept
from lapwing.insight.escalation.models import EscalationRule, RuleKind
from lapwing.insight.escalation.queries import fact_lines, rule_words, rules_of
from lapwing.insight.escalation.rules import Kind
from lapwing.insight.escalation.views.places import address, crumbs, plan_head
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.editing.commands import RefusedError
from lapwing.platform.editing.pages import FormPage, submit, turned_away
from lapwing.platform.history.queries import history_of
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import render
from lapwing.platform.ui.undoing import success_with_undo
from lapwing.registry.groups import groups_in_force
from lapwing.registry.models import Partnership

HISTORY = "history.read"
ESCALATIONS, RULES = ("Escalations", "escalations"), ("Rules", "rules")
# The button that looks and saves nothing.
LOOK = "look"
SWITCHED_OFF = "The rule is switched off. What it escalated stays, and is not looked at any more."


@requires(READ)
@require_safe
def rules(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """The rules of a plan, in sentences."""
    head = plan_head(request, partnership, plan)
    lines = rules_of(request.actor, partnership.pk, plan)
    context = {
        "plan": head,
        "partnership": partnership,
        "on": [line for line in lines if line.is_on],
        "off": [line for line in lines if not line.is_on],
        "usual": _usual(partnership),
        "may_set": request.actor.may(SET, partnership.pk),
        "may_history": request.actor.may(HISTORY, partnership.pk),
        "may_set_up": request.actor.may("governance.run", partnership.pk),
    }
    return render(
        request,
        "escalation/rules.html",
        context,
        title="Rules of escalation",
        caption=head.title,
        crumbs=crumbs(head, ESCALATIONS),
    )


@requires(SET)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Add a rule, after a look at what it would escalate today."""
    head = plan_head(request, partnership, plan)
    form = RuleForm(sent(request), partnership_id=partnership.pk)
    page = _page(head, "Add a rule of escalation", "Add the rule", "The rule is added.")
    if LOOK in request.POST:
        return _look(request, page, form, partnership, plan, None)
    return submit(
        request,
        page,
        form,
        lambda typed: commands.add_rule(
            actor=request.actor,
            now=timezone.now(),
            partnership=partnership,
            plan_ref=plan,
            details=form.details(typed),
        ),
    )


@requires(SET)
@require_POST
def usual(request: ActorRequest, partnership: Partnership, plan: str) -> HttpResponse:
    """Add the usual rules at once."""
    head = plan_head(request, partnership, plan)
    try:
        made = commands.add_usual_rules(
            actor=request.actor, now=timezone.now(), partnership=partnership, plan_ref=plan
        )
    except RefusedError as error:
        return turned_away(request, str(error), address(head, "rules"))
    said = "The usual rules are added. Change or switch off what does not suit." if made else "They stand."
    messages.success(request, said)
    return redirect(address(head, "rules"))


@requires(SET)
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, partnership: Partnership, escalation_rule: str) -> HttpResponse:
    """Change a rule, after a look at what it would escalate today."""
    row = _find(request, partnership, escalation_rule, SET)
    head = plan_head(request, partnership, row.plan_ref)
    form = RuleForm(
        sent(request),
        partnership_id=partnership.pk,
        kind=row.kind,
        initial={**rule_values(row), "version": row.version},
    )
    page = _page(head, "Change the rule", "Save the rule", "The rule is changed.", RuleKind(row.kind).label)
    if LOOK in request.POST:
        return _look(request, page, form, partnership, row.plan_ref, row.pk)
    return submit(
        request,
        page,
        form,
        lambda typed: commands.change_rule(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=form.details(typed),
        ),
        row=row,
        values_of=rule_values,
    )


@requires(SET)
@require_POST
def switch(request: ActorRequest, partnership: Partnership, escalation_rule: str) -> HttpResponse:
    """Switch a rule off, or on: as its button says, and by undoing whichever it is not."""
    row = _find(request, partnership, escalation_rule, SET)
    back = address(plan_head(request, partnership, row.plan_ref), "rules")
    is_on = request.POST["to"] == "on" if "to" in request.POST else not row.is_on
    try:
        commands.switch_rule(actor=request.actor, now=timezone.now(), ref=row.ref, is_on=is_on)
    except RefusedError as error:
        return turned_away(request, str(error), back)
    words = "The rule is switched on." if is_on else SWITCHED_OFF
    where = {"partnership": partnership.ref, "escalation_rule": row.ref}
    success_with_undo(request, words, reverse("escalation:rule-switch", kwargs=where))
    return redirect(back)


@requires(HISTORY)
@require_safe
def history(request: ActorRequest, partnership: Partnership, escalation_rule: str) -> HttpResponse:
    """Who changed what of a rule, and when."""
    row = _find(request, partnership, escalation_rule, HISTORY)
    head = plan_head(request, partnership, row.plan_ref)
    found = history_of(
        {EscalationRule: [row.pk]},
        before=request.GET.get("before"),
        leave_out=("ref", "version", "partnership_id", "plan_ref"),
    )
    return render(
        request,
        "escalation/history.html",
        {"history": found, "intro": rule_words(row.kind, row.times)},
        title="History of a rule",
        caption=head.title,
        crumbs=crumbs(head, ESCALATIONS, RULES),
        width="reading",
    )


def _look(
    request: ActorRequest,
    page: FormPage,
    form: RuleForm,
    partnership: Partnership,
    plan: str,
    pk: int | None,
) -> HttpResponse:
    """The form again, with what the rule would escalate today. Nothing is saved."""
    if not form.is_valid():
        return page.show(request, form)
    rule = commands.unsaved(partnership, plan, form.details(form.cleaned_data), pk)
    looked = improvement.look_at_plan(actor=request.actor, plan_ref=plan, on=timezone.localdate())
    found = [(each, fact_lines(partnership, facts_kept(each.facts))) for each in would_raise(rule, looked)]
    return page.show(request, form, found=found, looked=True, rule_words=rule_words(rule.kind, rule.times))


def _find(request: ActorRequest, partnership: Partnership, ref: str, permission: str) -> EscalationRule:
    rows = EscalationRule.objects.select_related("group", "partnership")
    return escalation_rules.fetch(request.actor, permission, queryset=rows, partnership=partnership, ref=ref)


def _page(head: improvement.PlanHead, title: str, button: str, done: str, kind: str = "") -> FormPage:
    """``kind`` is what a rule that is there looks for: it stands above the form, and does not change."""
    context: dict[str, Any] = {"found": (), "looked": False, "rule_words": "", "kind": kind}
    return FormPage(
        title=title,
        back=address(head, "rules"),
        button=button,
        done=done,
        caption=head.title,
        crumbs=crumbs(head, ESCALATIONS, RULES),
        template="escalation/rule.html",
        context=context,
    )


def _usual(partnership: Partnership) -> dict[str, Any]:
    """The usual rules in words, for the button that adds them."""
    group = commands.usual_group(groups_in_force(partnership.pk))
    if group is None:
        return {}
    details = [commands.usual_details(kind, group) for kind in Kind]
    return {
        "group": group,
        "above": group.reports_to,
        "days": details[0].answer_days,
        "words": [rule_words(each.kind, each.times) for each in details],
    }
