"""What changed for children and families, what they said and were told, and how it is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.contexts.improvement.public import (
    IMPACT,
    QUOTE,
    CriterionJudged,
    UpdateReported,
)
from lapwing.insight.packs.collecting.belonging import belonging
from lapwing.insight.packs.collecting.evidence import WITHDRAWN_SINCE, evidence_of, forms_of, shown_by
from lapwing.insight.packs.collecting.order import SectionOrder, Told
from lapwing.insight.packs.collecting.people import posts, who_said
from lapwing.insight.packs.collecting.suppliers import suppliers
from lapwing.insight.packs.collecting.texts import ROW, day
from lapwing.insight.packs.shapes import Link, VoiceLine, VoiceSection
from lapwing.platform.ui import filters


def voice_section(told: Told, asked: SectionOrder) -> VoiceSection:
    """Since last time: impact from signed-off updates, accepted evidence, judgements, what was told."""
    lines = (*_impact(told), *_evidence(told), *_judged(told), *_told(told))
    since = filters.day(told.plan.since)
    nothing = (
        f"Since {since} no signed-off update tells of an impact, no quote or evidence of impact was "
        "accepted, no success criterion was judged, and nothing that families were told was recorded."
    )
    return VoiceSection(
        key="voice",
        title="Impact and voice",
        annotation=asked.annotation,
        empty="" if lines else nothing,
        lines=lines,
    )


def _since_last_time(told: Told, at: datetime) -> bool:
    return at > told.order.from_moment and improvement.day_of(at) <= told.order.as_at


def _actions(told: Told) -> dict[str, str]:
    """Each action in a few words, by its reference."""
    return {
        line.ref: improvement.shortened(" ".join(f"{line.number} {line.text}".split()), ROW)
        for line in told.plan.actions
    }


def _impact(told: Told) -> Iterator[VoiceLine]:
    """What signed-off updates say changed for children and families, apart from what was done."""
    actions = _actions(told)
    found = [
        each
        for each in told.plan.words.updates
        if each.impact and each.action_ref in actions and _since_last_time(told, each.signed_off_at)
    ]
    known = posts(told, (who for each in found for who in (each.said_by_id, each.signed_off_by_id)))
    for each in found:
        yield VoiceLine(
            key=f"update:{each.ref}",
            kind="impact",
            kind_text="Impact on children and families",
            about=actions[each.action_ref],
            text=each.impact,
            by=who_said(each, known),
            on=day(each.said_on),
            accepted=_signed_off(each, known),
            link=Link("update", each.ref),
        )


def _signed_off(update: UpdateReported, known: governance.Posts) -> str:
    by = update.step or known.called(update.signed_off_by_id)
    return f"Signed off {filters.day(update.signed_off_on)}: {by}"


def _evidence(told: Told) -> Iterator[VoiceLine]:
    """Quotes of families, and what else was accepted as showing an impact. What shows that a criterion is met
    stands with its judgement, and once."""
    actions, judged = _actions(told), {each.ref for each in told.plan.judged}
    found = [
        each
        for each in told.plan.words.evidence
        if (each.form == QUOTE or each.kind == IMPACT)
        and each.action_ref in actions
        and (each.form == QUOTE or each.criterion_ref not in judged)
        and _since_last_time(told, each.open_from)
    ]
    known = posts(told, (who for each in found for who in (each.given_by_id, each.accepted_by_id)))
    known_names, forms = suppliers(told), forms_of(told, found)
    for each in found:
        is_quote = each.form == QUOTE
        by = known.called(each.accepted_by_id)
        yield VoiceLine(
            key=f"evidence:{each.ref}",
            kind="quote" if is_quote else "evidence",
            kind_text="What families said"
            if is_quote
            else f"Evidence of impact ({_lower_first(forms[each.ref])})",
            about=actions[each.action_ref],
            text=each.words if is_quote else ": ".join(filter(None, (each.title, each.words))),
            by=known_names.called(each.supplied_by) or known.called(each.given_by_id),
            on=day(each.on),
            accepted=f"Accepted as evidence {filters.day(each.accepted_on)}: {by}",
            link=Link("evidence", each.ref),
        )


def _judged(told: Told) -> Iterator[VoiceLine]:
    """Success criteria that were judged, with the accepted evidence of each."""
    found = evidence_of(told, (each.ref for each in told.plan.judged))
    forms = forms_of(told, (piece for pieces in found.values() for piece in pieces))
    for each in told.plan.judged:
        yield _criterion(each, shown_by(found[each.ref], forms))


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _without(found: CriterionJudged) -> str:
    """What is said of a judgement whose evidence was withdrawn."""
    if found.fell_from:
        return f" It was judged “{found.fell_from.lower()}”; the evidence of that was withdrawn."
    return f" {WITHDRAWN_SINCE}" if found.lost_evidence else ""


def _criterion(found: CriterionJudged, shown: tuple[str, ...]) -> VoiceLine:
    note = f" {found.note}" if found.note else ""
    return VoiceLine(
        key=f"criterion:{found.ref}",
        kind="criterion",
        kind_text="Success criterion",
        about=found.action,
        text=f"{found.text}: {found.judgement.lower()}.{note}{_without(found)}",
        by="",
        on=day(found.on),
        accepted="",
        link=Link("action", found.action_ref),
        shown_by=shown or ("no evidence that is accepted and open to all",),
    )


def _told(told: Told) -> Iterator[VoiceLine]:
    """The log of what families were told, and what they said to it."""
    first = told.order.since + timedelta(days=1)
    rows = governance.told_between(
        told.actor, told.partnership, first, told.order.as_at, written_after=told.order.last_told
    )
    for each in belonging(told, rows):
        yield VoiceLine(
            key=f"told:{each.ref}",
            kind="told",
            kind_text="What families were told",
            about=each.audience,
            text=each.words,
            by="; ".join(each.channels),
            on=day(each.told_on),
            accepted="",
            link=None,
            response=each.response,
        )
