"""What changed for children and families, and how it is known."""

from __future__ import annotations

from lapwing.contexts.improvement.public import CriterionJudged
from lapwing.insight.packs.collecting.order import SectionOrder, Told
from lapwing.insight.packs.collecting.texts import day
from lapwing.insight.packs.shapes import Link, VoiceLine, VoiceSection
from lapwing.platform.ui import filters


def voice_section(told: Told, asked: SectionOrder) -> VoiceSection:
    """Success criteria that were judged since last time, latest first."""
    lines = tuple(_judged(each) for each in told.plan.judged)
    return VoiceSection(
        key="voice",
        title="Impact and voice",
        annotation=asked.annotation,
        empty="" if lines else f"No success criterion was judged since {filters.day(told.plan.since)}.",
        lines=lines,
    )


def _judged(found: CriterionJudged) -> VoiceLine:
    note = f" {found.note}" if found.note else ""
    return VoiceLine(
        key=f"criterion:{found.ref}",
        kind="evidence",
        kind_text="Success criterion",
        about=found.action,
        text=f"{found.text}: {found.judgement.lower()}.{note}",
        by="",
        on=day(found.on),
        accepted="",
        link=Link("action", found.action_ref),
    )
