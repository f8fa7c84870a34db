"""What the invented plans escalate by their rules: some of it answered, some handed on, some waiting."""

from __future__ import annotations

from datetime import date, timedelta

from lapwing.contexts.governance.answering import stand_aside
from lapwing.contexts.governance.commands import raised
from lapwing.contexts.governance.models import EscalatedItem
from lapwing.contexts.improvement.models import Plan
from lapwing.insight.escalation.commands import RuleDetails, add_usual_rules, change_rule
from lapwing.insight.escalation.evaluating import evaluate_plan
from lapwing.insight.escalation.rules import MOST_TIMES, Kind
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.registry.actors import actor_for
from lapwing.shell.demonstration import people as who
from lapwing.shell.demonstration.settling import Settled, morning

# Days before today on which the rules were set, first caught something, and were answered.
SET, CAUGHT, ANSWERED = 60, 12, 6
# Who answers for the group to which each area escalates: its chair.
CHAIRS = {who.ALDERBROOK: "ruth.okonjo", who.KINGSMERE: "salma.rahim"}
# To the first of what was caught, and to those after it.
ANSWERS = (
    "The lead was away. Her deputy reports until she is back.",
    "The group heard why. Two people look at it each week, and report to the next meeting.",
    "It has no update because nothing was due. The group asks for one at the next cycle all the same.",
)
FURTHER = "It needs money for posts, on which this group cannot decide."


def escalate(area: str, plan: Plan, settled: Settled, manager: str, *, today: date) -> None:
    """Set an area's rules, ask them, answer the first of what they caught, and hand one on.

    The chair answers, save for what the chair owns: then whoever runs the plan does.
    """
    _set_rules(area, plan, settled, manager, today=today)
    caught, answered = (morning(today - timedelta(days=days)) for days in (CAUGHT, ANSWERED))
    with acting(system_actor("Escalation"), purpose="demonstration") as actor:
        evaluate_plan(actor=actor, now=caught, plan_ref=plan.ref)
    caught_items = EscalatedItem.objects.filter(partnership=plan.partnership_id).exclude(rule_key="")
    items = list(caught_items.order_by("pk"))
    if len(items) <= len(ANSWERS) + 1:
        items = items[:1]
    chair = settled.people[CHAIRS[area]]
    for item, answer in zip(items, ANSWERS, strict=False):
        with acting(system_actor("Escalation"), purpose="demonstration"):
            owns = chair.pk in stand_aside(item, today)
        speaker = settled.people[manager] if owns else chair
        with acting(actor_for(speaker, today), purpose="demonstration") as actor:
            raised.answer_item(actor=actor, now=answered, ref=item.ref, version=item.version, answer=answer)
    with acting(actor_for(chair, today), purpose="demonstration") as actor:
        if len(items) > len(ANSWERS) and items[-1].group.reports_to is not None:
            last = items[-1]
            raised.raise_further(
                actor=actor, now=answered, ref=last.ref, version=last.version, reason=FURTHER
            )


def _set_rules(area: str, plan: Plan, settled: Settled, manager: str, *, today: date) -> None:
    """The usual rules. Measures whose figures come each month get a year, and a quarterly plan two cycles."""
    now = morning(today - timedelta(days=SET))
    times = {Kind.OFF_PATH: MOST_TIMES}
    if area == who.KINGSMERE:
        times[Kind.MISSING] = 4
    with acting(actor_for(settled.people[manager], today), purpose="demonstration") as actor:
        for rule in add_usual_rules(actor=actor, now=now, partnership=plan.partnership, plan_ref=plan.ref):
            details = RuleDetails(
                kind=rule.kind,
                times=times.get(Kind(rule.kind), rule.times),
                group=rule.group,
                answer_days=rule.answer_days,
                tells=tuple(rule.tells),
            )
            change_rule(actor=actor, now=now, ref=rule.ref, version=rule.version, details=details)
