"""Setting the rules of a plan: adding, changing, switching off and on, and the usual ones at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.insight.escalation.access import SET
from lapwing.insight.escalation.models import EscalationRule, RuleKind, Tells
from lapwing.insight.escalation.rules import MOST_DAYS, MOST_TIMES, USUAL_TIMES, Kind
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.editing.commands import RefusedError, fetch_locked, save_changes, today, user_id_of
from lapwing.registry.groups import groups_in_force
from lapwing.registry.models import GovernanceGroup, GroupKind, Partnership

KIND_STAYS = "What a rule looks for does not change. Switch this one off, and add another."
SAME_RULE = "There is a rule of this kind to this group already. Change that one."


@dataclass(frozen=True, kw_only=True)
class RuleDetails:
    """What a person says of a rule."""

    kind: str
    times: int
    group: GovernanceGroup
    answer_days: int
    tells: tuple[str, ...] = ()


@transaction.atomic
def add_rule(
    *, actor: Actor, now: datetime, partnership: Partnership, plan_ref: str, details: RuleDetails
) -> EscalationRule:
    """A new rule of a plan, switched on. Raises NotVisible and RefusedError."""
    _must_set(actor, partnership, plan_ref, now)
    return _added(actor, now, partnership, plan_ref, details)


@transaction.atomic
def change_rule(
    *, actor: Actor, now: datetime, ref: str, version: int, details: RuleDetails
) -> EscalationRule:
    """Change a rule, save for what it looks for. What it raised stays.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    rule = _fetch(actor, ref, version)
    _must_set(actor, rule.partnership, rule.plan_ref, now)
    return save_changes(rule, _fields(rule.partnership, rule.plan_ref, details, rule))


@transaction.atomic
def switch_rule(*, actor: Actor, now: datetime, ref: str, is_on: bool) -> EscalationRule:
    """Switch a rule off, or on again. What it raised stays. Raises NotVisible and RefusedError."""
    rule = _fetch(actor, ref, None)
    _must_set(actor, rule.partnership, rule.plan_ref, now)
    if is_on and rule.group.voided_at is not None:
        raise RefusedError("The group that it escalates to was withdrawn. Change the rule first.")
    return save_changes(rule, {"is_on": is_on})


@transaction.atomic
def add_usual_rules(
    *, actor: Actor, now: datetime, partnership: Partnership, plan_ref: str
) -> tuple[EscalationRule, ...]:
    """One rule of each kind, to the group that ``usual_group`` names; kinds that it has already are left.

    Raises NotVisible, and RefusedError where no group is set up.
    """
    _must_set(actor, partnership, plan_ref, now)
    group = usual_group(groups_in_force(partnership.pk))
    if group is None:
        raise RefusedError("Set up the groups that govern first.")
    has = set(
        EscalationRule.objects.filter(partnership=partnership, plan_ref=plan_ref, group=group).values_list(
            "kind", flat=True
        )
    )
    return tuple(
        _added(actor, now, partnership, plan_ref, usual_details(kind, group))
        for kind in Kind
        if kind not in has
    )


def usual_group(groups: list[GovernanceGroup]) -> GovernanceGroup | None:
    """The operational group where there is one, else the board: what it leaves goes to the group above."""
    for kind in (GroupKind.OPERATIONAL, GroupKind.BOARD):
        found = [group for group in groups if group.kind == kind]
        # of several boards the one that reports to another is nearer to the plan
        if found:
            return next((group for group in found if group.reports_to_id), found[0])
    return groups[0] if groups else None


def usual_details(kind: Kind, group: GovernanceGroup) -> RuleDetails:
    """A rule as most partnerships have it."""
    return RuleDetails(
        kind=kind.value,
        times=USUAL_TIMES[kind],
        group=group,
        answer_days=governance.usual_days(is_board=group.kind == GroupKind.BOARD),
        tells=() if kind is Kind.OFF_PATH else (Tells.OWNERS.value,),
    )


def unsaved(partnership: Partnership, plan_ref: str, details: RuleDetails, pk: int | None) -> EscalationRule:
    """A rule as it would be, for looking at what it would raise. Nothing is written."""
    return EscalationRule(
        pk=pk,
        partnership=partnership,
        plan_ref=plan_ref,
        kind=details.kind,
        times=details.times,
        group=details.group,
        answer_days=details.answer_days,
        tells=list(details.tells),
    )


def _added(
    actor: Actor, now: datetime, partnership: Partnership, plan_ref: str, details: RuleDetails
) -> EscalationRule:
    return EscalationRule.objects.create(
        partnership=partnership,
        plan_ref=plan_ref,
        made_at=now,
        made_by_id=user_id_of(actor),
        **_fields(partnership, plan_ref, details, None),
    )


def _fetch(actor: Actor, ref: str, version: int | None) -> EscalationRule:
    rows = EscalationRule.objects.select_related("partnership", "group")
    found: EscalationRule = fetch_locked(actor, SET, rows, ref, version=version)
    return found


def _must_set(actor: Actor, partnership: Partnership, plan_ref: str, now: datetime) -> None:
    """Raises NotVisible for whoever sets no rules there, and for a plan of another partnership."""
    head = improvement.plan_head(actor=actor, plan_ref=plan_ref, on=today(now))
    if head.partnership_ref != partnership.ref or not actor.may(SET, partnership.pk):
        raise NotVisible("No such plan")
    # two who add the same rule at once wait for each other here
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)


def _fields(
    partnership: Partnership, plan_ref: str, details: RuleDetails, row: EscalationRule | None
) -> dict[str, object]:
    if details.kind not in RuleKind.values:
        raise RefusedError("Select what the rule looks for.", field="kind")
    # what it raised was counted in cycles, moves or figures, and is well by the same measure only
    if row is not None and details.kind != row.kind:
        raise RefusedError(KIND_STAYS, field="kind")
    if not 1 <= details.times <= MOST_TIMES:
        raise RefusedError(f"Enter a number from 1 to {MOST_TIMES}.", field="times")
    if not 1 <= details.answer_days <= MOST_DAYS:
        raise RefusedError(f"Enter a number of working days from 1 to {MOST_DAYS}.", field="answer_days")
    if not set(details.tells) <= set(Tells.values):
        raise RefusedError("Select who is told from the list.", field="tells")
    # as it stands now: the form may have read it before somebody took it out
    if not GovernanceGroup.objects.in_force().filter(pk=details.group.pk, partnership=partnership).exists():
        raise RefusedError("Select a group of this partnership.", field="group")
    same = EscalationRule.objects.filter(
        partnership=partnership, plan_ref=plan_ref, kind=details.kind, group=details.group
    )
    if (same if row is None else same.exclude(pk=row.pk)).exists():
        raise RefusedError(SAME_RULE, field="kind" if row is None else "group")
    return {
        "kind": details.kind,
        "times": details.times,
        "group_id": details.group.pk,
        "answer_days": details.answer_days,
        "tells": sorted(set(details.tells)),
    }
