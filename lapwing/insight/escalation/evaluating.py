"""Asking the rules of a plan: what is caught is raised to a group, once until it is well again or answered.

Done each morning and whenever a reporting cycle closes or is signed off. Doing it twice raises nothing twice:
two at once wait for each other at the rules, and the database keeps a second row out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement.public import PlanLookedAt, look_at_plan
from lapwing.domain.bank_holidays import working_days_after
from lapwing.insight.escalation.looking import NOTHING_COUNTED, Counted, Finding, Subject, facts_kept, look
from lapwing.insight.escalation.models import Escalation, EscalationRule, Tells
from lapwing.insight.escalation.rules import Kind, Stand
from lapwing.platform.access.actor import Actor
from lapwing.platform.editing.commands import today
from lapwing.platform.notices.telling import notify
from lapwing.registry.actors import holders_of
from lapwing.registry.groups import people_of


@dataclass(frozen=True)
class _Before:
    """What a rule raised about one thing before: how often, and what of it counts no more."""

    number: int = 0
    counted: Counted = NOTHING_COUNTED


_NEVER = _Before()
# A rule and a thing.
_Key = tuple[int, str, str]


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
    rows = list(Escalation.objects.filter(rule__in=ids))
    answers = governance.answered_when(row.item_ref for row in rows)
    _end_answered_moves(rules, rows, answers, now)
    standing = {_key(row): row for row in rows if row.over_at is None}
    before = _before(rows, answers)
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
            key = (rule.pk, *finding.subject)
            stands = standing.get(key)
            if not finding.is_caught or (stands is not None and stands.item_ref not in answers):
                continue
            if stands is not None:
                # answered, and bad again or still since: another time, which wants another answer
                _end([stands], now)
            item_ref = _raise(rule, finding, before.get(key, _NEVER).number + 1, actor, now)
            _tell(rule, plan.owners.get(finding.action_ref, frozenset()), may_read, item_ref, now)
            raised += 1
    return raised


def look_by(rule: EscalationRule, plan: PlanLookedAt, before: Mapping[_Key, _Before]) -> tuple[Finding, ...]:
    """What a rule finds in a plan; what groups have answered counts no more."""
    counted: dict[Subject, Counted] = {
        (kind, ref): found.counted for (rule_id, kind, ref), found in before.items() if rule_id == rule.pk
    }
    return look(plan, Kind(rule.kind), rule.times, counted=counted)


def would_raise(rule: EscalationRule, plan: PlanLookedAt) -> tuple[Finding, ...]:
    """What a rule would raise now, saved already or not. Nothing is written."""
    rows = list(Escalation.objects.filter(rule=rule)) if rule.pk else []
    answers = governance.answered_when(row.item_ref for row in rows)
    stands = {
        (row.subject_kind, row.subject_ref)
        for row in rows
        if row.over_at is None and row.item_ref not in answers
    }
    found = look_by(rule, plan, _before(rows, answers))
    return tuple(each for each in found if each.is_caught and each.subject not in stands)


def _key(row: Escalation) -> _Key:
    return row.rule_id, row.subject_kind, row.subject_ref


def _before(rows: Iterable[Escalation], answers: Mapping[str, datetime]) -> dict[_Key, _Before]:
    """What each thing had by each rule; ``answers`` says when what was raised got its answer.

    Moves count no more once what they raised is over. An answer to what was over by then answers nothing.
    """
    found: dict[_Key, _Before] = defaultdict(_Before)
    for row in rows:
        before = found[_key(row)]
        counted = before.counted
        answered = answers.get(row.item_ref)
        if answered is None or (row.over_at is not None and row.over_at < answered):
            answered = counted.answered_at
        found[_key(row)] = _Before(
            max(before.number, row.number),
            Counted(
                max(counted.moves, row.counted if row.over_at is not None else 0),
                max(filter(None, (answered, counted.answered_at)), default=None),
            ),
        )
    return dict(found)


def _end_answered_moves(
    rules: Sequence[EscalationRule],
    rows: Sequence[Escalation],
    answers: Mapping[str, datetime],
    now: datetime,
) -> None:
    """A date that moved is dealt with by the group's answer; from then on only further moves count."""
    moved = {rule.pk for rule in rules if rule.kind == Kind.MOVED}
    _end(
        [row for row in rows if row.rule_id in moved and row.over_at is None and row.item_ref in answers], now
    )


def _end(rows: Sequence[Escalation], now: datetime) -> None:
    Escalation.objects.filter(pk__in=[row.pk for row in rows]).update(over_at=now)
    for row in rows:
        row.over_at = now


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
    """The last day for an answer to what is raised on a day: the rule's days are working days."""
    return working_days_after(on, rule.answer_days)


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
