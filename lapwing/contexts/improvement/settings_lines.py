"""The plan's own lines of the settings area: what each says of what is set now, and where it is changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.db.models import Model
from django.urls import reverse

from lapwing.contexts.improvement.access import EDIT, READ, RUN, root_of
from lapwing.contexts.improvement.models import (
    ChangeRule,
    ColourKey,
    Group,
    InspectionReport,
    OwnerRole,
    Ownership,
    Plan,
    PlanKind,
    PublicationTerm,
    QuarterBasis,
    Rhythm,
    RhythmKind,
    RoleHolder,
    TwoInThree,
    WorkflowStep,
)
from lapwing.contexts.improvement.presenters.cycles import days_to_come
from lapwing.contexts.improvement.presenters.marks import ORDER
from lapwing.contexts.improvement.queries.by_request import lets_only_requests, rule_of
from lapwing.contexts.improvement.request_deciders import without_deciders
from lapwing.contexts.improvement.rules import DEFAULT_KEY
from lapwing.contexts.improvement.rules.publication import DEFAULTS
from lapwing.contexts.improvement.rules.terms import Terms, terms_of
from lapwing.platform.ui.filters import day, plural
from lapwing.registry.settings_area import Asked, Rows, Setting


def _of_plan(name: str) -> Callable[[Asked], str]:
    return lambda asked: reverse(
        f"improvement:{name}", kwargs={"partnership": asked.partnership_ref, "plan": asked.plan_ref}
    )


def _of_partnership(name: str) -> Callable[[Asked], str]:
    return lambda asked: reverse(f"improvement:{name}", kwargs={"partnership": asked.partnership_ref})


def _rows_of_plan(*models: type[Model]) -> Callable[[Asked], Rows]:
    return lambda asked: {
        model: model._default_manager.filter(plan=asked.plan_id).values_list("pk", flat=True)
        for model in models
    }


def _rows_of_partnership(*models: type[Model]) -> Callable[[Asked], Rows]:
    return lambda asked: {
        model: model._default_manager.filter(partnership=asked.partnership_id).values_list("pk", flat=True)
        for model in models
    }


def about_told(asked: Asked) -> str:
    """The kind of plan, to whom it reports, and what a quarter means in it."""
    plan = Plan.objects.get(pk=asked.plan_id)
    parts = [str(PlanKind(plan.kind).label)]
    if plan.inspected_from:
        parts.append(f"answers the inspection of {day(plan.inspected_from)}")
    if plan.governance_group:
        parts.append(f"governed by {plan.governance_group}")
    if plan.quarter_basis:
        label = str(QuarterBasis(plan.quarter_basis).label)
        parts.append(f"quarters: {label[:1].lower()}{label[1:]}")
    return ", ".join(parts) + "."


def terms_told(asked: Asked) -> str:
    """What the plan calls its groups and objectives."""
    words = terms_of(Plan.objects.get(pk=asked.plan_id).terms)
    if words == Terms():
        return "As Lapwing has them: group, objective."
    return f"{words.group.titled}, {words.objective.one}."


def chart_rule_told(asked: Asked) -> str:
    """Which points of control charts count for two in three near a limit."""
    rule = TwoInThree(Plan.objects.get(pk=asked.plan_id).two_in_three)
    return f"Two points in three near a limit: {str(rule.label)[0].lower()}{str(rule.label)[1:]} count."


def rhythm_told(asked: Asked) -> str:
    """How often the plan is reported on."""
    rhythm = Rhythm.objects.in_force().filter(plan=asked.plan_id).first()
    if rhythm is None:
        return "Not set: nobody is asked for updates."
    return (
        f"{RhythmKind(rhythm.kind).label}{days_to_come(rhythm.own_days, asked.on)}; "
        f"owners have {plural(rhythm.days_open, 'day')}, and are reminded "
        f"{plural(rhythm.remind_before, 'day')} before the last."
    )


def steps_told(asked: Asked) -> str:
    """The steps that updates go through, in order."""
    names = WorkflowStep.objects.in_force().filter(plan=asked.plan_id).values_list("name", flat=True)
    if not names:
        return "One: those who run the plan sign updates off."
    led = Group.objects.in_force().filter(plan=asked.plan_id)
    without = sum(governed_by is None for governed_by in led.values_list("governed_by", flat=True))
    ends = f" {plural(without, 'group')} of the plan led by nobody." if without else ""
    return f"{' → '.join(names)}.{ends}"


def colours_told(asked: Asked) -> str:
    """How the partnership words its colours."""
    own = dict(ColourKey.objects.filter(partnership=asked.partnership_id).values_list("colour", "label"))
    words = [own.get(colour.value, DEFAULT_KEY[colour].label) for colour in ORDER]
    return f"{', '.join(words)}. {'Words of your own' if own else 'As Lapwing has them'}."


def owners_told(asked: Asked) -> str:
    """How many roles own actions, and how many of them nobody holds."""
    roles = dict(OwnerRole.objects.in_force().values_list("pk", "joined_to_id"))
    owning = Ownership.objects.standing().filter(action__plan=asked.plan_id, action__voided_at=None)
    holding = RoleHolder.objects.filter(from_date__lte=asked.on).exclude(to_date__lt=asked.on)
    named = {root_of(role, roles) for role in owning.values_list("role_id", flat=True)}
    held = {root_of(role, roles) for role in holding.values_list("role_id", flat=True)}
    count, missing = len(named), len(named - held)
    if not count:
        return "No role owns an action yet."
    return f"{plural(count, 'role')} own{'s' if count == 1 else ''} actions; " + (
        f"{missing} held by nobody." if missing else "somebody holds each."
    )


def publication_told(asked: Asked) -> str:
    """From which day, and within how many working days, the plan is to be published."""
    plan = Plan.objects.get(pk=asked.plan_id)
    own = PublicationTerm.objects.filter(partnership=asked.partnership_id, kind=plan.kind).first()
    days = own.working_days if own else DEFAULTS[plan.kind].working_days
    report = InspectionReport.objects.in_force().filter(plan=plan).first()
    within = f"Within {plural(days, 'working day')} of the report" if days else "No time is set"
    said = f"which was published on {day(report.published_on)}" if report else "whose day is not said yet"
    return f"{within}, {said}." if days else f"{within}."


def changes_told(asked: Asked) -> str:
    """How dates, baselines and targets of plans under way are changed."""
    is_set = rule_of(asked.partnership_id) is not None
    if not lets_only_requests(asked.partnership_id, asked.plan_ref):
        why = "" if is_set else " Nobody else could approve a request."
        return f"No: whoever may edit a plan changes its dates, baselines and targets with a reason.{why}"
    said = "Yes: dates, baselines and targets of plans under way are changed by what somebody else approved."
    alone = len(without_deciders(asked.plan_id, asked.partnership_id, asked.on))
    warns = (
        f" Of {plural(alone, 'action')} nobody could decide what is asked for by who alone edits the plan: "
        "let somebody who does not own them edit it too, or take one of its steps."
        if alone
        else ""
    )
    return f"{said}{warns}" if is_set else f"{said} Nobody has set it otherwise.{warns}"


@cache
def settings() -> tuple[Setting, ...]:
    """What a plan can set of itself, and what the partnership's plans share."""
    return (*_of_a_plan(), *_of_all_plans())


