"""Asking the rules of a plan: what is caught is raised to a group, once until it is well again.

Done each morning and whenever a reporting cycle closes or is signed off. Doing it twice raises nothing twice:
two at once wait for each other at the rules, and the database keeps a second row out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement.public import PlanLookedAt, look_at_plan
from lapwing.insight.escalation.looking import Finding, Subject, facts_kept, look
from lapwing.insight.escalation.models import Escalation, EscalationRule, Tells
from lapwing.insight.escalation.rules import Kind, Stand
from lapwing.platform.access.actor import Actor
from lapwing.platform.editing.commands import today
from lapwing.platform.notices.telling import notify
from lapwing.registry.actors import holders_of
from lapwing.registry.groups import people_of


@transaction.atomic
def evaluate_plan(*, actor: Actor, now: datetime, plan_ref: str) -> int:
    """Raise what the plan's rules catch, and end what is well again. Gives how much was raised."""
    rules = list(
        EscalationRule.objects.filter(plan_ref=plan_ref, is_on=True, group__voided_at=None)
        .select_for_update(of=("self",))
        .select_related("group", "partnership")
        .order_by("pk")
    )
    # before anything is raised: rules of two plans may name the same groups in another order
    standing_groups = governance.hold_groups(rule.group_id for rule in rules)
    rules = [rule for rule in rules if rule.group_id in standing_groups]
    if not rules:
        return 0
    plan = look_at_plan(actor=actor, plan_ref=plan_ref, on=today(now))
    ids = [rule.pk for rule in rules]
    _end_answered_moves(actor, rules, now)
    standing = {
        (row.rule_id, row.subject_kind, row.subject_ref): row
        for row in Escalation.objects.filter(rule__in=ids, over_at=None)
    }
    before = _before(ids)
    may_read = frozenset(holders_of(governance.READ, rules[0].partnership_id, today(now)))
    raised = 0
    for rule in rules:
        found = {each.subject: each for each in look_by(rule, plan, before)}
        for (rule_id, *subject), row in list(standing.items()):
            finding = found.get((subject[0], subject[1]))
            # what is not in the plan any more wants nobody's answer again
            if rule_id == rule.pk and (finding is None or finding.verdict.stand is Stand.WELL):
                _end([row], now)
                governance.say_over([row.item_ref], now)
        for finding in found.values():
            if finding.is_caught and (rule.pk, *finding.subject) not in standing:
                number = before.get((rule.pk, *finding.subject), (0, 0))[0] + 1
                item_ref = _raise(rule, finding, number, actor, now)
                _tell(rule, plan.owners.get(finding.action_ref, frozenset()), may_read, item_ref, now)
                raised += 1
    return raised


def look_by(
    rule: EscalationRule, plan: PlanLookedAt, before: Mapping[tuple[int, str, str], tuple[int, int]]
) -> tuple[Finding, ...]:
    """What a rule finds in a plan; of dates, the moves that were answered count no more."""
    counted: dict[Subject, int] = {
        (kind, ref): count for (rule_id, kind, ref), (_, count) in before.items() if rule_id == rule.pk
    }
    return look(plan, Kind(rule.kind), rule.times, counted=counted)


def would_raise(rule: EscalationRule, plan: PlanLookedAt) -> tuple[Finding, ...]:
    """What a rule would raise now, saved already or not. Nothing is written."""
    before = _before([rule.pk]) if rule.pk else {}
    stands = set()
    if rule.pk:
        rows = Escalation.objects.filter(rule=rule, over_at=None)
        stands = set(rows.values_list("subject_kind", "subject_ref"))
    found = look_by(rule, plan, before)
    return tuple(each for each in found if each.is_caught and each.subject not in stands)


def _before(rule_ids: Sequence[int]) -> dict[tuple[int, str, str], tuple[int, int]]:
    """How many escalations each thing had by each rule, and how often it was counted in those now over."""
    found: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
    rows = Escalation.objects.filter(rule__in=rule_ids).values_list(
        "rule_id", "subject_kind", "subject_ref", "number", "counted", "over_at"
    )
    for rule_id, kind, ref, number, counted, over_at in rows:
        numbers = found[rule_id, kind, ref]
        numbers[0] = max(numbers[0], number)
        if over_at is not None:
            numbers[1] = max(numbers[1], counted)
    return {key: (number, counted) for key, (number, counted) in found.items()}


def _end_answered_moves(actor: Actor, rules: Sequence[EscalationRule], now: datetime) -> None:
    """A date that moved is dealt with by the group's answer; from then on only further moves count."""
    ids = [rule.pk for rule in rules if rule.kind == Kind.MOVED]
    rows = list(Escalation.objects.filter(rule__in=ids, over_at=None))
    if not rows:
        return
    partnership = rules[0].partnership
    lines = governance.items_followed(actor, partnership, [row.item_ref for row in rows], today(now))
    _end([row for row in rows if (chain := lines.get(row.item_ref)) and chain[-1].answer], now)


def _end(rows: Sequence[Escalation], now: datetime) -> None:
    Escalation.objects.filter(pk__in=[row.pk for row in rows]).update(over_at=now)


def _raise(rule: EscalationRule, finding: Finding, number: int, actor: Actor, now: datetime) -> str:
    """Raise it to the rule's group; gives the reference of the item there."""
    kind, ref = finding.subject
    item = governance.raise_item(
        actor=actor,
        now=now,
        partnership_id=rule.partnership_id,
        to_group_id=rule.group_id,
        subject_kind=kind,
        subject_ref=ref,
        subject_words=finding.words,
        words=f"{finding.words}. {finding.why}",
        reason="\n".join(each.words for each in finding.facts) or finding.why,
        rule_key=f"rule {rule.ref}",
        episode=str(number),
        answer_by=answer_by(rule, today(now)),
    )
    Escalation.objects.create(
        partnership_id=rule.partnership_id,
        rule=rule,
        subject_kind=kind,
        subject_ref=ref,
        number=number,
        counted=finding.verdict.count,
        facts=facts_kept(finding.facts),
        item_ref=item.ref,
        began_at=now,
    )
    return item.ref


def answer_by(rule: EscalationRule, on: date) -> date:
    """The last day for an answer to what is raised on a day."""
    return on + timedelta(days=rule.answer_days)


def _tell(
    rule: EscalationRule, owners: frozenset[int], may_read: frozenset[int], item_ref: str, now: datetime
) -> None:
    """Tell those whom the rule names and who may see what groups have; who answers is told with the item."""
    told: set[int] = set()
    where = reverse("governance:raised", args=[rule.partnership.ref, item_ref])
    for tells, template, people in (
        (Tells.OWNERS, "escalated-of-yours", owners),
        (Tells.MEMBERS, "escalated-to-members", frozenset(people_of(rule.group_id, today(now)))),
    ):
        if tells in rule.tells:
            notify(
                people=people & may_read - told,
                template=template,
                partnership_id=rule.partnership_id,
                url=where,
                now=now,
                key=f"escalated {item_ref}",
                group=rule.group.name,
            )
            told |= people
