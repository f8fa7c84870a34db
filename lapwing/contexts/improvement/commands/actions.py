"""Making and changing actions, their milestones and their success criteria."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lapwing.contexts.improvement import access, evidence_access
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    clean,
    created,
    fetch,
    next_position,
    recorded,
    refuse_named,
    required,
    save_changes,
    short,
    today,
    unique_key,
)
from lapwing.contexts.improvement.commands.plans import group_of
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import (
    Action,
    CriterionJudgement,
    Evidence,
    Judgement,
    Measure,
    Milestone,
    Objective,
    Plan,
    Service,
    SuccessCriterion,
)
from lapwing.contexts.improvement.own_work import has_owned, others_edit
from lapwing.platform.access.actor import Actor

NOTHING_ACCEPTED = (
    "No evidence of it was accepted yet. Have it accepted first, or say here what shows it without."
)
OWN_CRITERION = "You own this action: somebody else who may change the plan says that it is met."


@dataclass(frozen=True, kw_only=True)
class ActionDetails:
    """What a person types about an action. The first objective is where the plan prints it.

    ``objective_refs`` may name objectives of other plans of the partnership: the action is counted once.
    """

    text: str
    number: str = ""
    key_area: str = ""
    rationale: str = ""
    accountable: tuple[str, ...] = ()
    governance: str = ""
    group_ref: str = ""
    objective_refs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MilestoneDetails:
    """What a person types about a milestone. Its dates are set apart: they are kept when they move."""

    text: str
    label: str = ""
    recurrence: str = ""


@dataclass(frozen=True, kw_only=True)
class CriterionDetails:
    """What a person types about a success criterion; ``measure_ref`` names the measure behind it."""

    text: str
    measure_ref: str = ""


@transaction.atomic
@tells_of_change
def create_action(*, actor: Actor, now: datetime, plan_ref: str, details: ActionDetails) -> Action:
    """A new action at the plan's end, with one milestone: itself. Raises NotVisible and RefusedError."""
    plan = fetch(actor, access.EDIT, Plan, plan_ref)
    number = short(details.number, field="number")
    of_plan = Action.objects.filter(plan=plan)
    objectives = _objectives(plan.partnership_id, details.objective_refs)
    action = Action.objects.create(
        **created(actor, now, plan.partnership_id),
        plan=plan,
        position=next_position(of_plan),
        key=unique_key(number, list(of_plan.values_list("key", flat=True))),
        occurrence=1 + of_plan.filter(number=number, voided_at=None).count() if number else 1,
        **_action_fields(plan.pk, details, objectives),
    )
    serve(action, objectives)
    Milestone.objects.create(**created(actor, now, plan.partnership_id), action=action, text=action.text)
    return action


@transaction.atomic
@tells_of_change
def edit_action(*, actor: Actor, now: datetime, ref: str, version: int, details: ActionDetails) -> Action:
    """Change an action and what it serves. Raises NotVisible, EditedByAnotherError and RefusedError."""
    action = fetch(actor, access.EDIT, Action, ref, version=version)
    objectives = _objectives(action.partnership_id, details.objective_refs)
    before = action.version
    save_changes(action, _action_fields(action.plan_id, details, objectives))
    if serve(action, objectives) and action.version == before:
        action.version += 1
        action.save(update_fields=["version"])
    return action


@transaction.atomic
@tells_of_change
def create_milestone(*, actor: Actor, now: datetime, action_ref: str, details: MilestoneDetails) -> Milestone:
    """A new milestone, without a date, after the others. Raises NotVisible and RefusedError."""
    action = fetch(actor, access.EDIT, Action, action_ref)
    return Milestone.objects.create(
        **created(actor, now, action.partnership_id),
        action=action,
        position=next_position(Milestone.objects.filter(action=action)),
        **_milestone_fields(details),
    )


@transaction.atomic
@tells_of_change
def edit_milestone(
    *, actor: Actor, now: datetime, ref: str, version: int, details: MilestoneDetails
) -> Milestone:
    """Change a milestone's words. Raises NotVisible, EditedByAnotherError and RefusedError."""
    milestone = fetch(actor, access.EDIT, Milestone, ref, version=version)
    return save_changes(milestone, _milestone_fields(details))


@transaction.atomic
@tells_of_change
def create_criterion(
    *, actor: Actor, now: datetime, action_ref: str, details: CriterionDetails
) -> SuccessCriterion:
    """A new success criterion, after the others. Raises NotVisible and RefusedError."""
    action = fetch(actor, access.EDIT, Action, action_ref)
    return SuccessCriterion.objects.create(
        **created(actor, now, action.partnership_id),
        action=action,
        position=next_position(SuccessCriterion.objects.filter(action=action)),
        **_criterion_fields(action.plan_id, details),
    )


@transaction.atomic
@tells_of_change
def edit_criterion(
    *, actor: Actor, now: datetime, ref: str, version: int, details: CriterionDetails
) -> SuccessCriterion:
    """Change a success criterion. Raises NotVisible, EditedByAnotherError and RefusedError."""
    criterion = fetch(actor, access.EDIT, SuccessCriterion, ref, version=version)
    return save_changes(criterion, _criterion_fields(criterion.action.plan_id, details))


