"""The pack, from what was asked for and what is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from lapwing.contexts.improvement import public as improvement
from lapwing.insight.packs.collecting.everything import everything
from lapwing.insight.packs.collecting.exceptions import exceptions_section
from lapwing.insight.packs.collecting.glossary import glossary_section
from lapwing.insight.packs.collecting.governed import (
    asked_section,
    decisions_section,
    questions_section,
    risks_section,
)
from lapwing.insight.packs.collecting.measures import measures_section
from lapwing.insight.packs.collecting.milestones import (
    actions_section,
    date_changes_section,
    due_section,
)
from lapwing.insight.packs.collecting.order import PackOrder, SectionOrder, Told
from lapwing.insight.packs.collecting.summary import summary_section
from lapwing.insight.packs.collecting.texts import day, own_words
from lapwing.insight.packs.collecting.voice import voice_section
from lapwing.insight.packs.shapes import Cover, Pack, Section
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui import filters
from lapwing.registry.models import Partnership

_MAKERS: dict[str, Callable[[Told, SectionOrder], Section]] = {
    "summary": summary_section,
    "exceptions": exceptions_section,
    "due": due_section,
    "measures": measures_section,
    "voice": voice_section,
    "date_changes": date_changes_section,
    "asked": asked_section,
    "risks": risks_section,
    "decisions": decisions_section,
    "questions": questions_section,
    "actions": actions_section,
}


def collect_pack(*, actor: Actor, order: PackOrder, built_by: str, now: datetime) -> Pack:
    """The pack as the actor may see it now, in a fixed number of queries.

    ``built_by`` is the role they hold, in words. Raises NotVisible.
    """
    today = improvement.day_of(now)
    plan = improvement.plan_reported(
        actor=actor,
        plan_ref=order.plan_ref,
        today=today,
        as_at=order.as_at if order.as_at < today else None,
        since=order.since,
        last_told=order.last_told,
    )
    partnership = Partnership.objects.get(ref=plan.plan.partnership_ref)
    told = Told(actor, partnership, order, plan, now.replace(microsecond=0), built_by)
    sections = {each.kind: _MAKERS[each.kind](told, each) for each in order.sections if each.kind in _MAKERS}
    return Pack(_cover(told), tuple(_in_order(told, sections)), data=everything(told, [*sections.values()]))


def _in_order(told: Told, sections: dict[str, Section]) -> list[Section]:
    """As chosen; the words are gathered last, from everything else, wherever they are printed."""
    everything = tuple(sections.values())
    return [
        sections[each.kind] if each.kind in sections else glossary_section(told, each, everything)
        for each in told.order.sections
    ]


def _cover(told: Told) -> Cover:
    order, plan = told.order, told.plan.plan
    return Cover(
        title=order.title,
        partnership=plan.partnership,
        plan=plan.title,
        local_area=plan.local_area,
        group=order.group,
        meeting=order.meeting,
        meeting_on=day(order.meeting_on),
        period=f"{filters.day(order.since)} to {filters.day(order.as_at)}",
        period_from=order.since,
        period_to=order.as_at,
        as_at=day(order.as_at),
        built_at=told.built_at,
        built_at_text=filters.moment(told.built_at),
        built_by=told.built_by,
        number=order.number,
        plan_version=plan.version,
        words=order.words,
        cycle=order.cycle,
        group_word=own_words(plan)["group"],
        objective_word=own_words(plan)["objective"],
    )
