"""Whether a plan's dates, baselines and targets are changed by request only."""

from __future__ import annotations

from lapwing.contexts.improvement.models import ChangeRule, Cycle, Plan


def rule_of(partnership_id: int) -> ChangeRule | None:
    """What a partnership has set; None: nothing, and changes need no request."""
    return ChangeRule.objects.filter(partnership=partnership_id).first()


def is_by_request_only(plan: Plan) -> bool:
    """Whether what stands of a plan is changed by request only."""
    return is_by_request_only_in(plan.partnership_id, plan.ref)


def is_by_request_only_in(partnership_id: int, plan_ref: str) -> bool:
    """The same: the partnership says so, and owners were asked about the plan, so that it is under way."""
    rule = rule_of(partnership_id)
    if rule is None or not rule.by_request_only:
        return False
    # a cycle that was withdrawn since had begun all the same
    opened = Cycle.objects.filter(plan__ref=plan_ref, opened_at__isnull=False)
    return opened.filter(partnership=partnership_id).exists()