@transaction.atomic
@tells_of_change
def judge_criterion(
    *,
    actor: Actor,
    now: datetime,
    criterion_ref: str,
    judgement: str,
    note: str = "",
    named_nobody: Collection[str] | None = (),
    printed: bool = False,
) -> CriterionJudgement:
    """Say whether a criterion is met: by evidence of it that was accepted, or by what the note says.

    Nobody says of their own action that it meets one while somebody else may change the plan; what was
    printed in a document (``printed``) is taken as it stands there. Raises NotVisible, RefusedError and
    ChildNamedError.
    """
    criterion = fetch(actor, access.EDIT, SuccessCriterion, criterion_ref)
    if judgement not in Judgement.values:
        raise RefusedError("Choose “not yet”, “partly met” or “met”.", field="judgement")
    shown_by = _accepted(actor, criterion) if judgement != Judgement.NOT_YET else []
    if judgement != Judgement.NOT_YET and not clean(note) and not shown_by:
        raise RefusedError(NOTHING_ACCEPTED, field="note")
    if judgement == Judgement.MET and not printed and _is_anothers_to_judge(actor, criterion, today(now)):
        raise RefusedError(OWN_CRITERION, field="judgement")
    refuse_named(criterion.partnership_id, {"note": clean(note)}, named_nobody)
    return CriterionJudgement.objects.create(
        **recorded(actor, now, criterion.partnership_id, effective_on=today(now)),
        criterion=criterion,
        judgement=judgement,
        note=clean(note),
        rests_on=[] if printed else shown_by,
    )


def _accepted(actor: Actor, criterion: SuccessCriterion) -> list[str]:
    """The references of the evidence of a criterion that was accepted, for the actor to see.

    It is held: whoever withdraws a piece beside this is over, or finds the judgement that rests on it.
    """
    given = Evidence.objects.in_force().filter(criterion=criterion, accepted_at__isnull=False)
    seen = evidence_access.evidence.visible_to(actor, given, permission=access.READ)
    rows = Evidence.objects.in_force().filter(pk__in=seen.values("pk")).order_by("pk")
    return list(rows.select_for_update(of=("self",)).values_list("ref", flat=True))


def _is_anothers_to_judge(actor: Actor, criterion: SuccessCriterion, on: date) -> bool:
    """Whether the actor owns the criterion's action, and somebody who does not may change the plan."""
    return has_owned(actor, criterion.action, on) and others_edit(criterion.action, on)


def _action_fields(
    plan_id: int, details: ActionDetails, objectives: Sequence[Objective]
) -> dict[str, object]:
    group_id = group_of(plan_id, details.group_ref).pk if details.group_ref else None
    own = [objective for objective in objectives if objective.plan_id == plan_id]
    return {
        "text": required(details.text, field="text", message="Enter what is promised."),
        "number": short(details.number, field="number"),
        "key_area": clean(details.key_area),
        "rationale": clean(details.rationale),
        "accountable": [clean(each) for each in details.accountable],
        "governance": clean(details.governance),
        "group_id": own[0].group_id if own and group_id is None else group_id,
    }


def _milestone_fields(details: MilestoneDetails) -> dict[str, object]:
    return {
        "text": required(details.text, field="text", message="Enter what is to be done."),
        "label": short(details.label, field="label"),
        "recurrence": clean(details.recurrence),
    }


def _criterion_fields(plan_id: int, details: CriterionDetails) -> dict[str, object]:
    measure = None
    if details.measure_ref:
        measure = Measure.objects.in_force().filter(plan_id=plan_id, ref=details.measure_ref).first()
        if measure is None:
            raise RefusedError("Choose one of the plan's measures.", field="measure_ref")
    return {
        "text": required(details.text, field="text", message="Enter how you will know that it worked."),
        "measure_id": measure.pk if measure else None,
    }


def _objectives(partnership_id: int, refs: Sequence[str]) -> list[Objective]:
    """The objectives named, in that order. Raises RefusedError for one that is not the partnership's."""
    wanted = list(dict.fromkeys(refs))
    rows = Objective.objects.in_force().filter(partnership_id=partnership_id, plan__voided_at=None)
    found = {row.ref: row for row in rows.filter(ref__in=wanted)}
    if len(found) < len(wanted):
        raise RefusedError("Choose objectives of this partnership's plans.", field="objective_refs")
    return [found[ref] for ref in wanted]


def serve(action: Action, objectives: Sequence[Objective]) -> bool:
    """Let the action serve these objectives and no others; whether that changed anything."""
    before = list(Service.objects.filter(action=action).values_list("objective_id", flat=True))
    wanted = [objective.pk for objective in objectives]
    if before == wanted:
        return False
    Service.objects.filter(action=action).delete()
    Service.objects.bulk_create(
        Service(partnership_id=action.partnership_id, action=action, objective=objective, position=position)
        for position, objective in enumerate(objectives)
    )
    return True
