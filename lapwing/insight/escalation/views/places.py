"""Where the pages of escalation stand: the plan in the address, and the steps back."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement import public as improvement
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import ActorRequest
from lapwing.platform.ui.pages import Crumb
from lapwing.registry.models import Partnership


def plan_head(request: ActorRequest, partnership: Partnership, plan: str) -> improvement.PlanHead:
    """The plan in the address. Raises NotVisible, also for one of another partnership."""
    head = improvement.plan_head(actor=request.actor, plan_ref=plan, on=timezone.localdate())
    if head.partnership_ref != partnership.ref:
        raise NotVisible("No such plan")
    return head


def address(head: improvement.PlanHead, name: str) -> str:
    """A page of escalation about a plan."""
    return reverse(f"escalation:{name}", kwargs={"partnership": head.partnership_ref, "plan": head.ref})


def crumbs(head: improvement.PlanHead, *names: tuple[str, str]) -> tuple[Crumb, ...]:
    """The steps back: to the plan, and to pages of escalation by label and name."""
    where = {"partnership": head.partnership_ref, "plan": head.ref}
    plan = Crumb(head.title, reverse("improvement:overview", kwargs=where))
    return (plan, *(Crumb(label, address(head, name)) for label, name in names))
