"""Whether a plan's dates, baselines and targets are changed by request only."""

from __future__ import annotations

from django.utils import timezone

from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.models import ChangeRule, Cycle, Plan, WorkflowStep
from lapwing.contexts.improvement.step_holders import StepHolders
from lapwing.registry.actors import holders_of


def rule_of(partnership_id: int) -> ChangeRule | None:
    """What a partnership has set; None: nothing, and it hangs on whether somebody else could approve."""
    return ChangeRule.objects.filter(partnership=partnership_id).first()


def is_by_request_only(plan: Plan) -> bool:
    """Whether what stands of a plan is changed by request only."""
    return is_by_request_only_in(plan.partnership_id, plan.ref)


def is_by_request_only_in(partnership_id: int, plan_ref: str) -> bool:
    """The same: its partnership lets only requests, and it is under way: owners were asked about it."""
    # a cycle that was withdrawn since had begun all the same
    opened = Cycle.objects.filter(plan__ref=plan_ref, opened_at__isnull=False)
    if not opened.filter(partnership=partnership_id).exists():
        return False
    return lets_only_requests(partnership_id, plan_ref)


def lets_only_requests(partnership_id: int, plan_ref: str) -> bool:
    """Whether a plan under way changes by request only: as was set, else as soon as two could do it."""
    rule = rule_of(partnership_id)
    return rule.by_request_only if rule else _another_could_approve(partnership_id, plan_ref)


def _another_could_approve(partnership_id: int, plan_ref: str) -> bool:
    """Whether nobody is the only one: several edit plans, or somebody else takes this one's last step."""
    on = timezone.localdate()
    editing = set(holders_of(EDIT, partnership_id, on))
    if len(editing) > 1:
        return True
    steps = WorkflowStep.objects.in_force().filter(plan__ref=plan_ref, plan__partnership=partnership_id)
    last = steps.order_by("position", "id").last()
    return last is not None and bool(StepHolders(partnership_id, on).of_whichever_action(last) - editing)
