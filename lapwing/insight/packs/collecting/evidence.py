"""Accepted evidence that all may read, and what it shows: for what is judged, and for the workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement.public import CriterionReported, EvidenceReported
from lapwing.insight.packs.collecting.order import Told
from lapwing.insight.packs.collecting.people import posts
from lapwing.insight.packs.collecting.suppliers import Suppliers, suppliers
from lapwing.insight.packs.collecting.texts import day
from lapwing.insight.packs.shapes import CriterionData, EvidenceData
from lapwing.platform.ui import filters

WITHDRAWN_SINCE = "Evidence that this rests on was withdrawn since."
_NOT_JUDGED = "Not judged yet"


def evidence_of(told: Told, criteria: Iterable[str]) -> dict[str, list[EvidenceReported]]:
    """The evidence of each of these success criteria, by its reference."""
    found: dict[str, list[EvidenceReported]] = defaultdict(list)
    for piece in told.plan.words.evidence:
        found[piece.criterion_ref].append(piece)
    return {ref: found.get(ref, []) for ref in criteria}


def forms_of(told: Told, found: Iterable[EvidenceReported]) -> dict[str, str]:
    """What each piece is, by its reference: minutes by their meeting, as it is called today."""
    pieces = list(found)
    refs = {each.meeting_ref for each in pieces if each.meeting_ref}
    meetings = governance.minuted(told.actor, told.partnership.pk, refs)
    return {
        each.ref: meetings[each.meeting_ref].words
        if each.meeting_ref in meetings
        else each.meeting_words or each.form_words
        for each in pieces
    }


def shown_by(evidence: Iterable[EvidenceReported], forms: Mapping[str, str]) -> tuple[str, ...]:
    """Each piece in a line: what it is called, what it is, and its day."""
    return tuple(f"{each.title} ({forms[each.ref]}{_of_day(each)})" for each in evidence)


def _of_day(piece: EvidenceReported) -> str:
    """The day of a piece, where its minutes do not say it."""
    return "" if piece.meeting_ref else f", {filters.day(piece.on)}"


def criteria_and_evidence(told: Told) -> tuple[tuple[CriterionData, ...], tuple[EvidenceData, ...]]:
    """Every success criterion of the plan, and all its evidence, the last that was accepted first."""
    plan = told.plan
    numbers = {line.ref: line.number or line.text for line in plan.actions}
    pieces = [each for each in plan.words.evidence if each.action_ref in numbers]
    forms = forms_of(told, pieces)
    shown = evidence_of(told, (each.ref for each in plan.criteria))
    judges = (each.judged_by_id for each in plan.criteria)
    known = posts(
        told, (*judges, *(who for each in pieces for who in (each.given_by_id, each.accepted_by_id)))
    )
    criteria = tuple(_criterion(each, shown_by(shown[each.ref], forms), known) for each in plan.criteria)
    of_what = _named(told) if pieces else {}
    names = suppliers(told) if pieces else Suppliers(())
    return criteria, tuple(
        _evidence(each, numbers[each.action_ref], of_what, forms[each.ref], names, known) for each in pieces
    )


def _named(told: Told) -> dict[str, str]:
    """What the plan calls its milestones and criteria, by reference."""
    milestones = {line.ref: " ".join(filter(None, (line.label, line.text))) for line in told.plan.milestones}
    return milestones | {line.ref: line.text for line in told.plan.criteria}


def _criterion(found: CriterionReported, shown: tuple[str, ...], known: governance.Posts) -> CriterionData:
    return CriterionData(
        key=f"data-criterion:{found.ref}",
        action=found.action,
        text=found.text,
        judgement=found.judgement or _NOT_JUDGED,
        judged=day(found.on, ""),
        judged_by=known.called(found.judged_by_id) if found.judged_by_id else "",
        note=" ".join(filter(None, (found.note, WITHDRAWN_SINCE if found.lost_evidence else ""))),
        shown_by=shown,
    )


def _evidence(
    found: EvidenceReported,
    action: str,
    of_what: Mapping[str, str],
    form: str,
    names: Suppliers,
    known: governance.Posts,
) -> EvidenceData:
    return EvidenceData(
        key=f"data-evidence:{found.ref}",
        action=action,
        milestone=": ".join(filter(None, (of_what.get(found.milestone_ref, ""), found.turn))),
        criterion=of_what.get(found.criterion_ref, ""),
        kind_text=found.kind_words,
        form=form,
        title=found.title,
        words=found.words,
        on=day(found.on),
        supplied_by=names.called(found.supplied_by) or known.called(found.given_by_id),
        accepted=day(found.accepted_on),
        accepted_by=known.called(found.accepted_by_id),
    )