def _of_a_plan() -> tuple[Setting, ...]:
    return (
        Setting(
            "plan.about",
            "About the plan",
            about_told,
            _of_plan("plan-edit"),
            read=EDIT,
            change=EDIT,
            rows=lambda asked: {Plan: [asked.plan_id]},
            order=10,
        ),
        Setting(
            "plan.terms",
            "Words of this plan",
            terms_told,
            _of_plan("plan-terms"),
            read=EDIT,
            change=EDIT,
            rows=lambda asked: {Plan: [asked.plan_id]},
            order=15,
        ),
        Setting(
            "plan.charts",
            "Rule of control charts",
            chart_rule_told,
            _of_plan("chart-rule"),
            read=EDIT,
            change=EDIT,
            rows=lambda asked: {Plan: [asked.plan_id]},
            order=17,
        ),
        Setting(
            "plan.rhythm",
            "Rhythm of reporting",
            rhythm_told,
            _of_plan("reporting"),
            read=READ,
            change=RUN,
            rows=_rows_of_plan(Rhythm),
            order=20,
        ),
        Setting(
            "plan.steps",
            "Steps of updates",
            steps_told,
            _of_plan("update-steps"),
            read=READ,
            change=RUN,
            rows=_rows_of_plan(WorkflowStep, Group),
            order=30,
        ),
        Setting(
            "plan.publication",
            "By when it is published",
            publication_told,
            _of_plan("publication"),
            read=READ,
            change=RUN,
            rows=lambda asked: {
                **_rows_of_plan(InspectionReport)(asked),
                **_rows_of_partnership(PublicationTerm)(asked),
            },
            order=35,
        ),
    )


def _of_all_plans() -> tuple[Setting, ...]:
    return (
        Setting(
            "plan.changes",
            "Changes by request only",
            changes_told,
            _of_partnership("change-rule"),
            read=EDIT,
            change=RUN,
            rows=_rows_of_partnership(ChangeRule),
            of_plan=False,
            order=25,
        ),
        Setting(
            "plan.owners",
            "Who owns what",
            owners_told,
            _of_partnership("owner-roles"),
            read=EDIT,
            change=EDIT,
            rows=_rows_of_partnership(OwnerRole, RoleHolder),
            of_plan=False,
            order=40,
            apart="owners",
        ),
        Setting(
            "plan.colours",
            "Colours and their words",
            colours_told,
            _of_partnership("colour-key"),
            read=EDIT,
            change=EDIT,
            rows=_rows_of_partnership(ColourKey),
            of_plan=False,
            order=50,
        ),
    )
