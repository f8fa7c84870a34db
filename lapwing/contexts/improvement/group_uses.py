"""What plans need governance groups for (see ``registry.groups.GROUP_USES``)."""

from __future__ import annotations

from lapwing.contexts.improvement.models import Group, Plan, StepHolder, WorkflowStep
from lapwing.registry.models import GovernanceGroup


def group_is_used(group: GovernanceGroup) -> str:
    """Updates wait at a step that the group holds, or that it holds as the lead of a part of a plan."""
    held = WorkflowStep.objects.in_force().filter(group=group, plan__voided_at=None)
    step = held.select_related("plan").order_by("pk").first()
    if step is not None:
        return (
            f"It holds the step “{step.name}” of the plan “{step.plan.title}”: updates wait for it there. "
            "Give that step to another group first."
        )
    led = Group.objects.in_force().filter(governed_by=group).values("plan")
    stepped = WorkflowStep.objects.in_force().filter(holder=StepHolder.GROUP_LEAD).values("plan")
    plan = Plan.objects.in_force().filter(pk__in=led).filter(pk__in=stepped).order_by("pk").first()
    if plan is not None:
        return (
            f"It leads a part of the plan “{plan.title}” and checks the updates there. "
            "Name another lead for that part first."
        )
    return ""
