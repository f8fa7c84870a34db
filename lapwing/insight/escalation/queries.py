"""Rules and what they escalated, as pages show them, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance import public as governance
from lapwing.contexts.governance.public import RaisedLine
from lapwing.contexts.improvement import public as improvement
from lapwing.insight.escalation.access import READ, escalation_rules
from lapwing.insight.escalation.models import Escalation, EscalationRule, RuleKind, Tells
from lapwing.insight.escalation.rules import Kind
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.registry.models import GovernanceGroup, Partnership

# What came to an end is shown so far back; the rest stands with its group.
MOST_OVER = 30

# The page to which each kind of fact leads.
_PAGES = {
    "update": "improvement:update",
    "cycle": "improvement:cycle",
    "milestone": "improvement:milestone",
    "measure": "improvement:measure",
}


@dataclass(frozen=True)
class FactLine:
    """A fact in words; ``url`` is empty where it leads nowhere."""

    words: str
    url: str


@dataclass(frozen=True)
class RuleLine:
    """A rule as it is listed, in a sentence."""

    ref: str
    version: int
    kind: str
    words: str
    group: str
    group_ref: str
    group_is_out: bool
    answer_days: int
    tells: tuple[str, ...]
    is_on: bool
    stands: int


@dataclass(frozen=True)
class EscalationLine:
    """Something that a rule raised: why, to whom it went in turn, and the answer where there is one."""

    rule: str
    began: date
    over: date | None
    # While it is off nothing ends that it raised.
    rule_is_on: bool
    facts: tuple[FactLine, ...]
    items: tuple[RaisedLine, ...]

    @property
    def first(self) -> RaisedLine:
        return self.items[0]

    @property
    def now(self) -> RaisedLine:
        """Where it stands now: at the group to which it went last."""
        return self.items[-1]

    @property
    def is_answered(self) -> bool:
        return bool(self.now.answer)


def rule_words(kind: str, times: int) -> str:
    """What a rule looks for, as a sentence."""
    cycles = "one cycle" if times == 1 else f"{times} cycles running"
    return {
        Kind.RED: f"Off track in {cycles}",
        Kind.MISSING: f"An update is missing in {cycles}",
        Kind.MOVED: f"A date moved {'once' if times == 1 else 'twice' if times == 2 else f'{times} times'}",
        Kind.OFF_PATH: (
            f"A measure is off its path for {'one figure' if times == 1 else f'{times} figures running'}"
        ),
    }[Kind(kind)]


def rules_of(actor: Actor, partnership_id: int, plan_ref: str) -> tuple[RuleLine, ...]:
    """The rules of a plan, those that are on first, with how much of theirs stands. Two queries."""
    rows = list(
        escalation_rules.visible_to(
            actor,
            EscalationRule.objects.filter(partnership_id=partnership_id, plan_ref=plan_ref),
            permission=READ,
        )
        .select_related("group")
        .order_by("-is_on", "pk")
    )
    order = list(RuleKind.values)
    stands: dict[int, int] = {}
    for (pk,) in Escalation.objects.filter(rule__in=rows, over_at=None).values_list("rule_id"):
        stands[pk] = stands.get(pk, 0) + 1
    rows.sort(key=lambda row: (not row.is_on, order.index(row.kind), row.times, row.pk))
    return tuple(
        RuleLine(
            ref=row.ref,
            version=row.version,
            kind=RuleKind(row.kind).label,
            words=rule_words(row.kind, row.times),
            group=row.group.name,
            group_ref=row.group.ref,
            group_is_out=row.group.voided_at is not None,
            answer_days=row.answer_days,
            tells=tuple(Tells(each).label for each in row.tells),
            is_on=row.is_on,
            stands=stands.get(row.pk, 0),
        )
        for row in rows
    )


def escalations_of(
    actor: Actor, partnership: Partnership, plan_ref: str, on: date
) -> tuple[EscalationLine, ...]:
    """What the rules of a plan raised: what still stands, and what ended of late, the latest first."""
    rows = (
        Rule(Escalation)
        .visible_to(
            actor,
            Escalation.objects.filter(partnership=partnership, rule__plan_ref=plan_ref),
            permission=READ,
        )
        .select_related("rule")
        .order_by("-began_at", "-id")
    )
    shown = [*rows.filter(over_at=None), *rows.filter(over_at__isnull=False)[:MOST_OVER]]
    items = governance.items_followed(actor, partnership, [row.item_ref for row in shown], on)
    return tuple(
        EscalationLine(
            rule=rule_words(row.rule.kind, row.rule.times),
            began=timezone.localdate(row.began_at),
            over=timezone.localdate(row.over_at) if row.over_at else None,
            rule_is_on=row.rule.is_on,
            facts=fact_lines(partnership, row.facts),
            items=items[row.item_ref],
        )
        for row in shown
        if row.item_ref in items
    )


def fact_lines(partnership: Partnership, facts: Iterable[Mapping[str, str]]) -> tuple[FactLine, ...]:
    """Facts with the addresses of what they are about."""
    return tuple(FactLine(each["words"], _address(partnership, each)) for each in facts)


def _address(partnership: Partnership, fact: Mapping[str, str]) -> str:
    page = _PAGES.get(fact["kind"])
    return reverse(page, kwargs={"partnership": partnership.ref, fact["kind"]: fact["ref"]}) if page else ""


def group_is_used(group: GovernanceGroup) -> str:
    """A rule that is on escalates to the group (see ``registry.groups.GROUP_USES``)."""
    standing = improvement.standing_plans()
    rule = (
        EscalationRule.objects.filter(group=group, is_on=True, plan_ref__in=standing).order_by("pk").first()
    )
    if rule is None:
        return ""
    title = improvement.titles_of([rule.plan_ref]).get(rule.plan_ref, "")
    return (
        f"A rule of the plan “{title}” escalates to it: {rule_words(rule.kind, rule.times)[:1].lower()}"
        f"{rule_words(rule.kind, rule.times)[1:]}. Let it escalate to another group, or switch it off, first."
    )
