"""The line of escalation in the settings area, and its rules brought over into a plan that starts."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from lapwing.contexts.improvement.public import FurtherPart
from lapwing.insight.escalation.access import READ, SET
from lapwing.insight.escalation.models import EscalationRule, RuleKind
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.refs import new_ref
from lapwing.platform.ui.filters import plural
from lapwing.registry.settings_area import Asked, Setting


def rules_told(asked: Asked) -> str:
    """How many rules escalate what, to which groups."""
    rows = EscalationRule.objects.filter(
        partnership=asked.partnership_id, plan_ref=asked.plan_ref, is_on=True
    )
    found = list(rows.values_list("kind", "group__name"))
    if not found:
        return "No rule: nothing is escalated by itself."
    kinds = dict.fromkeys(str(RuleKind(kind).label).lower() for kind, _ in found)
    groups = dict.fromkeys(group for _, group in found)
    return f"{plural(len(found), 'rule')} ({', '.join(kinds)}), to {', '.join(groups)}."


def settings() -> tuple[Setting, ...]:
    """When something of the plan goes to a group by itself."""
    return (
        Setting(
            "escalation.rules",
            "Escalation",
            rules_told,
            lambda asked: reverse(
                "escalation:rules", kwargs={"partnership": asked.partnership_ref, "plan": asked.plan_ref}
            ),
            read=READ,
            change=SET,
            rows=lambda asked: {
                EscalationRule: EscalationRule.objects.filter(
                    partnership=asked.partnership_id, plan_ref=asked.plan_ref
                ).values_list("pk", flat=True)
            },
            order=33,
        ),
    )


def further_part() -> FurtherPart:
    """The rules that are switched on, for a plan that starts from an earlier one."""
    return FurtherPart(
        "escalation", "Rules of escalation", SET, lambda plan_ref: _standing(plan_ref).count(), bring_rules
    )


def bring_rules(actor: Actor, now: datetime, from_ref: str, to_ref: str) -> None:
    """Copy the rules of one plan to another of the partnership. What was raised stays with the first."""
    if actor.user_id is None:
        raise NotVisible("Nobody is signed in")
    rules = list(_standing(from_ref))
    for rule in rules:
        rule.pk, rule.ref, rule.plan_ref, rule.version = None, new_ref(), to_ref, 1
        rule.made_at, rule.made_by_id = now, actor.user_id
        rule._state.adding = True
    EscalationRule.objects.bulk_create(rules)


def _standing(plan_ref: str) -> QuerySet[EscalationRule]:
    return EscalationRule.objects.filter(plan_ref=plan_ref, is_on=True, group__voided_at=None)
