"""What the worker does for escalation: asks every plan's rules each morning, and one plan's after a cycle."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.contexts.improvement.public import standing_plans
from lapwing.insight.escalation.evaluating import evaluate_plan
from lapwing.insight.escalation.models import EscalationRule
from lapwing.platform.access.acting import acting, current_actor
from lapwing.platform.access.system import system_actor

SYSTEM_USER, PURPOSE = "Escalation", "job evaluate"


@app.periodic(cron="40 5 * * *")
@app.task(name="escalation.evaluate_all", queueing_lock="escalation-evaluate-all")
def evaluate_all(timestamp: int) -> None:
    """Ask the rules of every plan that has any, each plan in a transaction of its own."""
    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        with_rules = set(EscalationRule.objects.filter(is_on=True).values_list("plan_ref", flat=True))
        plans = [ref for ref in standing_plans() if ref in with_rules]
    faults = []
    for ref in plans:
        try:
            _evaluate(ref)
        except Exception as error:
            faults.append(error)
    # one plan that fails keeps none of the others from being asked
    if faults:
        raise faults[0]


@app.task(name="escalation.evaluate")
def evaluate(ref: str) -> None:
    """Ask the rules of one plan, of which a cycle has closed or was signed off."""
    _evaluate(ref)


def put_job(plan_ref: str) -> None:
    """Have one plan's rules asked soon. Part of the caller's transaction."""
    evaluate.configure(lock=f"escalation {plan_ref}").defer(ref=plan_ref)


def _evaluate(plan_ref: str) -> None:
    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        if plan_ref in standing_plans():
            evaluate_plan(actor=current_actor(), now=timezone.now(), plan_ref=plan_ref)
