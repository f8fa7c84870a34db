"""The steps of a plan's updates and the people who hold them today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.models import Group, StepDeed, StepHolder, WorkflowStep
from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.standing import names_of, plan_and_head
from lapwing.contexts.improvement.rules.workflow import DEFAULT_STEP
from lapwing.contexts.improvement.step_holders import StepHolders, steps_of
from lapwing.platform.access.actor import Actor
from lapwing.registry.roles import label_of


@dataclass(frozen=True)
class StepLine:
    """A step: what is done there, whose it is in words, and who that is today.

    ``unheld`` says what comes of it that nobody holds it today; empty when somebody does.
    """

    name: str
    deed: str
    held_by: str
    people: tuple[str, ...]
    unheld: str = ""


@dataclass(frozen=True)
class LedLine:
    """A group of the plan, and who leads it; empty when nobody was named."""

    group: str
    led_by: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class StepsPage:
    """``is_default`` when the plan has set none."""

    plan: PlanHead
    steps: tuple[StepLine, ...]
    groups: tuple[LedLine, ...]
    is_default: bool
    has_lead_step: bool


def steps_page(*, actor: Actor, plan_ref: str, on: date) -> StepsPage:
    """Through whose hands the updates of a plan go. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, None)
    rows = steps_of([plan.pk]).get(plan.pk, [])
    holders = StepHolders(plan.partnership_id, on)
    groups = list(Group.objects.in_force().filter(plan=plan).select_related("governed_by"))
    return StepsPage(
        plan=head,
        steps=tuple(_step(row, holders, groups) for row in rows) or (_default(holders),),
        groups=tuple(_led(group, holders) for group in groups),
        is_default=not rows,
        has_lead_step=any(row.holder == StepHolder.GROUP_LEAD for row in rows),
    )


_PASSED_OVER = "Nobody with an account holds this check today: updates pass it over."
_FALLS = "Nobody with an account holds this step today: it falls to those who run the plan."


def _step(row: WorkflowStep, holders: StepHolders, groups: Sequence[Group]) -> StepLine:
    people: tuple[str, ...] = ()
    unheld = ""
    if row.holder == StepHolder.GROUP_LEAD:
        held_by = StepHolder.GROUP_LEAD.label
        without = [_title(group) for group in groups if not holders.leads_of(group.governed_by_id)]
        if without:
            unheld = f"Nobody with an account leads {', '.join(without)}: updates pass this check over there."
    else:
        if row.holder == StepHolder.ROLE:
            held_by = f"Everybody who is {label_of(row.role)}"
        else:
            assert row.group is not None
            who = ": chair, deputy chair or lead" if row.capacities else ""
            held_by = f"{row.group.name}{who}"
        people = _names(holders.of_group_or_role(row))
        if not people:
            unheld = _PASSED_OVER if row.deed == StepDeed.CHECK else _FALLS
    return StepLine(row.name, StepDeed(row.deed).label, held_by, people, unheld)


def _default(holders: StepHolders) -> StepLine:
    return StepLine(
        DEFAULT_STEP.name, DEFAULT_STEP.deed.label, "Those who run the plan", _names(holders.runners)
    )


def _title(group: Group) -> str:
    return f"{group.number} {group.title}".strip()


def _led(group: Group, holders: StepHolders) -> LedLine:
    title = _title(group)
    if group.governed_by is None:
        return LedLine(title, "", ())
    return LedLine(title, group.governed_by.name, _names(holders.leads_of(group.governed_by_id)))


def _names(people: frozenset[int]) -> tuple[str, ...]:
    return tuple(sorted(names_of(people).values(), key=str.casefold))
